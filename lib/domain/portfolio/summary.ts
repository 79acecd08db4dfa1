// An account in one glance: equity, day and total profit, realised and unrealised apart, and null where a price is missing.
import type { Quote } from "../market/quote.ts";
import { marketValue, type Position, unrealised } from "../positions/position.ts";
import { type Decimal, sum } from "../shared/decimal.ts";
import { divide } from "../shared/rounding.ts";

export interface HeldPosition {
  readonly position: Position;
  readonly symbol: string;
  /** Or what stands in for one: a close, or the last trade's price. */
  readonly quote: Pick<Quote, "last"> | null;
}

export interface SummaryInput {
  /** Posted cash, holds included. */
  readonly cash: Decimal;
  readonly held: Decimal;
  /** How far free cash may go; below zero on margin. */
  readonly floor: Decimal;
  /** Closed positions too: their realised profit and fees count. */
  readonly positions: readonly HeldPosition[];
  /** Currencies that it has money in besides its own: worth something, and nobody says here how much. */
  readonly otherMoney?: readonly string[];
  /** Equity at the start of the venue's day; null when it could not be known. */
  readonly dayStartEquity: Decimal | null;
  readonly netDepositsToday: Decimal;
  readonly netDepositsTotal: Decimal;
}

export interface PortfolioSummary {
  readonly cash: Decimal;
  readonly held: Decimal;
  readonly buyingPower: Decimal;
  readonly marketValue: Decimal | null;
  readonly equity: Decimal | null;
  readonly dayPnl: Decimal | null;
  readonly dayPnlFraction: Decimal | null;
  readonly totalPnl: Decimal | null;
  readonly totalPnlFraction: Decimal | null;
  readonly realised: Decimal;
  readonly unrealised: Decimal | null;
  readonly fees: Decimal;
  /** Symbols that are held and have no price: the cause of every null above but dayPnl's own. */
  readonly missingPrices: readonly string[];
  /** One sentence when a figure is null for want of data; null when all are known. */
  readonly cause: string | null;
}

const FRACTION_PLACES = 10;

export function summarise(input: SummaryInput): PortfolioSummary {
  const { cash, held, floor, positions, dayStartEquity, netDepositsToday, netDepositsTotal } = input;
  const open = positions.filter(({ position }) => !position.quantity.isZero());
  const otherMoney = input.otherMoney ?? [];
  const unpriced = open.filter(({ quote }) => quote === null).map(({ symbol }) => symbol);
  const missingPrices = [...unpriced, ...otherMoney];
  const value = totalOrNull(open, marketValue);
  const equity = value === null || otherMoney.length > 0 ? null : cash.plus(value);
  const dayPnl =
    equity === null || dayStartEquity === null ? null : equity.minus(dayStartEquity).minus(netDepositsToday);
  const totalPnl = equity === null ? null : equity.minus(netDepositsTotal);
  return {
    cash,
    held,
    buyingPower: cash.minus(held).minus(floor),
    marketValue: value,
    equity,
    dayPnl,
    // Money that arrived today was at work today: without it a first deposit would show an endless gain.
    dayPnlFraction: fraction(dayPnl, dayStartEquity === null ? null : dayStartEquity.plus(netDepositsToday)),
    totalPnl,
    totalPnlFraction: fraction(totalPnl, netDepositsTotal),
    realised: sum(positions.map(({ position }) => position.realised)),
    unrealised: totalOrNull(open, unrealised),
    fees: sum(positions.map(({ position }) => position.fees)),
    missingPrices,
    cause: causeOf(missingPrices, dayStartEquity),
  };
}

function totalOrNull(open: readonly HeldPosition[], figure: (position: Position, price: Decimal) => Decimal) {
  const figures: Decimal[] = [];
  for (const { position, quote } of open) {
    if (quote === null) return null;
    figures.push(figure(position, quote.last));
  }
  return sum(figures);
}

function fraction(gain: Decimal | null, base: Decimal | null): Decimal | null {
  if (gain === null || base === null || !base.gt(0)) return null;
  return divide(gain, base, FRACTION_PLACES, "half-even");
}

function causeOf(missing: readonly string[], dayStartEquity: Decimal | null): string | null {
  if (missing.length > 0) return `No price for ${missing.join(", ")}.`;
  return dayStartEquity === null ? "The equity at the start of the day is not known." : null;
}
