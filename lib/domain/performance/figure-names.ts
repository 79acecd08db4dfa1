/** The figures of a report that can be explained, in the order in which a page shows them. */
import type { ReportPosition, ReportReturns, ReportTotals } from "./report.ts";

export type TotalFigure = Exclude<keyof ReportTotals, "missing" | "opening">;
export type ReturnFigure = Exclude<keyof ReportReturns, "benchmark">;

export const TOTAL_FIGURES: readonly TotalFigure[] = [
  "marketValue",
  "cash",
  "equity",
  "cost",
  "unrealised",
  "realised",
  "income",
  "interest",
  "fees",
  "taxes",
  "inflow",
  "outflow",
  "pnl",
  "currencyEffect",
  "cashCurrencyEffect",
];

export const POSITION_FIGURES = [
  "quantity",
  "averagePrice",
  "cost",
  "price",
  "marketValue",
  "unrealised",
  "realised",
  "income",
  "fees",
  "taxes",
  "pnl",
  "currencyEffect",
  "dayChange",
] as const satisfies readonly (keyof ReportPosition)[];
export type PositionFigure = (typeof POSITION_FIGURES)[number];
