// From the code in the address to the figure itself: its name, its value as text, and what explains it.
import { readMoney } from "#components/format/money.ts";
import { readPercent } from "#components/format/percent.ts";
import { readPrice } from "#components/format/price.ts";
import { readQuantity } from "#components/format/quantity.ts";
import type { Reading } from "#components/format/reading.ts";
import { explainPosition } from "#lib/domain/performance/explain.ts";
import {
  POSITION_FIGURES,
  type PositionFigure,
  TOTAL_FIGURES,
  type TotalFigure,
} from "#lib/domain/performance/figure-names.ts";
import type {
  Explanation,
  GrossNet,
  PerformanceReport,
  ReportPosition,
  ReportReturns,
} from "#lib/domain/performance/report.ts";
import { causeOf, type ReportStyle } from "./report-style.ts";

export interface FigureValue {
  /** "gross" and "net" where there are both. */
  readonly name: string;
  readonly reading: Reading;
}

export interface ReportFigure {
  readonly title: string;
  readonly values: readonly FigureValue[];
  readonly explanation: Explanation | null;
  /** The position that the figure is of. */
  readonly position: ReportPosition | null;
  readonly figure: string;
}

export const TOTAL_NAMES: Readonly<Record<TotalFigure, string>> = {
  marketValue: "Market value",
  cash: "Cash",
  equity: "Equity",
  cost: "Cost of what is open",
  unrealised: "Unrealised",
  realised: "Realised",
  income: "Income",
  interest: "Interest",
  fees: "Fees",
  taxes: "Taxes",
  inflow: "Paid in",
  outflow: "Taken out",
  pnl: "Profit or loss",
  currencyEffect: "Currency effect",
  cashCurrencyEffect: "Currency effect of cash",
};

export const POSITION_NAMES: Readonly<Record<PositionFigure, string>> = {
  quantity: "quantity",
  averagePrice: "average price",
  cost: "cost",
  price: "price",
  marketValue: "market value",
  unrealised: "unrealised",
  realised: "realised",
  income: "income",
  fees: "fees",
  taxes: "taxes",
  pnl: "profit or loss",
  currencyEffect: "currency effect",
  dayChange: "change since the close before",
};

const RETURN_NAMES = {
  timeWeighted: "Time-weighted return",
  xirr: "XIRR, a year",
  simple: "Simple return",
  drawdown: "Maximum drawdown",
  volatility: "Volatility",
  benchmark: "Benchmark, price return",
} as const;

const SIGNED = new Set<string>([
  "unrealised",
  "realised",
  "income",
  "interest",
  "pnl",
  "currencyEffect",
  "cashCurrencyEffect",
  "dayChange",
]);

export function reportFigure(report: PerformanceReport, code: string, style: ReportStyle): ReportFigure | null {
  const [part, ...rest] = code.split(".");
  const explanation = report.explanations[code] ?? null;
  if (part === "totals") {
    const figure = TOTAL_FIGURES.find((each) => each === rest[0]);
    return figure === undefined ? null : totalFigure(report, figure, style, explanation);
  }
  if (part === "returns") return returnFigure(report, rest[0] ?? "", explanation);
  const position = report.positions.find(({ instrumentId }) => instrumentId === rest[0]);
  const figure = POSITION_FIGURES.find((each) => each === rest[1]);
  return position === undefined || figure === undefined ? null : positionFigure(position, figure, style);
}

function totalFigure(
  { totals }: PerformanceReport,
  figure: TotalFigure,
  { currency, hidden }: ReportStyle,
  explanation: Explanation | null,
): ReportFigure {
  const options = { currency, hidden, signed: SIGNED.has(figure), cause: causeOf(totals.missing) };
  const values = valuesOf(totals[figure], (value) => readMoney(value, options));
  return { title: TOTAL_NAMES[figure], values, explanation, position: null, figure };
}

function returnFigure({ returns }: PerformanceReport, name: string, explanation: Explanation | null) {
  const figure = (Object.keys(RETURN_NAMES) as (keyof typeof RETURN_NAMES)[]).find((each) => each === name);
  if (figure === undefined) return null;
  const share = (value: string | null, cause?: string | null, signed = true) =>
    readPercent(value, { signed, cause: cause ?? undefined });
  const one = (reading: Reading) => [{ name: "", reading }];
  const values: { readonly [F in typeof figure]: () => readonly FigureValue[] } = {
    timeWeighted: () => one(share(returns.timeWeighted.fraction)),
    xirr: () => one(share(returns.xirr.fraction, returns.xirr.reason)),
    simple: () => one(share(returns.simple.fraction, returns.simple.reason)),
    drawdown: () => one(share(returns.drawdown.fraction, null, false)),
    volatility: () => [
      { name: "annualised", reading: share(returns.volatility.annualised, returns.volatility.reason, false) },
      { name: "in the period", reading: share(returns.volatility.period, returns.volatility.reason, false) },
    ],
    benchmark: () => one(share(returns.benchmark?.fraction ?? null, "No benchmark is set")),
  };
  const why = explanation ?? (figure === "benchmark" ? explainBenchmark(returns) : null);
  return { title: RETURN_NAMES[figure], values: values[figure](), explanation: why, position: null, figure };
}

function explainBenchmark({ benchmark, timeWeighted }: ReportReturns): Explanation | null {
  if (benchmark === null) return null;
  return {
    measure: `What the price of ${benchmark.symbol} did over the same days, without its dividends; stands beside the time-weighted return`,
    formula: "last close / the close that the period opens with - 1, splits taken out",
    inputs: [
      { name: "fraction", value: benchmark.fraction },
      { name: "time-weighted return of the account", value: timeWeighted.fraction },
    ],
  };
}

function positionFigure(position: ReportPosition, figure: PositionFigure, { hidden }: ReportStyle): ReportFigure {
  const { currency, symbol } = position;
  const cause = causeOf(position.missing);
  const read = (value: string | null): Reading => {
    if (figure === "quantity") return readQuantity(value, { hidden });
    if (figure === "price") return readPrice(value, { tick: "0.01", cause });
    if (figure === "averagePrice") return readPrice(value, { tick: "0.01", extraPlaces: 2, cause });
    return readMoney(value, { currency, hidden, signed: SIGNED.has(figure), cause });
  };
  const explanation = explainPosition(position, figure);
  return {
    title: `${symbol}: ${POSITION_NAMES[figure]}`,
    values: valuesOf(position[figure], read),
    explanation: hidden ? { ...explanation, inputs: [] } : explanation,
    position,
    figure,
  };
}

function valuesOf(value: string | GrossNet | null, read: (value: string | null) => Reading): readonly FigureValue[] {
  if (value === null) return [{ name: "", reading: read(null) }];
  if (typeof value === "string") return [{ name: "", reading: read(value) }];
  return [
    { name: "net", reading: read(value.net) },
    { name: "gross", reading: read(value.gross) },
  ];
}
