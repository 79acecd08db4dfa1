/** Imported bars as a source of prices: plays them at the chosen speed, with the bars' own dates as venue time. */
import {
  playedAfter,
  playedAtDay,
  prepareReplay,
  type ReplayMoment,
  type ReplaySymbol,
  replayAt,
  SESSION_MS,
} from "#lib/domain/market/replay.ts";
import type { Decimal } from "#lib/domain/shared/decimal.ts";
import { asLocalDate } from "#lib/domain/shared/local-date.ts";
import type { MarketCheckpoint, MarketData, MarketUpdate } from "#lib/ports/market-data.ts";

export interface ReplayMarketOptions {
  readonly source: string;
  readonly symbols: readonly ReplaySymbol[];
  /** Venue seconds in one second. */
  readonly speed: Decimal;
  readonly tick: bigint;
  readonly checkpoint: MarketCheckpoint;
}

/** Kept as a day and a place in it, so that files imported later do not move the replay. */
interface Checkpoint {
  readonly day: string;
  readonly offsetMs: number;
}

/** Time passes only while it plays: a desk that was off goes on where it stopped. */
export function createReplayMarket(options: ReplayMarketOptions): MarketData {
  const { source, speed } = options;
  const timeline = prepareReplay(options.symbols);
  const end = timeline.days.length * SESSION_MS;
  const stored = options.checkpoint as Partial<Checkpoint>;
  let tick = options.tick;
  let asked: Date | null = null;
  let played =
    stored.day === undefined
      ? 0
      : Math.min(playedAtDay(timeline, asLocalDate(stored.day)) + (stored.offsetMs ?? 0), end);

  function play(elapsedMs: number): void {
    played = Math.min(playedAfter(elapsedMs, speed, played), end);
    tick += 1n;
  }

  function update(): MarketUpdate {
    const moment = replayAt(timeline, played);
    if (moment === null) return { tick, venueAt: null, quotes: [], bars: [], checkpoint: {}, behind: false };
    const quotes = moment.quotes.map((quote) => ({ ...quote, previousClose: quote.previousClose ?? quote.open }));
    const checkpoint = checkpointOf(moment);
    return { tick, venueAt: moment.venueAt, quotes, bars: [], checkpoint, behind: false };
  }

  function checkpointOf({ tradingDay }: ReplayMoment): MarketCheckpoint {
    const place: Checkpoint = { day: tradingDay, offsetMs: played - playedAtDay(timeline, tradingDay) };
    return { ...place };
  }

  return {
    source,
    advance(now) {
      const elapsedMs = asked === null ? 0 : Math.max(0, now.getTime() - asked.getTime());
      const first = asked === null;
      asked = now;
      if (timeline.days.length === 0 || (played >= end && !first)) return null;
      play(elapsedMs);
      return update();
    },
    step(ticks) {
      play(ticks * 1_000);
      return update();
    },
    current: update,
    setQuote() {
      throw new RangeError("A replay's prices are what they were: they cannot be set.");
    },
    split() {
      throw new RangeError("A replay's prices are what they were: its splits are in them.");
    },
  };
}
