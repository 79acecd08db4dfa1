// An input of a formula as text, and the figure that explains it in its turn.
import { formatDigits } from "#components/format/number-format.ts";
import { formatPercent } from "#components/format/percent.ts";
import { isPlainDecimal } from "#components/format/string-decimal.ts";
import { formatDay } from "#components/format/time.ts";
import { POSITION_FIGURES, TOTAL_FIGURES } from "#lib/domain/performance/figure-names.ts";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";

const SHARES = new Set(["fraction", "period", "annualised", "time-weighted return of the account"]);
const COUNTS = new Set(["quantity", "days", "flagged days"]);

export function inputText(code: string, name: string, value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value);
  if (!isPlainDecimal(value)) return value;
  if (SHARES.has(name)) return formatPercent(value, { places: 4 });
  // Lots of a quantity are units; everything else is money or a price.
  const units = COUNTS.has(name) || code.endsWith(".quantity");
  return formatDigits(value, units ? 0 : 2, 9);
}

/** Null where the input is a fact and not a figure. */
export function inputCode(report: PerformanceReport, code: string, name: string): string | null {
  const [part, ...rest] = code.split(".");
  const position = report.positions.find(({ symbol }) => symbol === name);
  if (part === "totals" && position !== undefined) {
    const figure = POSITION_FIGURES.find((each) => each === rest[0]);
    return figure === undefined ? null : `positions.${position.instrumentId}.${figure}`;
  }
  const named = figureNamed(name);
  const known = part === "positions" ? POSITION_FIGURES : TOTAL_FIGURES;
  const figure = known.find((each) => each === named);
  if (figure === undefined) return null;
  const found = part === "positions" ? `positions.${rest[0]}.${figure}` : `totals.${figure}`;
  return found === code ? null : found;
}

/** "market value" and "cost, gross" to the figure's own name. */
function figureNamed(name: string): string {
  const [words = ""] = name.split(",");
  return words.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
}
