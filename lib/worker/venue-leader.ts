/** Leads the paper venue: matches its book against the quotes, writes fills under the lease, and reports them to the desk's books. */
import { bookMatch, type CandidateRow, loadCandidates, loadExpired } from "#lib/db/venue.sql.ts";
import { tradingDayOf } from "#lib/domain/market/bars.ts";
import type { VenueOrder } from "#lib/domain/market/match.ts";
import { type BookMatch, freeCashUsed, matchBook } from "#lib/domain/market/match-book.ts";
import { type Decimal, dec, sum, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import type { Context } from "#lib/services/context.ts";
import type { Lease, Term } from "./lease.ts";
import { type OnReportFailed, reportVenue } from "./venue-reports.ts";
import type { Bell } from "./wake.ts";

export const VENUE_LEASE = "venue";
const POLL_MS = 1_000;
/** Bookings at once; orders of one account wait for each other in any case. */
const AT_ONCE = 6;

export interface MatchVenue {
  readonly lease: string;
  readonly epoch: bigint;
  /** Only these, which have just arrived; without it the whole book. */
  readonly orderIds?: readonly string[] | undefined;
  readonly onReportFailed?: OnReportFailed | undefined;
}

/** One round: reports what is left over, matches, reports. Says how many orders something happened to. */
export async function matchVenueOnce(
  ctx: Context,
  { lease, epoch, orderIds, onReportFailed }: MatchVenue,
): Promise<number> {
  const term: Lease = { name: lease, epoch };
  await reportVenue(ctx, onReportFailed);
  const ended = orderIds === undefined ? await expireOrders(ctx, term) : 0;
  const candidates = await loadCandidates(ctx.database, orderIds ?? null);
  const byAsset = Map.groupBy(candidates, (row) => row.assetId);
  // One purse for all symbols of this round: an account's free cash pays once.
  const cashFree = new Map<string, Decimal>(candidates.map((row) => [row.accountId, dec(row.cashFree)]));
  let matched = 0;
  for (const rows of byAsset.values()) matched += await matchAsset(ctx, term, rows, cashFree);
  if (ended + matched > 0) await reportVenue(ctx, onReportFailed);
  return ended + matched;
}

async function matchAsset(
  ctx: Context,
  term: Lease,
  rows: readonly CandidateRow[],
  cashFree: Map<string, Decimal>,
): Promise<number> {
  const [first] = rows;
  if (first === undefined) return 0;
  const byVenueId = new Map(rows.map((row) => [row.venueOrderId, row]));
  const quote = { bid: dec(first.bid), ask: dec(first.ask), bidSize: dec(first.bidSize), askSize: dec(first.askSize) };
  const results = matchBook({ orders: rows.map(toVenueOrder), quote, cashFree });
  for (const { order, fills } of results) {
    for (const { quantity, price, fee } of fills) {
      const used = freeCashUsed(order, quantity.times(price), fee);
      cashFree.set(order.accountId, (cashFree.get(order.accountId) ?? ZERO).minus(used));
    }
  }
  let booked = 0;
  for (let start = 0; start < results.length; start += AT_ONCE) {
    const part = results.slice(start, start + AT_ONCE);
    const outcomes = await Promise.all(
      part.map((result) => book(ctx, term, byVenueId.get(result.order.venueOrderId), result)),
    );
    booked += outcomes.filter(Boolean).length;
  }
  return booked;
}

async function book(
  ctx: Context,
  term: Lease,
  row: CandidateRow | undefined,
  { fills, residue }: BookMatch,
): Promise<boolean> {
  if (row === undefined) return false;
  const close =
    residue.state === "working"
      ? null
      : { status: residue.state, reason: residue.state === "canceled" ? residue.reason : "filled" };
  const quantity = toPlain(sum(fills.map((fill) => fill.quantity)));
  return bookMatch(
    ctx.database,
    {
      lease: term.name,
      epoch: term.epoch.toString(),
      orderId: row.orderId,
      executionsBefore: row.executions,
      executions: fills.map((fill) => ({
        id: fill.venueExecutionId,
        quantity: toPlain(fill.quantity),
        price: toPlain(fill.price),
        fee: toPlain(fill.fee),
      })),
      close,
      at: row.venueAt.toISOString(),
    },
    fills.length === 0 ? null : { assetId: row.assetId, tick: row.tick, side: row.side, quantity },
  );
}

function toVenueOrder(row: CandidateRow): VenueOrder {
  const optional = (value: string | null) => (value === null ? null : dec(value));
  return {
    venueOrderId: row.venueOrderId,
    accountId: row.accountId,
    assetClass: row.assetClass,
    side: row.side,
    type: row.type,
    timeInForce: row.timeInForce,
    quantity: optional(row.quantity),
    notional: optional(row.notional),
    limitPrice: optional(row.limitPrice),
    filledQuantity: dec(row.filledQuantity),
    filledValue: dec(row.filledValue),
    held: dec(row.held),
    executionCount: row.executions,
    acceptedAt: row.receivedAt,
    tradingDay: tradingDayOf(row.receivedAt),
  };
}

/** Day orders end with the venue's date. */
async function expireOrders(ctx: Context, term: Lease): Promise<number> {
  const expired = await loadExpired(ctx.database);
  for (const { orderId, executions, venueAt } of expired) {
    const close = { status: "expired", reason: "day_ended" } as const;
    const at = venueAt.toISOString();
    const entry = {
      lease: term.name,
      epoch: term.epoch.toString(),
      orderId,
      executionsBefore: executions,
      executions: [],
      close,
      at,
    };
    await bookMatch(ctx.database, entry, null);
  }
  return expired.length;
}

/** What woke the leader: orders that arrived, or prices that moved. */
export interface VenueWakes {
  readonly bell: Bell;
  /** The orders that arrived since the last call; null when the whole book must be looked at. */
  take(): readonly string[] | null;
}

export async function leadVenue(
  systemContext: () => Context,
  term: Term,
  wakes: VenueWakes,
  onReportFailed: OnReportFailed,
): Promise<void> {
  let wholeAt = 0;
  while (!term.signal.aborted) {
    const arrived = wakes.take();
    const whole = arrived === null || performance.now() >= wholeAt;
    if (whole) wholeAt = performance.now() + POLL_MS;
    const orderIds = whole ? undefined : arrived;
    const happened = await matchVenueOnce(systemContext(), {
      lease: term.name,
      epoch: term.epoch,
      orderIds,
      onReportFailed,
    });
    if (happened === 0 || !whole) await wakes.bell.wait(Math.max(1, wholeAt - performance.now()), term.signal);
  }
}
