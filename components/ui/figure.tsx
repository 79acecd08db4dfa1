// Figures on screen: a missing one shows its cause, a change shows sign and arrow as well as colour.
import { ARROWS, type Direction, type Reading } from "#components/format/reading.ts";
import { cx } from "./class-names.ts";

const COLOURS: Record<Direction, string> = { up: "text-up", down: "text-down", flat: "" };

export function Figure({ reading }: { reading: Reading }) {
  if (reading.cause !== null) {
    return (
      <span title={reading.cause} className="text-muted">
        {reading.text}
        <span className="sr-only"> ({reading.cause})</span>
      </span>
    );
  }
  return <span className="whitespace-nowrap">{reading.text}</span>;
}

/** A gain or loss: "▲ +812.44 +0.79 %". The direction is the first reading's. */
export function Change({ readings, className }: { readings: readonly [Reading, ...Reading[]]; className?: string }) {
  const [first] = readings;
  if (first.cause !== null) return <Figure reading={first} />;
  return (
    <span className={cx("whitespace-nowrap", COLOURS[first.direction], className)}>
      {ARROWS[first.direction] !== "" && (
        <span aria-hidden="true" className="mr-1 text-[0.7em]">
          {ARROWS[first.direction]}
        </span>
      )}
      {readings.map((reading) => reading.text).join(" ")}
    </span>
  );
}
