/** In a replay venue time may jump over days: before the present quotes the book meets every bar that was passed since the last look, day by day. */
import { type BookEntry, type CandidateRow, loadCandidates, loadResting } from "#lib/db/venue.sql.ts";
import { loadBarsBetween, writeLookedAt, writePass } from "#lib/db/venue-replay.sql.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { type PassedBar, type PassedDay, passedDays } from "#lib/domain/venue/passed-bars.ts";
import { runAuctions } from "./venue-auctions.ts";
import { meetBar } from "./venue-bars.ts";
import { entriesOf, type NewMark } from "./venue-bookings.ts";
import { expireOrders } from "./venue-expiry.ts";
import { isStopped } from "./venue-orders.ts";
import type { Round } from "./venue-round.ts";
import { rereadBook } from "./venue-state.ts";

/** An order that is changed while its bar is matched makes the day be matched anew; so often in a row it is no coincidence. */
const ATTEMPTS_MAX = 20;

/** Reports all that there is to report. */
export type Tell = () => Promise<void>;

/** Says how many orders something happened to. What is written says up to where: a leader that dies in between loses and repeats nothing. */
export async function passBars(round: Round, tell: Tell): Promise<number> {
  const { ctx, term, state, moment } = round;
  const { replay, venueAt } = moment;
  if (replay === null || replay.lookedAt?.getTime() === venueAt.getTime()) return 0;
  let happened = 0;
  // A replay that begins anew, or is looked at for the first time, has passed nothing.
  if (replay.lookedAt !== null && replay.lookedAt < venueAt) {
    const [from, to] = [replay.lookedAt, venueAt];
    const bars = await loadBarsBetween(ctx.database, { source: replay.source, from, to });
    const days = passedDays({ from, to, bars, calendar: moment.calendar });
    // A bar passes once: it must not miss an order whose word of arrival was lost.
    if (days.length > 0) await rereadBook(ctx.database, state.index);
    for (const day of days) happened += await passDay(round, day, tell);
  }
  // Before the quotes are matched: what these do to an order belongs to no bar that may be matched later.
  await writeLookedAt(ctx.database, { lease: term.name, epoch: term.epoch.toString() }, venueAt);
  return happened;
}

async function passDay(round: Round, day: PassedDay, tell: Tell): Promise<number> {
  const { ctx, state } = round;
  let happened = await runAuctions(round, day.auctionsUntil);
  if (state.index.endsBy(day.from)) happened += await expireOrders(round, day.from);
  if (happened > 0) await tell();
  const reached = day.bars.flatMap(({ assetId, event }) => state.index.reachedByBar(assetId, event));
  if (reached.length === 0) return happened;
  for (let attempt = 1; ; attempt += 1) {
    const rows = await loadCandidates(ctx.database, reached);
    const pass = matchDay(round, day, rows);
    if (await writePass(ctx.database, pass)) {
      const touched = [...new Set([...reached, ...rows.map(({ orderId }) => orderId)])];
      state.index.refresh(touched, await loadResting(ctx.database, touched));
      await tell();
      return happened + pass.entries.length;
    }
    if (attempt === ATTEMPTS_MAX) throw new Error(`the bars of ${day.from.toISOString()} could not be matched`);
  }
}

/** All symbols of the day, with one purse: an account's free cash pays once. */
function matchDay({ term }: Round, { from, to, bars }: PassedDay, rows: readonly CandidateRow[]) {
  const lease = { lease: term.name, epoch: term.epoch.toString() };
  const purse = new Map<string, Decimal>(rows.map((row) => [row.accountId, dec(row.cashFree)]));
  const entries: BookEntry[] = [];
  const marks: NewMark[] = [];
  for (const bar of bars) {
    const own = rows.filter((row) => row.assetId === bar.assetId && !isStopped(row, bar.event.at));
    for (const { results, rows: met } of meetBar(own, bar, from, purse)) {
      const found = entriesOf(term, { rows: met, results, tick: null, timeOf: (row) => timeOf(row, bar) });
      entries.push(...found.entries);
      marks.push(...found.marks);
    }
  }
  // The opening's fills come before the others, as they did.
  entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const [at] = bars.map(({ event }) => event.at);
  return { ...lease, at: (at ?? to).toISOString(), entries, marks, lookedAt: to.toISOString() };
}

/** Of a daily bar only its opening has a time of its own; everything else is known when it has ended. */
function timeOf({ timeInForce }: CandidateRow, { event, openingAt }: PassedBar): Date {
  return timeInForce === "opg" && openingAt !== null ? openingAt : event.at;
}
