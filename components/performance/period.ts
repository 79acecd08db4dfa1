// The periods of a report: each is a first day, counted back from the day that the report is of.
import { parseCount } from "#lib/domain/shared/count.ts";
import { addDays, asLocalDate, type LocalDate } from "#lib/domain/shared/local-date.ts";

export const PERIODS = ["1M", "3M", "YTD", "1Y", "3Y", "All"] as const;
export type Period = (typeof PERIODS)[number];

export const DEFAULT_PERIOD: Period = "All";

export const PERIOD_WORDS: Readonly<Record<Period, string>> = {
  "1M": "one month",
  "3M": "three months",
  YTD: "this year",
  "1Y": "one year",
  "3Y": "three years",
  All: "all time",
};

const MONTHS: Readonly<Record<Exclude<Period, "YTD" | "All">, number>> = { "1M": 1, "3M": 3, "1Y": 12, "3Y": 36 };

/** The first day that counts; what the account was worth at the close before it is where the period starts. Null: from the very first. */
export function firstDayOf(period: Period, asOf: string): string | null {
  if (period === "All") return null;
  const day = asLocalDate(asOf);
  if (period === "YTD") return `${day.slice(0, 4)}-01-01`;
  return addDays(monthsBefore(day, MONTHS[period]), 1);
}

/** The same day of an earlier month, or that month's last where it is shorter. */
function monthsBefore(day: LocalDate, months: number): LocalDate {
  const at = { min: 0, max: 9999 };
  const count = parseCount(day.slice(0, 4), at) * 12 + parseCount(day.slice(5, 7), at) - 1 - months;
  const month = `${Math.floor(count / 12)}`.padStart(4, "0").concat("-", `${(count % 12) + 1}`.padStart(2, "0"));
  const next = `${Math.floor((count + 1) / 12)}`
    .padStart(4, "0")
    .concat("-", `${((count + 1) % 12) + 1}`.padStart(2, "0"));
  const last = addDays(asLocalDate(`${next}-01`), -1);
  const same = `${month}${day.slice(7)}`;
  return same > last ? last : asLocalDate(same);
}
