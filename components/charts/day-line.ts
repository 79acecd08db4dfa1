// What a chart of days is given: one or two lines over the same days, and marks on some of them.

export interface DayPoint {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly value: string | null;
  /** The line to compare with. */
  readonly beside?: string | null;
  /** What happened on that day, such as "Deposit +1,000.00 USD"; a diamond stands there. */
  readonly mark?: string | null;
}

export interface DayChartProps {
  readonly points: readonly DayPoint[];
  /** The picture in one sentence, for those who do not see it. */
  readonly label: string;
  readonly name: string;
  readonly besideName?: string | undefined;
  /** The exact figure of the hint. */
  readonly format: (value: string) => string;
  readonly unit: "money" | "percent";
  readonly markName?: string | undefined;
  readonly height: string;
}
