/** What the venue's leader remembers between its rounds. All of it can be lost: the next leader finds the same in the database. */
import type { Database } from "#lib/db/client.ts";
import {
  type ArrivedRow,
  loadArrived,
  loadResting,
  loadVenueQuotes,
  loadVersions,
  type VenueQuoteRow,
} from "#lib/db/venue.sql.ts";
import { loadVenueClock, type ReplayLook } from "#lib/db/venue-replay.sql.ts";
import type { Calendar } from "#lib/domain/market/calendar/sessions.ts";
import type { Decimal } from "#lib/domain/shared/decimal.ts";
import type { Context } from "#lib/services/context.ts";
import { readCalendar } from "#lib/services/market/read-calendar.ts";
import { VenueIndex } from "./venue-index.ts";

export interface SeenPrice {
  readonly at: Date;
  readonly last: string;
}

export interface VenueState {
  readonly index: VenueIndex;
  /** Whether the index holds the book. */
  built: boolean;
  calendar: Calendar | null;
  /** Whether the market is a replay; that never changes. */
  replays: boolean;
  /** The latest price by symbol before this round's: at its closing auction it is the last one before the close. */
  readonly seen: Map<string, SeenPrice>;
  /** Auctions under way, by symbol, kind and time: one price for all who meet it, also for those that have to wait a round. */
  readonly auctionPrices: Map<string, Decimal | null>;
  /** When each account was last told of mere movements of a stop, by this process's own clock. */
  readonly toldAt: Map<string, number>;
}

export function createVenueState(): VenueState {
  return {
    index: new VenueIndex(),
    built: false,
    calendar: null,
    replays: false,
    seen: new Map(),
    auctionPrices: new Map(),
    toldAt: new Map(),
  };
}

/** Which orders to look at: those that arrived, all that the present quotes reach, or the same after a comparison with the whole book. */
export type Look = "arrivals" | "quotes" | "book";

export interface Moment {
  readonly venueAt: Date;
  /** Null unless the market is a replay, whose venue time may jump. */
  readonly replay: ReplayLook | null;
  readonly calendar: Calendar;
  readonly quotes: ReadonlyMap<string, VenueQuoteRow>;
  /** Word came of an order that does not rest any more, or may have: there is something to report. */
  readonly ended: boolean;
}

/** Brings the index up to date, and reads time, calendar and quotes. The quotes are those of the symbols that are looked at. */
export async function observe(
  ctx: Context,
  state: VenueState,
  look: Look,
  arrived: readonly string[],
): Promise<Moment> {
  const { database } = ctx;
  const { calendar } = state;
  if (look === "arrivals" && calendar !== null && !state.replays) {
    const rows = await loadArrived(database, arrived);
    state.index.refresh(arrived, rows);
    const [first] = rows;
    if (first !== undefined)
      return { ...quotesOf(rows), venueAt: first.venueAt, replay: null, calendar, ended: rows.length < arrived.length };
  } else if (look === "book" || !state.built) {
    await rereadBook(database, state.index);
    state.built = true;
  } else if (arrived.length > 0) state.index.refresh(arrived, await loadResting(database, arrived));
  return observeAll(ctx, state);
}

/** Brings the index to what is in the book, whatever it had heard. Orders that it knows as they are are not read again. */
export async function rereadBook(database: Database, index: VenueIndex): Promise<void> {
  const stale = index.staleAgainst(await loadVersions(database));
  for (let from = 0; from < stale.length; from += READ_AT_ONCE) {
    const some = stale.slice(from, from + READ_AT_ONCE);
    index.refresh(some, await loadResting(database, some));
  }
}

const READ_AT_ONCE = 5_000;

async function observeAll({ database }: Context, state: VenueState): Promise<Moment> {
  const assetIds = state.index.assets().map(({ assetId }) => assetId);
  const [{ calendar }, { venueAt, replay }, quotes] = await Promise.all([
    readCalendar(database),
    loadVenueClock(database),
    assetIds.length === 0 ? [] : loadVenueQuotes(database, assetIds),
  ]);
  state.calendar = calendar;
  state.replays = replay !== null;
  return { venueAt, replay, calendar, quotes: new Map(quotes.map((quote) => [quote.assetId, quote])), ended: true };
}

function quotesOf(rows: readonly ArrivedRow[]): Pick<Moment, "quotes"> {
  const quoted = rows.flatMap(({ source, quotedAt: at, ...row }) => (source === null ? [] : [{ ...row, source, at }]));
  return { quotes: new Map(quoted.map((quote) => [quote.assetId, quote])) };
}

/** After a round: its prices are the earlier ones from now on. */
export function remember(state: VenueState, { quotes }: Moment): void {
  for (const { assetId, at, last } of quotes.values()) state.seen.set(assetId, { at, last });
}
