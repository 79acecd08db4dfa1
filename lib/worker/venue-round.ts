/** One look at the book: what the present quotes reach is read again as it is now, matched, and written. */
import { type CandidateRow, loadCandidates, loadResting } from "#lib/db/venue.sql.ts";
import { tradingDayOf } from "#lib/domain/market/bars.ts";
import { mayTradeAt } from "#lib/domain/market/calendar/order-window.ts";
import { type Phase, phaseAt } from "#lib/domain/market/calendar/phase.ts";
import { type Calendar, calendarFor } from "#lib/domain/market/calendar/sessions.ts";
import { replaySession } from "#lib/domain/market/replay.ts";
import { type Decimal, dec, ZERO } from "#lib/domain/shared/decimal.ts";
import { lapseOf, type QuoteEvent, type VenueSession } from "#lib/domain/venue/match-quote.ts";
import { matchEvent, type VenueEvent } from "#lib/domain/venue/run-venue.ts";
import type { VenueOrder } from "#lib/domain/venue/venue-order.ts";
import type { Context } from "#lib/services/context.ts";
import type { Lease } from "./lease.ts";
import { type NewMark, writeNewMarks, writeResults } from "./venue-bookings.ts";
import { candidateOrder, coversShort, isStopped } from "./venue-orders.ts";
import type { Moment, VenueState } from "./venue-state.ts";

/** Orders read at once; those of one symbol are always read together, because they share its size. */
const CANDIDATES_MAX = 2_000;

export interface Round {
  readonly ctx: Context;
  readonly term: Lease;
  readonly state: VenueState;
  readonly moment: Moment;
}

/** What one event meets: orders of one symbol. */
interface Meeting {
  readonly rows: readonly CandidateRow[];
  readonly orders: readonly VenueOrder[];
  readonly event: VenueEvent;
  /** Null where no quote's size is taken. */
  readonly tick: bigint | null;
  /** When it happens; the venue's present time unless told. */
  readonly at?: Date | undefined;
}

/** Continuous trading of these symbols, or of all. Says how many orders traded or ended. */
export async function matchQuotes(round: Round, assetIds: ReadonlySet<string> | null): Promise<number> {
  const { state, moment } = round;
  let booked = 0;
  let waiting: string[] = [];
  for (const asset of state.index.assets()) {
    if (assetIds !== null && !assetIds.has(asset.assetId)) continue;
    const session = sessionOfPhase(phaseOf(moment.venueAt, moment.calendar, asset.assetClass));
    waiting.push(...state.index.reached(asset, moment.quotes.get(asset.assetId) ?? null, session));
    if (waiting.length < CANDIDATES_MAX) continue;
    booked += await serve(round, waiting, quoteMeetings);
    waiting = [];
  }
  return booked + (await serve(round, waiting, quoteMeetings));
}

/** Reads these orders anew, lets them meet their events, and brings the index up to date with what came of it. */
export async function serve(
  { ctx, term, state, moment }: Round,
  orderIds: readonly string[],
  meetingsOf: (rows: readonly CandidateRow[], moment: Moment) => readonly Meeting[],
): Promise<number> {
  if (orderIds.length === 0) return 0;
  const rows = await loadCandidates(ctx.database, orderIds);
  // One purse for all symbols: an account's free cash pays once.
  const purse = new Map<string, Decimal>(rows.map((row) => [row.accountId, dec(row.cashFree)]));
  const marks: NewMark[] = [];
  let booked = 0;
  for (const { rows: own, orders, event, tick, at } of meetingsOf(rows, moment)) {
    if (own.some((row) => isStopped(row, event.at))) continue;
    const results = matchEvent({ orders, event, purse });
    for (const { order, cashUsed } of results) {
      purse.set(order.accountId, (purse.get(order.accountId) ?? ZERO).minus(cashUsed));
    }
    const written = await writeResults(ctx, term, { rows: own, results, tick, timeOf: at && (() => at) });
    booked += written.booked;
    marks.push(...written.marks);
  }
  await writeNewMarks(ctx, term, moment.venueAt, marks);
  const touched = [...new Set([...orderIds, ...rows.map(({ orderId }) => orderId)])];
  state.index.refresh(touched, await loadResting(ctx.database, touched));
  return booked;
}

function quoteMeetings(rows: readonly CandidateRow[], { calendar, replay, venueAt }: Moment): Meeting[] {
  // A replay that has moved on since this look began has bars between then and its present quotes.
  if (replay !== null && rows.some((row) => row.venueAt.getTime() !== venueAt.getTime())) return [];
  // By quote: of one symbol, those whose market has none meet an empty one, in which what must trade at once ends.
  const bySymbol = Map.groupBy(oneCoverEach(rows), (row) => `${row.assetId} ${row.tick}`);
  return [...bySymbol.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const phase = phaseOf(first.venueAt, calendar, first.assetClass);
    const orders = own.map((row) => candidateOrder(row, !mayTradeNow(row, phase) || waitsForBar(row, replay)));
    const session = isOfThisSession(first, calendar) ? sessionOfPhase(phase) : null;
    return [{ rows: own, orders, event: quoteEvent(first, session), tick: first.tick }];
  });
}

/** A quote from before the open is no price of the session, however few seconds ago it was made. */
function isOfThisSession({ quotedAt, venueAt, assetClass }: CandidateRow, calendar: Calendar): boolean {
  const own = calendarFor(assetClass, calendar);
  if (own.mode === "always" || quotedAt === null) return true;
  const [then, now] = [phaseAt(quotedAt, own), phaseAt(venueAt, own)];
  return then.phase === now.phase && then.session?.day === now.session?.day;
}

function quoteEvent(row: CandidateRow, session: VenueSession | null): QuoteEvent {
  const idle = row.tick === null || session === null;
  return {
    kind: "quote",
    at: row.venueAt,
    session: session ?? "extended",
    bid: idle ? ZERO : dec(row.bid),
    ask: idle ? ZERO : dec(row.ask),
    last: idle ? null : dec(row.last),
    bidSize: dec(row.bidSize),
    askSize: dec(row.askSize),
  };
}

/** An order that must trade at once or never is always met: what it cannot have now ends it. */
function mayTradeNow(row: CandidateRow, phase: Phase): boolean {
  if (row.expiresAt !== null && row.expiresAt <= row.venueAt) return false;
  return lapseOf(row) !== null || mayTradeAt(row, phase);
}

/** A replay's opening price is part of the bar that begins with it: orders that were there before meet it once it is known how far it was played. */
function waitsForBar(row: CandidateRow, replay: Moment["replay"]): boolean {
  if (replay === null || row.receivedAt >= row.venueAt || lapseOf(row) !== null) return false;
  return replaySession(tradingDayOf(row.venueAt)).startAt.getTime() === row.venueAt.getTime();
}

/** A short position's collateral pays for one order's cover at a time; the account's other covers wait until that is booked. */
export function oneCoverEach(rows: readonly CandidateRow[]): CandidateRow[] {
  const first = new Map<string, string>();
  return rows.filter((row) => {
    if (!coversShort(row)) return true;
    const [position, own] = [`${row.accountId} ${row.assetId}`, row.groupId ?? row.orderId];
    if (!first.has(position)) first.set(position, own);
    return first.get(position) === own;
  });
}

function phaseOf(at: Date, calendar: Calendar, assetClass: CandidateRow["assetClass"]): Phase {
  return phaseAt(at, calendarFor(assetClass, calendar)).phase;
}

function sessionOfPhase(phase: Phase): VenueSession | null {
  if (phase === "closed") return null;
  return phase === "core" ? "core" : "extended";
}
