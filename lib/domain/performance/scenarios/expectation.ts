/** What a report says where an expectation looks, in the expectation's own words. */
import { fromFixed18, roundFixed, toFixed18 } from "../../shared/fixed.ts";
import type {
  GrossNet,
  Missing,
  PerformanceReport,
  ReportLot,
  ReportPosition,
  ReportReturns,
  ReportTotals,
} from "../report.ts";
import type { Expectation } from "./scenario.ts";

/** The figure as text: equal to the expectation's value when it is met, else what to say instead. */
export function actual(report: PerformanceReport, { of, figure, value }: Expectation): string {
  const found = find(report, of, figure);
  if (typeof found !== "string") return found === null ? "unknown" : `nothing is called that: ${figure}`;
  // "~0.12" gives the places that matter.
  if (!value.startsWith("~") || !/^-?[\d.]+$/.test(found)) return found;
  const places = value.split(".")[1]?.length ?? 0;
  const rounded = fromFixed18(roundFixed(toFixed18(found), places));
  return fromFixed18(toFixed18(value.slice(1))) === rounded ? value : `~${rounded}`;
}

function find(report: PerformanceReport, of: string | null, figure: string): string | null | undefined {
  if (figure === "cash" && of !== null) {
    const [cash] = report.cash.filter(({ currency }) => currency === of);
    return cash === undefined ? "0" : cash.amount;
  }
  if (of !== null) {
    const position = report.positions.find(({ symbol }) => symbol === of);
    return position === undefined ? "none" : positionFigure(position, figure);
  }
  return RETURNS[figure]?.(report.returns) ?? totalFigure(report.totals, figure, report);
}

const RETURNS: Readonly<Record<string, (returns: ReportReturns) => string | null>> = {
  twr: ({ timeWeighted }) => timeWeighted.fraction,
  flagged: ({ timeWeighted }) => `${timeWeighted.flaggedDays.length}`,
  xirr: ({ xirr }) => xirr.fraction,
  simple: ({ simple }) => simple.fraction,
  drawdown: ({ drawdown }) => drawdown.fraction,
  volatility: ({ volatility }) => volatility.period,
  annualised: ({ volatility }) => volatility.annualised,
};

function totalFigure(totals: ReportTotals, figure: string, report: PerformanceReport): string | null | undefined {
  if (figure in RETURNS) return null;
  switch (figure) {
    case "value":
      return totals.marketValue;
    case "currency effect":
      return totals.currencyEffect;
    case "missing":
      return missingText(totals.missing);
    case "cash":
    case "equity":
    case "income":
    case "interest":
    case "fees":
    case "taxes":
    case "inflow":
    case "outflow":
      return totals[figure];
    case "first flag":
      return report.series.find(({ flag }) => flag !== null)?.day ?? "none";
    default:
      return grossOrNet(totals, figure);
  }
}

function positionFigure(position: ReportPosition, figure: string): string | null | undefined {
  const { base } = position;
  if (figure.startsWith("base ")) {
    const name = figure.slice(5);
    if (name === "value") return base.marketValue;
    return name === "income" || name === "fees" || name === "taxes" ? base[name] : grossOrNet(base, name);
  }
  switch (figure) {
    case "lots":
      return position.lots.map(lotText).join(", ") || "none";
    case "value":
      return position.marketValue;
    case "priced":
      return position.priceKind;
    case "missing":
      return missingText(position.missing);
    case "currency effect":
      return position.currencyEffect;
    case "day change":
      return position.dayChange;
    case "oversold":
      return position.oversold?.day ?? "no";
    case "average":
    case "average net":
      return figure === "average" ? pick(position.averagePrice, "gross") : pick(position.averagePrice, "net");
    case "quantity":
    case "price":
    case "income":
    case "fees":
    case "taxes":
      return position[figure];
    default:
      return grossOrNet(position, figure);
  }
}

/** "rate:EUR", once however many days it is missing for. */
function missingText(missing: readonly Missing[]): string {
  return [...new Set(missing.map(({ kind, symbol }) => `${kind}:${symbol}`))].join(",") || "nothing";
}

/** `expect fifo AAPL lots 5 costing 100, 3 costing 30`, gross. */
function lotText({ quantity, cost }: ReportLot): string {
  return `${quantity} costing ${cost.gross}`;
}

type WithGrossNet = Readonly<Record<"cost" | "unrealised" | "realised" | "pnl", GrossNet | null>>;

/** "realised" and "realised net". */
function grossOrNet(figures: WithGrossNet, figure: string): string | null | undefined {
  const [name, net] = figure.split(" ");
  if (name !== "cost" && name !== "unrealised" && name !== "realised" && name !== "pnl") return undefined;
  return pick(figures[name], net === "net" ? "net" : "gross");
}

function pick(value: GrossNet | null, side: keyof GrossNet): string | null {
  return value === null ? null : value[side];
}
