/** Leads the paper venue: matches its book against the quotes, writes fills under the lease, and reports them to the desk's books. */
import type { Context } from "#lib/services/context.ts";
import type { Lease, Term } from "./lease.ts";
import { runAuctions } from "./venue-auctions.ts";
import { expireOrders } from "./venue-expiry.ts";
import { passBars } from "./venue-passage.ts";
import { type OnReportFailed, reportAll, reportVenue } from "./venue-reports.ts";
import { matchQuotes, type Round } from "./venue-round.ts";
import { createVenueState, type Look, observe, remember, type VenueState } from "./venue-state.ts";
import type { Bell } from "./wake.ts";

export const VENUE_LEASE = "venue";
const POLL_MS = 1_000;
/** The index is kept by word of each arrival; now and then it is compared with the whole book, should one have been lost. */
const BOOK_MS = 60_000;

export interface MatchVenue {
  readonly lease: string;
  readonly epoch: bigint;
  /** Orders that have just arrived. */
  readonly arrived?: readonly string[] | undefined;
  /** Looks at nothing but the symbols of those. */
  readonly alone?: boolean | undefined;
  /** Kept from round to round; without it the whole book is read. */
  readonly state?: VenueState | undefined;
  /** Compares with the whole book in any case. */
  readonly anew?: boolean | undefined;
  readonly onReportFailed?: OnReportFailed | undefined;
}

/** One round: reports what is left over, matches what was passed and what is, reports. Says how many orders something happened to. */
export async function matchVenueOnce(ctx: Context, given: MatchVenue): Promise<number> {
  const { lease, epoch, arrived = [], alone = false, state = createVenueState(), anew = false, onReportFailed } = given;
  const term: Lease = { name: lease, epoch };
  const report = { toldAt: state.toldAt, onReportFailed };
  const look: Look = anew || !state.built ? "book" : alone ? "arrivals" : "quotes";
  // What is left over from earlier rounds is looked for with the quotes, not with every arrival: a storm of orders that rest is none of reports.
  if (look !== "arrivals") await reportVenue(ctx, report);
  const moment = await observe(ctx, state, look, arrived);
  // A bar passes once: an account whose fill is not booked would miss it.
  if (look === "arrivals" && moment.replay !== null) await reportVenue(ctx, report);
  const round: Round = { ctx, term, state, moment };
  let happened = await passBars(round, () => reportAll(ctx, report));
  if (look !== "arrivals") {
    // What an auction leaves is ended by it, and what it fills trades before all others.
    happened += await runAuctions(round, moment.venueAt);
    happened += await expireOrders(round, moment.venueAt);
  }
  happened += await matchQuotes(round, look === "arrivals" ? symbolsOf(state, arrived) : null);
  if (look !== "arrivals") remember(state, moment);
  if (look !== "arrivals" || happened > 0 || moment.ended) await reportVenue(ctx, report);
  return happened;
}

function symbolsOf({ index }: VenueState, orderIds: readonly string[]): ReadonlySet<string> {
  return new Set(orderIds.flatMap((orderId) => index.assetOf(orderId)?.assetId ?? []));
}

/** What woke the leader: orders that arrived, prices that moved, or word that may have been lost. */
export interface Wakes {
  readonly arrived: readonly string[];
  readonly quotes: boolean;
  readonly book: boolean;
}

export interface VenueWakes {
  readonly bell: Bell;
  /** What there was since the last call. */
  take(): Wakes;
}

export async function leadVenue(
  systemContext: () => Context,
  term: Term,
  wakes: VenueWakes,
  onReportFailed: OnReportFailed,
): Promise<void> {
  const state = createVenueState();
  let [quotesAt, bookAt] = [0, 0];
  while (!term.signal.aborted) {
    const { arrived, quotes, book } = wakes.take();
    const now = performance.now();
    const anew = book || now >= bookAt;
    const whole = anew || quotes || now >= quotesAt;
    if (anew) bookAt = now + BOOK_MS;
    if (whole) quotesAt = now + POLL_MS;
    const happened = await matchVenueOnce(systemContext(), {
      lease: term.name,
      epoch: term.epoch,
      arrived,
      alone: !whole,
      state,
      anew,
      onReportFailed,
    });
    if (happened === 0 || !whole) await wakes.bell.wait(Math.max(1, quotesAt - performance.now()), term.signal);
  }
}
