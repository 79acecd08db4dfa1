// What the equity chart is given.

export interface EquityPoint {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly equity: string;
  /** Deposits less withdrawals since the point before; null or "0" for none. */
  readonly deposit: string | null;
}

export interface EquityChartProps {
  readonly points: readonly EquityPoint[];
  readonly currency: string;
  readonly zone: string;
  /** Balances are hidden: the server sends no points, and the chart says so. */
  readonly hidden?: boolean;
  /** What the range is called, "one month". */
  readonly range: string;
  readonly height?: string;
}
