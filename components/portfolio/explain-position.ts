// One position's figures, each with its formula and terms.
import { formatMoney } from "#components/format/money.ts";
import { formatPercent } from "#components/format/percent.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { formatDay } from "#components/format/time.ts";
import type { Explanation, Term } from "./explanation.ts";
import type { FigureStyle, PortfolioFigures, PositionFigures } from "./portfolio-figures.ts";

export function explainPosition(
  figures: PortfolioFigures,
  position: PositionFigures,
  key: string,
  style: FigureStyle,
): Explanation | null {
  const { symbol, tickSize, quote } = position;
  const last = lastPrice(position);
  const money = (value: string | null, signed = false) => formatMoney(value, { ...style, signed });
  const price = (value: string | null, extraPlaces = 0) => formatPrice(value, { tick: tickSize, extraPlaces });
  const quantity = formatQuantity(position.quantity, { hidden: style.hidden });
  const common = { note: position.cause, executions: { symbol } };
  const value: Term = {
    operator: "",
    label: "Value now",
    text: money(position.marketValue),
    explain: `market-value:${symbol}`,
  };
  switch (key) {
    case "average":
      return {
        ...common,
        title: `${symbol}: average cost`,
        formula: "Cost of the open lots ÷ quantity",
        terms: [
          { operator: "", label: "Cost of the open lots", text: money(position.cost) },
          { operator: "÷", label: "Quantity", text: quantity },
        ],
        result: price(position.averagePrice, 2),
      };
    case "market-value":
      return {
        ...common,
        title: `${symbol}: value`,
        formula: "Quantity × last price",
        terms: [
          { operator: "", label: "Quantity", text: quantity },
          { operator: "×", label: last.label, text: price(last.price) },
        ],
        result: money(position.marketValue),
      };
    case "day-change":
      return {
        ...common,
        title: `${symbol}: change today`,
        formula: "(Last price − previous close) × quantity",
        terms: [
          { operator: "", label: "Last price", text: price(quote?.last ?? null) },
          { operator: "−", label: "Previous close", text: price(quote?.previousClose ?? null) },
          { operator: "×", label: "Quantity held now", text: quantity },
        ],
        result: `${money(position.dayChange, true)} (${formatPercent(position.dayChangeFraction, { signed: true })})`,
      };
    case "unrealised":
      return {
        ...common,
        title: `${symbol}: unrealised profit or loss`,
        formula: "Value now − cost of the open lots",
        terms: [value, { operator: "−", label: "Cost of the open lots", text: money(position.cost) }],
        result: `${money(position.unrealised, true)} (${formatPercent(position.unrealisedFraction, { signed: true })} of the cost)`,
      };
    case "realised":
      return {
        ...common,
        title: `${symbol}: realised profit or loss`,
        formula: "What sales brought − what the sold lots cost",
        terms: [],
        result: money(position.realised, true),
        note: `Each sale below shows what it realised. Fees are kept apart: ${money(position.fees)}.`,
      };
    case "weight":
      return {
        ...common,
        title: `${symbol}: share of equity`,
        formula: "Value ÷ equity",
        terms: [value, { operator: "÷", label: "Equity", text: money(figures.summary.equity), explain: "equity" }],
        result: formatPercent(position.weight),
      };
    case "position":
      return {
        ...common,
        title: `${symbol}, ${position.name}`,
        formula: "The whole row; each figure opens in turn",
        terms: positionTerms(position, style),
        result: null,
      };
    default:
      return null;
  }
}

/** The quote's, or what stands in for one, by its name. */
function lastPrice({ quote, olderPrice }: PositionFigures): { readonly label: string; readonly price: string | null } {
  if (olderPrice === null) return { label: "Last price", price: quote?.last ?? null };
  const { kind, day, price } = olderPrice;
  return { label: `${kind === "close" ? "Close" : "Last trade"} of ${formatDay(day)}, no quote`, price };
}

/** The row in full, for a screen too narrow to show it. */
function positionTerms(position: PositionFigures, style: FigureStyle): readonly Term[] {
  const { symbol, tickSize } = position;
  const last = lastPrice(position);
  const money = (value: string | null, signed = false) => formatMoney(value, { ...style, signed });
  const price = (value: string | null, extraPlaces = 0) => formatPrice(value, { tick: tickSize, extraPlaces });
  const line = (label: string, text: string, key?: string): Term => ({
    operator: "",
    label,
    text,
    explain: key === undefined ? undefined : `${key}:${symbol}`,
  });
  return [
    line("Quantity", formatQuantity(position.quantity, { hidden: style.hidden })),
    line("Held for orders that sell", formatQuantity(position.held, { hidden: style.hidden })),
    line("Average cost", price(position.averagePrice, 2), "average"),
    line(last.label, price(last.price)),
    line("Change today", money(position.dayChange, true), "day-change"),
    line("Unrealised", money(position.unrealised, true), "unrealised"),
    line("Realised", money(position.realised, true), "realised"),
    line("Fees", money(position.fees)),
    line("Share of equity", formatPercent(position.weight), "weight"),
    line("Value", money(position.marketValue), "market-value"),
  ];
}
