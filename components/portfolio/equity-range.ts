// The ranges of the equity curve and how they stand in the address.

export const EQUITY_RANGES = ["1D", "1W", "1M", "3M", "YTD", "1Y", "All"] as const;
export type EquityRange = (typeof EQUITY_RANGES)[number];

const DEFAULT_RANGE: EquityRange = "1M";

export const RANGE_WORDS: Readonly<Record<EquityRange, string>> = {
  "1D": "today",
  "1W": "one week",
  "1M": "one month",
  "3M": "three months",
  YTD: "this year",
  "1Y": "one year",
  All: "all time",
};

export function rangeOf(text: unknown): EquityRange {
  return EQUITY_RANGES.find((range) => range === text) ?? DEFAULT_RANGE;
}

export function rangeHref(range: EquityRange): string {
  return range === DEFAULT_RANGE ? "/portfolio" : `/portfolio?range=${range}`;
}
