// A price's recent way as one small line, drawn on the server.
import { directionOf } from "#components/format/reading.ts";
import { subtractDecimals } from "#components/format/string-decimal.ts";
import { cx } from "#components/ui/class-names.ts";
import { linePath } from "./svg-path.ts";

interface SparklineProps {
  readonly values: readonly string[];
  /** One sentence: "AAPL over five days, up 1.2 %". */
  readonly label: string;
  readonly className?: string;
}

const COLOURS = { up: "text-up", down: "text-down", flat: "text-muted" } as const;

export function Sparkline({ values, label, className }: SparklineProps) {
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return <span className="text-muted">--</span>;
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className={cx("h-5 w-20", COLOURS[directionOf(subtractDecimals(last, first))], className)}
    >
      <path
        d={linePath(values)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
