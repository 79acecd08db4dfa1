/** From the rows of one account to its figures: the summary and each position valued at its own quote. */
import type { PortfolioRows, PositionRow } from "#lib/db/portfolio.sql.ts";
import { type Freshness, freshness } from "#lib/domain/market/quote.ts";
import { type HeldPosition, type PortfolioSummary, summarise } from "#lib/domain/portfolio/summary.ts";
import { averagePrice, marketValue, type Position, unrealised } from "#lib/domain/positions/position.ts";
import { type Decimal, dec, ZERO } from "#lib/domain/shared/decimal.ts";
import { asId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import { divide } from "#lib/domain/shared/rounding.ts";
import type { OlderPrice } from "../performance/worth-now.ts";

const FRACTION_PLACES = 10;

export interface PositionQuote {
  readonly last: Decimal;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly previousClose: Decimal;
  readonly at: Date;
  readonly freshness: Freshness;
}

export interface ValuedPosition {
  readonly instrumentId: InstrumentId;
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: string;
  readonly tickSize: Decimal;
  readonly quantity: Decimal;
  /** Units held for orders that sell. */
  readonly held: Decimal;
  readonly averagePrice: Decimal | null;
  readonly cost: Decimal;
  readonly realised: Decimal;
  readonly fees: Decimal;
  readonly openedAt: Date | null;
  readonly quote: PositionQuote | null;
  /** What it is valued by in the place of a quote. */
  readonly olderPrice: OlderPrice | null;
  readonly marketValue: Decimal | null;
  /** What today's move of the price made of the quantity that is held now. */
  readonly dayChange: Decimal | null;
  readonly dayChangeFraction: Decimal | null;
  readonly unrealised: Decimal | null;
  readonly unrealisedFraction: Decimal | null;
  /** Share of equity; null while equity is not known. */
  readonly weight: Decimal | null;
  /** Why figures are null; null when none is. */
  readonly cause: string | null;
}

export interface ValuedPortfolio {
  readonly accountId: string;
  readonly kind: "paper" | "book";
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly marketSource: string;
  readonly tradingDay: string;
  /** Venue time of these figures. */
  readonly venueAt: Date;
  /** Wall time of these figures. */
  readonly asOf: Date;
  /** The oldest price among those the figures rest on. */
  readonly oldestPriceAt: Date | null;
  readonly freshness: Freshness;
  readonly openOrders: number;
  readonly netDeposits: Decimal;
  /** Dividends and interest, in the account's currency. */
  readonly income: Decimal;
  readonly summary: PortfolioSummary;
  /** Open positions first by symbol, then closed ones. */
  readonly positions: readonly ValuedPosition[];
}

function freshnessOf(
  missing: readonly string[],
  older: ReadonlyMap<string, OlderPrice>,
  oldest: PositionQuote | null,
): Freshness {
  if (missing.length > 0) return "unknown";
  if (older.size > 0) return "stale";
  return oldest?.freshness ?? "live";
}

interface HeldRow {
  readonly row: PositionRow;
  readonly position: Position;
  readonly quote: PositionQuote | null;
  readonly older: OlderPrice | null;
}

/** By its quote; by an older price what has none. */
export function valuePortfolio(
  rows: PortfolioRows,
  olderPrices: ReadonlyMap<string, OlderPrice> = new Map(),
): ValuedPortfolio {
  const now = new Date(rows.now);
  const held = rows.positions.map((row): HeldRow => {
    const older = olderPrices.get(row.instrumentId) ?? null;
    return { row, position: toPosition(row), quote: older === null ? toQuote(row, now) : null, older };
  });
  const summary = summarise({
    cash: dec(rows.cash?.posted ?? "0"),
    held: dec(rows.cash?.held ?? "0"),
    floor: dec(rows.cash?.floor ?? "0"),
    positions: held.map((each): HeldPosition => {
      const last = lastOf(each);
      return { position: each.position, symbol: each.row.symbol, quote: last === null ? null : { last } };
    }),
    otherMoney: rows.otherMoney,
    dayStartEquity: startOfDay(rows, held),
    netDepositsToday: dec(rows.day.netDeposits),
    netDepositsTotal: dec(rows.netDepositsTotal),
  });
  const positions = held.map((each) => valuePosition(each, summary.equity));
  const prices = positions
    .filter((item) => !item.quantity.isZero())
    .flatMap(({ quote }) => (quote === null ? [] : [quote]));
  const oldest = prices.reduce<PositionQuote | null>(
    (least, quote) => (least === null || quote.at < least.at ? quote : least),
    null,
  );
  return {
    accountId: rows.accountId,
    kind: rows.kind,
    name: rows.name,
    currency: rows.currency,
    timeZone: rows.timeZone,
    marketSource: rows.marketSource,
    tradingDay: rows.day.tradingDay,
    venueAt: new Date(rows.venueAt),
    asOf: now,
    oldestPriceAt: oldest?.at ?? null,
    // Cash alone is always up to date.
    freshness: freshnessOf(summary.missingPrices, olderPrices, oldest),
    openOrders: rows.openOrders,
    netDeposits: dec(rows.netDepositsTotal),
    income: dec(rows.income),
    summary,
    positions: [
      ...positions.filter((item) => !item.quantity.isZero()),
      ...positions.filter((item) => item.quantity.isZero()),
    ],
  };
}

function lastOf({ quote, older }: HeldRow): Decimal | null {
  return quote?.last ?? older?.price ?? null;
}

/**
 * The equity that a day began with counts what has no quote at its cost, as limits do; valued as it is now, what no market moves has no part
 * in today's result. A book has no such day.
 */
function startOfDay({ kind, day }: PortfolioRows, held: readonly HeldRow[]): Decimal | null {
  if (kind === "book") return null;
  return held.reduce(
    (start, { position, older }) =>
      older === null ? start : start.plus(marketValue(position, older.price)).minus(position.cost),
    dec(day.startEquity),
  );
}

function toPosition(row: PositionRow): Position {
  return {
    instrumentId: asId<InstrumentId>(row.instrumentId),
    quantity: dec(row.quantity),
    cost: dec(row.cost),
    realised: dec(row.realised),
    fees: dec(row.fees),
  };
}

function toQuote({ quote }: PositionRow, now: Date): PositionQuote | null {
  if (quote === null) return null;
  const at = new Date(quote.updatedAt);
  return {
    last: dec(quote.last),
    bid: dec(quote.bid),
    ask: dec(quote.ask),
    previousClose: dec(quote.previousClose),
    at,
    freshness: freshness({ at }, now),
  };
}

function valuePosition(each: HeldRow, equity: Decimal | null): ValuedPosition {
  const { row, position, quote, older } = each;
  const open = !position.quantity.isZero();
  const last = lastOf(each);
  const value = last === null ? (open ? null : ZERO) : marketValue(position, last);
  const gain = last === null ? (open ? null : ZERO) : unrealised(position, last);
  // No market moved an older price today.
  const move = quote === null ? (older === null ? null : ZERO) : quote.last.minus(quote.previousClose);
  return {
    ...position,
    symbol: row.symbol,
    name: row.name,
    assetClass: row.assetClass,
    tickSize: dec(row.tickSize),
    held: dec(row.held),
    averagePrice: averagePrice(position),
    openedAt: row.openedAt === null ? null : new Date(row.openedAt),
    quote,
    olderPrice: older,
    marketValue: value,
    dayChange: move === null ? null : move.times(position.quantity),
    dayChangeFraction: fraction(move, quote?.previousClose ?? older?.price ?? null),
    unrealised: gain,
    unrealisedFraction: fraction(gain, position.cost.abs()),
    weight: fraction(value, equity),
    cause: open && last === null ? `No price for ${row.symbol}.` : null,
  };
}

function fraction(part: Decimal | null, whole: Decimal | null): Decimal | null {
  if (part === null || whole === null || !whole.gt(0)) return null;
  return divide(part, whole, FRACTION_PLACES, "half-even");
}
