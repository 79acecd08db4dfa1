// The account's own figures, each with its formula and terms.
import { formatMoney } from "#components/format/money.ts";
import { formatPercent } from "#components/format/percent.ts";
import { addDecimals, signOf, subtractDecimals } from "#components/format/string-decimal.ts";
import type { Explanation, Term } from "./explanation.ts";
import { type FigureStyle, isOpen, type PortfolioFigures } from "./portfolio-figures.ts";
import { sumOf, sumPositions } from "./position-sums.ts";

type Money = (value: string | null, signed?: boolean) => string;

export function explainAccount(figures: PortfolioFigures, key: string, style: FigureStyle): Explanation | null {
  const { summary } = figures;
  const money = (value: string | null, signed = false) => formatMoney(value, { ...style, signed });
  switch (key) {
    case "equity":
      return {
        title: "Equity",
        formula: "Cash + value of the positions",
        terms: [
          { operator: "", label: "Cash, holds included", text: money(summary.cash), explain: "cash" },
          {
            operator: "+",
            label: "Value of the positions",
            text: money(summary.marketValue),
            explain: "market-value",
          },
        ],
        result: money(summary.equity),
        note: summary.cause,
        executions: null,
      };
    case "day":
      return explainDay(figures, money);
    case "total":
      return {
        title: "Total profit or loss",
        formula: "Realised + unrealised − fees + other income = equity − deposits",
        terms: [
          { operator: "", label: "Realised", text: money(summary.realised, true), explain: "realised" },
          { operator: "+", label: "Unrealised", text: money(summary.unrealised, true), explain: "unrealised" },
          { operator: "−", label: "Fees", text: money(summary.fees) },
          ...restOf(summary.totalPnl, [summary.realised, summary.unrealised], [summary.fees], money),
        ],
        result: money(summary.totalPnl, true),
        note: `The same from the other side: equity ${money(summary.equity)} less deposits ${money(figures.netDeposits)}. In percent of the deposits: ${formatPercent(summary.totalPnlFraction, { signed: true })}.`,
        executions: { symbol: null },
      };
    case "cash":
      return {
        title: "Cash",
        formula: "Deposits − bought + sold − fees + other income, as posted in the ledger",
        terms: [
          { operator: "", label: "Deposits less withdrawals", text: money(figures.netDeposits) },
          { operator: "+", label: "Realised", text: money(summary.realised, true), explain: "realised" },
          { operator: "−", label: "Cost of what is held", text: money(costOf(figures)), explain: "unrealised" },
          { operator: "−", label: "Fees", text: money(summary.fees) },
          ...restOf(summary.cash, [figures.netDeposits, summary.realised], [costOf(figures), summary.fees], money),
        ],
        result: money(summary.cash),
        note: null,
        executions: { symbol: null },
      };
    case "buying-power":
      return {
        title: "Buying power",
        formula: "Cash − held for working orders",
        terms: [
          { operator: "", label: "Cash", text: money(summary.cash), explain: "cash" },
          { operator: "−", label: "Held for working orders", text: money(summary.held) },
        ],
        result: money(summary.buyingPower),
        note: `${figures.openOrders} working ${figures.openOrders === 1 ? "order" : "orders"}. A hold is released when its order is filled or canceled.`,
        executions: null,
      };
    default:
      return explainSum(figures, key, money);
  }
}

/** What dividends, interest, taxes and fees of no trade made of it; said where there is any. */
function restOf(
  whole: string | null,
  plus: readonly (string | null)[],
  minus: readonly (string | null)[],
  money: Money,
): readonly Term[] {
  const [added, taken] = [sumOf(plus), sumOf(minus)];
  if (whole === null || added === null || taken === null) return [];
  const rest = addDecimals(subtractDecimals(whole, added), taken);
  if (signOf(rest) === 0) return [];
  return [{ operator: "+", label: "Dividends, interest, taxes and other fees", text: money(rest, true) }];
}

function costOf(figures: PortfolioFigures): string | null {
  return sumOf(figures.positions.map((position) => position.cost));
}

function explainDay(figures: PortfolioFigures, money: Money): Explanation {
  const { summary } = figures;
  const moved = sumPositions(figures.positions).dayChange;
  const rest = summary.dayPnl === null || moved === null ? null : subtractDecimals(summary.dayPnl, moved);
  const open = figures.positions.filter(isOpen);
  return {
    title: "Today's profit or loss",
    formula: "Equity now − equity when the day began − deposits of the day",
    terms: [
      ...open.map((position, index) => ({
        operator: index === 0 ? ("" as const) : ("+" as const),
        label: `${position.symbol}, since the previous close`,
        text: money(position.dayChange, true),
        explain: `day-change:${position.symbol}`,
      })),
      {
        operator: open.length === 0 ? ("" as const) : ("+" as const),
        label: "Trades and fees of today, and moves before the day's first valuation",
        text: money(rest, true),
      },
    ],
    result: money(summary.dayPnl, true),
    note: `In percent of the equity when the day began, deposits of the day included: ${formatPercent(summary.dayPnlFraction, { signed: true })}. The day is the venue's, New York.`,
    executions: { symbol: null },
  };
}

const SUMS = {
  "market-value": { title: "Value of the positions", formula: "Sum of quantity × last price", signed: false },
  unrealised: { title: "Unrealised profit or loss", formula: "Sum of value − cost, of what is held", signed: true },
  realised: {
    title: "Realised profit or loss",
    formula: "Sum of what sales brought less what the sold lots cost",
    signed: true,
  },
} as const;

function explainSum(figures: PortfolioFigures, key: string, money: Money): Explanation | null {
  if (key !== "market-value" && key !== "unrealised" && key !== "realised") return null;
  const { title, formula, signed } = SUMS[key];
  const field = key === "market-value" ? "marketValue" : key;
  const rows = key === "realised" ? figures.positions : figures.positions.filter(isOpen);
  return {
    title,
    formula,
    terms: rows.map((position, index) => ({
      operator: index === 0 ? "" : "+",
      label: isOpen(position) ? position.symbol : `${position.symbol}, closed`,
      text: money(position[field], signed),
      explain: `${key}:${position.symbol}`,
    })),
    result: money(figures.summary[field], signed),
    note: key === "realised" ? "Fees are kept apart." : figures.summary.cause,
    executions: { symbol: null },
  };
}
