/** Runs the opening and closing auctions whose time has come: one price for all who meet it, and the rest is canceled. */
import { loadCloseBefore, type RestingRow } from "#lib/db/venue.sql.ts";
import { loadAuctionPrices } from "#lib/db/venue-replay.sql.ts";
import { tradingDayOf } from "#lib/domain/market/bars.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import type { AuctionEvent } from "#lib/domain/venue/auction.ts";
import { candidateOrder } from "./venue-orders.ts";
import { oneCoverEach, type Round, serve } from "./venue-round.ts";

/** Prices of auctions that are over are of no use any more. */
const PRICES_KEPT = 1_000;

interface Auction {
  readonly assetId: string;
  readonly name: AuctionEvent["auction"];
  readonly at: Date;
  /** By then it is over, whether it found a price or not. */
  readonly until: Date;
  readonly orderIds: readonly string[];
}

/** Those whose time has come by then. Says how many orders traded or ended. */
export async function runAuctions(round: Round, until: Date): Promise<number> {
  const { state, moment } = round;
  let booked = 0;
  const due = state.index.due(until);
  // A replay's opening is part of the bar that begins with it.
  const ready = moment.replay === null ? due : due.filter((row) => row.timeInForce === "cls" || timeOf(row) < until);
  for (const auction of dueAuctions(ready)) {
    const price = await priceOf(round, auction);
    if (price === undefined) continue;
    const event: AuctionEvent = {
      kind: "auction",
      auction: auction.name,
      at: moment.replay === null ? moment.venueAt : auction.at,
      tradingDay: tradingDayOf(auction.at),
      entryUntil: auction.at,
      price,
      // All that is for sale meets all that is wanted, and the venue takes the difference.
      size: null,
    };
    booked += await serve(round, auction.orderIds, (candidates) => {
      const rows = oneCoverEach(candidates);
      return [{ rows, orders: rows.map((row) => candidateOrder(row, false)), event, tick: null, at: event.at }];
    });
  }
  return booked;
}

function dueAuctions(rows: readonly RestingRow[]): Auction[] {
  const byAuction = Map.groupBy(rows, (row) => `${row.assetId} ${row.timeInForce} ${timeOf(row).toISOString()}`);
  return [...byAuction.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const name = first.timeInForce === "opg" ? "open" : "close";
    const at = timeOf(first);
    const orderIds = own.map(({ orderId }) => orderId);
    return [{ assetId: first.assetId, name, at, until: first.expiresAt ?? at, orderIds }];
  });
}

function timeOf({ auctionAt, expiresAt, receivedAt }: RestingRow): Date {
  return auctionAt ?? expiresAt ?? receivedAt;
}

/** Undefined while it is not known yet; null when nobody traded. Found once, it stays: some orders have to wait for their account's books. */
async function priceOf(round: Round, auction: Auction): Promise<Decimal | null | undefined> {
  const { auctionPrices } = round.state;
  const key = `${auction.assetId} ${auction.name} ${auction.at.toISOString()}`;
  const known = auctionPrices.get(key);
  if (known !== undefined) return known;
  const price = await findPrice(round, auction);
  if (price === undefined) return undefined;
  if (auctionPrices.size >= PRICES_KEPT) auctionPrices.clear();
  auctionPrices.set(key, price);
  return price;
}

async function findPrice(round: Round, auction: Auction): Promise<Decimal | null | undefined> {
  const { ctx, moment } = round;
  if (moment.replay === null)
    return auction.name === "open" ? openingPrice(round, auction) : closingPrice(round, auction);
  // A replay knows the day's prices, whichever of them were looked at.
  const prices = await loadAuctionPrices(ctx.database, { source: moment.replay.source, ...auction });
  return prices === null ? null : dec(prices[auction.name]);
}

/** The first price at or after the open, of its day. */
function openingPrice({ moment }: Round, { assetId, at, until }: Auction): Decimal | null | undefined {
  const quote = moment.quotes.get(assetId);
  if (quote?.holds && quote.at >= at && isSameDay(quote.at, at)) return dec(quote.last);
  return moment.venueAt >= until ? null : undefined;
}

/** The last price before the close, of its day: the present one, the one before it, or what the bars say where the leader has seen neither. */
async function closingPrice({ ctx, state, moment }: Round, { assetId, at }: Auction): Promise<Decimal | null> {
  const quote = moment.quotes.get(assetId);
  const seen = [quote, state.seen.get(assetId)].find(
    (price) => price !== undefined && price.at <= at && isSameDay(price.at, at),
  );
  if (seen !== undefined) return dec(seen.last);
  if (quote === undefined) return null;
  const close = await loadCloseBefore(ctx.database, { assetId, source: quote.source, before: at });
  return close === null ? null : dec(close);
}

function isSameDay(one: Date, other: Date): boolean {
  return tradingDayOf(one) === tradingDayOf(other);
}
