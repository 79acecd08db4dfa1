// Bars for shares of a whole: the width is computed by CSS from the decimal string, so no figure becomes a number.
import { formatPercent } from "#components/format/percent.ts";
import { compareDecimals, isPlainDecimal } from "#components/format/string-decimal.ts";
import { cx } from "./class-names.ts";

interface UsedBarProps {
  /** Share used as a fraction, "0.41"; null when it is not known. */
  readonly fraction: string | null;
  /** What is used, such as "Daily loss". */
  readonly label: string;
  readonly showText?: boolean;
}

type Level = "calm" | "near" | "over";

const WORDS: Record<Level, string> = { calm: "", near: "near the limit", over: "at the limit" };
const COLOURS: Record<Level, string> = { calm: "bg-text/70", near: "bg-warn", over: "bg-halt" };

function levelOf(fraction: string): Level {
  if (compareDecimals(fraction, "1") >= 0) return "over";
  return compareDecimals(fraction, "0.8") >= 0 ? "near" : "calm";
}

export function UsedBar({ fraction, label, showText = true }: UsedBarProps) {
  const known = fraction !== null && isPlainDecimal(fraction) ? fraction : null;
  const level = known === null ? "calm" : levelOf(known);
  const text = known === null ? "--" : formatPercent(known, { places: 0 });
  return (
    <span className="flex min-w-24 items-center gap-2">
      <span
        role="img"
        aria-label={`${label}: ${text} used${WORDS[level] && `, ${WORDS[level]}`}`}
        className="relative block h-1.5 flex-1 overflow-hidden rounded-full bg-raised ring-1 ring-line"
      >
        {known !== null && (
          <span
            className={cx("absolute inset-y-0 left-0 rounded-full [print-color-adjust:exact]", COLOURS[level])}
            style={{ width: `clamp(0%, calc(${known} * 100%), 100%)` }}
          />
        )}
      </span>
      {showText && (
        <span
          className={cx("min-w-10 text-right text-xs", level === "over" ? "font-semibold text-halt" : "text-muted")}
        >
          {text}
          {level !== "calm" && <span className="sr-only"> {WORDS[level]}</span>}
        </span>
      )}
    </span>
  );
}

/** How far a counted thing has come: 4 of 10 filled. */
export function ProgressBar({ fraction, label }: { fraction: string; label: string }) {
  return (
    <span
      role="img"
      aria-label={label}
      className="relative block h-1.5 w-full min-w-12 overflow-hidden rounded-full bg-raised ring-1 ring-line-strong"
    >
      <span
        className="absolute inset-y-0 left-0 bg-info [print-color-adjust:exact]"
        style={{ width: `clamp(0%, calc(${isPlainDecimal(fraction) ? fraction : "0"} * 100%), 100%)` }}
      />
    </span>
  );
}
