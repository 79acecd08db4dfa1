/** Plays imported daily bars as a live market: which price each symbol has, and which venue time it is, after so much playing. */
import { parseCount } from "#lib/domain/shared/count.ts";
import { type Decimal, dec, maxOf, minOf, ONE, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { type LocalDate, startOfDay, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { divide, roundPriceToTick } from "#lib/domain/shared/rounding.ts";
import type { Bar } from "./bars.ts";

export type ReplaySymbol = { symbol: string; tickSize: Decimal; bars: readonly Bar[] };

/** Trading days in order, and for each symbol where its bars stand on them. */
export type ReplayTimeline = {
  days: readonly LocalDate[];
  symbols: readonly { symbol: string; tickSize: Decimal; bars: readonly Bar[]; latest: Int32Array }[];
};

export type ReplayQuote = {
  symbol: string;
  bid: Decimal;
  ask: Decimal;
  last: Decimal;
  bidSize: Decimal;
  askSize: Decimal;
  /** Venue time of this price: earlier than the replay's own when the symbol has no bar today. */
  at: Date;
  /** First price of the symbol's latest day. */
  open: Decimal;
  /** Null on a symbol's first day: there was no close before it. */
  previousClose: Decimal | null;
};

export type ReplayMoment = {
  venueAt: Date;
  tradingDay: LocalDate;
  /** Venue milliseconds played since the first opening: what a restart goes on from. */
  playedMs: number;
  /** True once the last bar has closed; prices then stand still. */
  ended: boolean;
  quotes: ReplayQuote[];
};

/** The session that each daily bar is played over: 09:30 to 16:00 in New York. */
export const SESSION_MS = 23_400_000;
const SESSION_MINUTES = 390n;
/** Some three thousand years of venue time: far beyond any file, and safely a whole number. */
const LONGEST_PLAYING_MS = 100_000_000_000_000;
/** open → first extreme → second extreme → close, a third of the session each. */
const LEG_MS = SESSION_MS / 3;

/** Bars in any order; a day on which no symbol has a bar is skipped, as a closed day. */
export function prepareReplay(symbols: readonly ReplaySymbol[]): ReplayTimeline {
  const days = [...new Set(symbols.flatMap((s) => s.bars.map((b) => b.tradingDay)))].sort();
  return {
    days,
    symbols: symbols.map(({ symbol, tickSize, bars }) => {
      const sorted = [...bars].sort((a, b) => a.startAt.getTime() - b.startAt.getTime());
      const latest = new Int32Array(days.length);
      let index = -1;
      for (const [place, day] of days.entries()) {
        while (index + 1 < sorted.length && (sorted[index + 1]?.tradingDay ?? day) <= day) index += 1;
        latest[place] = index;
      }
      return { symbol, tickSize, bars: sorted, latest };
    }),
  };
}

/** Where playing for `elapsedMs` of real time at `speed` venue seconds a second leads, from `startedMs` of earlier playing. */
export function playedAfter(elapsedMs: number, speed: Decimal, startedMs = 0): number {
  const venueMs = divide(dec(BigInt(elapsedMs)).times(speed), ONE, 0, "down");
  return startedMs + parseCount(toPlain(venueMs), { min: 0, max: LONGEST_PLAYING_MS });
}

/** How far into the playing a day opens, for a replay that starts later than its first bar; the first day on or after it. */
export function playedAtDay(timeline: ReplayTimeline, from: LocalDate): number {
  const index = timeline.days.findIndex((day) => day >= from);
  return (index < 0 ? timeline.days.length : index) * SESSION_MS;
}

/** Null for a timeline without bars. Nights and closed days take no time: a close is followed by the next opening. */
export function replayAt(timeline: ReplayTimeline, playedMs: number): ReplayMoment | null {
  const lastDay = timeline.days.length - 1;
  const place = Math.min(Math.floor(playedMs / SESSION_MS), lastDay);
  const tradingDay = timeline.days[place];
  if (tradingDay === undefined) return null;
  const offsetMs = Math.min(playedMs - place * SESSION_MS, SESSION_MS);
  const venueAt = new Date(sessionOpen(tradingDay).getTime() + offsetMs);
  const quotes: ReplayQuote[] = [];
  for (const { symbol, tickSize, bars, latest } of timeline.symbols) {
    const index = latest[place] ?? -1;
    const bar = bars[index];
    if (!bar) continue;
    const today = bar.tradingDay === tradingDay;
    const at = today ? venueAt : new Date(sessionOpen(bar.tradingDay).getTime() + SESSION_MS);
    const previous = bars[index - 1];
    const price = priceInBar(bar, today ? offsetMs : SESSION_MS, tickSize);
    quotes.push({
      symbol,
      ...quoteInBar(bar, price, tickSize, today),
      at,
      open: dec(bar.open),
      previousClose: previous ? dec(previous.close) : null,
    });
  }
  return { venueAt, tradingDay, playedMs, ended: playedMs >= timeline.days.length * SESSION_MS, quotes };
}

/** A day that closed at or above its open goes to its low first, another one to its high first; straight lines between. */
export function priceInBar(bar: Bar, offsetMs: number, tickSize: Decimal): Decimal {
  const [open, high, low, close] = [dec(bar.open), dec(bar.high), dec(bar.low), dec(bar.close)];
  const path = close.gte(open) ? [open, low, high, close] : [open, high, low, close];
  const leg = Math.min(Math.floor(offsetMs / LEG_MS), 2);
  const from = path[leg] ?? open;
  const to = path[leg + 1] ?? close;
  const inLeg = offsetMs - leg * LEG_MS;
  // The corners are the bar's own prices, to the last digit.
  if (inLeg === 0) return from;
  if (inLeg >= LEG_MS) return to;
  const moved = divide(to.minus(from).times(dec(BigInt(inLeg))), dec(BigInt(LEG_MS)), 18, "half-even");
  return minOf(maxOf(roundPriceToTick(from.plus(moved), tickSize, "down"), low), high);
}

/** One tick wide, and on the inner side of the bar, so that a fill is at a price the day has seen. A symbol without a bar today shows no size. */
function quoteInBar(bar: Bar, last: Decimal, tickSize: Decimal, today: boolean) {
  const above = last.plus(tickSize);
  const atTop = above.gt(dec(bar.high)) && last.gt(tickSize);
  const size = today ? divide(dec(bar.volume), dec(SESSION_MINUTES), 9, "down") : ZERO;
  return {
    bid: atTop ? last.minus(tickSize) : last,
    ask: atTop ? last : above,
    last,
    bidSize: size,
    askSize: size,
  };
}

/** The part of a bar that was played between two places in its session, as a bar of its own: the prices that were passed, and that share of the volume. */
export function sliceOfBar(bar: Bar, { fromMs, toMs }: { fromMs: number; toMs: number }, tickSize: Decimal): Bar {
  if (fromMs <= 0 && toMs >= SESSION_MS) return bar;
  const corners = [LEG_MS, 2 * LEG_MS].filter((corner) => corner > fromMs && corner < toMs);
  const [open, ...later] = [fromMs, ...corners, toMs].map((offset) => priceInBar(bar, offset, tickSize));
  const close = later.at(-1);
  if (open === undefined || close === undefined) return bar;
  const share = dec(bar.volume).times(dec(BigInt(toMs - fromMs)));
  return {
    ...bar,
    open: toPlain(open),
    high: toPlain(maxOf(open, ...later)),
    low: toPlain(minOf(open, ...later)),
    close: toPlain(close),
    volume: toPlain(divide(share, dec(BigInt(SESSION_MS)), 9, "down")),
  };
}

/** The instants between which a day's bar is played. */
export function replaySession(day: LocalDate): { startAt: Date; endAt: Date } {
  const startAt = sessionOpen(day);
  return { startAt, endAt: new Date(startAt.getTime() + SESSION_MS) };
}

const openings = new Map<LocalDate, Date>();

/** Midnight and nine and a half hours by the wall clock; clocks change at two, so the offset is taken at noon of the day. */
function sessionOpen(day: LocalDate): Date {
  const known = openings.get(day);
  if (known) return known;
  const midnight = startOfDay(day, VENUE_ZONE);
  const hours = new Intl.DateTimeFormat("en-US", { timeZone: VENUE_ZONE, hourCycle: "h23", hour: "2-digit" });
  const tenHoursOn = new Date(midnight.getTime() + 10 * 3_600_000);
  const shift = (10 - parseCount(hours.format(tenHoursOn), { min: 9, max: 11 })) * 3_600_000;
  const open = new Date(midnight.getTime() + 34_200_000 + shift);
  openings.set(day, open);
  return open;
}
