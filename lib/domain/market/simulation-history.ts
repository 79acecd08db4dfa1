/** The simulated past: daily and one-minute bars, walked backwards from the start price so that they end exactly on it. */
import { addDays, type LocalDate, startOfDay, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { type Bar, type BarInterval, tradingDayOf } from "./bars.ts";
import type { SimulationModel, SimulationProfile } from "./simulation-profile.ts";
import { deviationOver, drawName, modelOf, onTickGrid, SECONDS_PER_DAY } from "./simulation-profile.ts";
import { between, draw, FIXED_ONE, fromFixedPoint, normal, streamKey } from "./simulation-random.ts";

export type HistoryOptions = {
  seed: string;
  /** The live market starts here; history ends with the minute before. */
  endAt: Date;
  /** Whole days before the day of `endAt`, which is added as far as it has gone. */
  dailyBars?: number;
  minuteDays?: number;
};

export type SymbolHistory = { symbol: string; daily: Bar[]; minutes: Bar[] };

type Span = { startAt: Date; tradingDay: LocalDate };
/** A bar in fixed point, while it is reckoned. */
type RawBar = Span & { open: bigint; high: bigint; low: bigint; close: bigint; volume: bigint };

type Walker = {
  model: SimulationModel;
  price: bigint;
  center: bigint;
  counter: bigint;
  key: bigint;
  marketKey: bigint;
};
type Pace = { own: bigint; market: bigint; pull: bigint; fade: bigint; steps: number; dayShare: bigint };

const MINUTE_MS = 60_000;
const MINUTE_STEPS = 4;
const DAY_STEPS = 8;
/** Going back, prices stay near a line that falls by about 7 % a year, so that two years look like a market and not like an accident. */
const PULL_DAYS = 90n;
const FADE_PPM_PER_DAY = 190n;

/** All bars of all symbols, each symbol's in order of time: minutes after days. */
export function* generateHistory(profiles: readonly SimulationProfile[], options: HistoryOptions): Generator<Bar> {
  for (const profile of profiles) {
    const history = historyOf(profile, options);
    yield* history.daily;
    yield* history.minutes;
  }
}

/** One symbol's past. Days that have minute bars are made of them, so the two can never disagree. */
export function historyOf(profile: SimulationProfile, options: HistoryOptions): SymbolHistory {
  const model = modelOf(profile);
  const price = onTickGrid(model.startPrice, model.tickSize);
  const walker: Walker = {
    model,
    price,
    center: price,
    counter: 0n,
    key: streamKey(`${drawName(options.seed, profile)}:past`),
    marketKey: streamKey(`${options.seed}:market:past`),
  };
  const days = daysBefore(options.endAt, options.dailyBars ?? 730);
  const minuteDays = options.minuteDays ?? 5;
  const byMinute = paceOf(model, 60n, MINUTE_STEPS);
  const byDay = paceOf(model, SECONDS_PER_DAY, DAY_STEPS);
  const daily: Bar[] = [];
  const minutes: Bar[] = [];
  for (const [index, day] of days.entries()) {
    if (index > minuteDays) {
      daily.push(toBar(profile.symbol, "1d", walkBack(walker, byDay, day)));
      continue;
    }
    const raw = minutesOf(day).map((minute) => walkBack(walker, byMinute, minute));
    const whole = merge(day, raw);
    if (whole) daily.push(toBar(profile.symbol, "1d", whole));
    for (const bar of raw) minutes.push(toBar(profile.symbol, "1m", bar));
  }
  return { symbol: profile.symbol, daily: daily.reverse(), minutes: minutes.reverse() };
}

type Day = Span & { endAt: Date };

const calendars = new Map<string, readonly Day[]>();

/** The day of `endAt` up to its last whole minute, then the whole days before, latest first. The last answer is kept: symbols share it. */
function daysBefore(endAt: Date, count: number): readonly Day[] {
  const name = `${endAt.getTime()}:${count}`;
  const known = calendars.get(name);
  if (known) return known;
  const days: Day[] = [];
  let tradingDay = tradingDayOf(endAt);
  let dayEnd = new Date(endAt.getTime() - (endAt.getTime() % MINUTE_MS));
  for (let i = 0; i <= count; i += 1) {
    const startAt = startOfDay(tradingDay, VENUE_ZONE);
    days.push({ startAt, endAt: dayEnd, tradingDay });
    dayEnd = startAt;
    tradingDay = addDays(tradingDay, -1);
  }
  calendars.clear();
  calendars.set(name, days);
  return days;
}

/** Latest first; a day of a clock change has 1,380 or 1,500 of them. */
function minutesOf(day: Day): Span[] {
  const spans: Span[] = [];
  for (let at = day.endAt.getTime() - MINUTE_MS; at >= day.startAt.getTime(); at -= MINUTE_MS) {
    spans.push({ startAt: new Date(at), tradingDay: day.tradingDay });
  }
  return spans;
}

function paceOf(model: SimulationModel, seconds: bigint, steps: number): Pace {
  const perStep = seconds / BigInt(steps);
  const perDay = SECONDS_PER_DAY / perStep;
  return {
    own: deviationOver(model.ownPart, perStep),
    market: deviationOver(model.marketPart, perStep),
    pull: perDay * PULL_DAYS,
    fade: (FADE_PPM_PER_DAY * FIXED_ONE) / 1_000_000n / perDay,
    steps,
    dayShare: SECONDS_PER_DAY / seconds,
  };
}

/** One bar, from its close to its open: the price before it is the close of the bar before. */
function walkBack(walker: Walker, pace: Pace, span: Span): RawBar {
  const { model } = walker;
  const close = onTickGrid(walker.price, model.tickSize);
  let open = close;
  let high = close;
  let low = close;
  for (let i = 0; i < pace.steps; i += 1) {
    stepBack(walker, pace);
    open = onTickGrid(walker.price, model.tickSize);
    if (open > high) high = open;
    if (open < low) low = open;
  }
  return { startAt: span.startAt, tradingDay: span.tradingDay, open, high, low, close, volume: volumeOf(walker, pace) };
}

function stepBack(walker: Walker, pace: Pace): void {
  walker.counter += 1n;
  const change = normal(walker.key, walker.counter, pace.own) + normal(walker.marketKey, walker.counter, pace.market);
  walker.center -= (walker.center * pace.fade) / FIXED_ONE;
  const moved = walker.price + (walker.price * change) / FIXED_ONE + (walker.center - walker.price) / pace.pull;
  walker.price = moved < walker.model.tickSize ? walker.model.tickSize : moved;
}

/** The average share of the day times 0.4 to 1.6, in the symbol's smallest traded step and at least one of it. */
function volumeOf(walker: Walker, pace: Pace): bigint {
  const { dailyVolume, volumeStep } = walker.model;
  const factor = between(draw(walker.key, -walker.counter), 0n, 400n, 1_600n);
  const volume = (dailyVolume * factor) / (1_000n * pace.dayShare) / volumeStep;
  return (volume < 1n ? 1n : volume) * volumeStep;
}

/** The day's bar from its minutes, which come latest first. */
function merge(day: Span, minutes: readonly RawBar[]): RawBar | null {
  const last = minutes[0];
  const first = minutes.at(-1);
  if (!last || !first) return null;
  let { high, low } = last;
  let volume = 0n;
  for (const bar of minutes) {
    if (bar.high > high) high = bar.high;
    if (bar.low < low) low = bar.low;
    volume += bar.volume;
  }
  return { startAt: day.startAt, tradingDay: day.tradingDay, open: first.open, high, low, close: last.close, volume };
}

function toBar(symbol: string, interval: BarInterval, raw: RawBar): Bar {
  return {
    symbol,
    interval,
    startAt: raw.startAt,
    tradingDay: raw.tradingDay,
    open: fromFixedPoint(raw.open),
    high: fromFixedPoint(raw.high),
    low: fromFixedPoint(raw.low),
    close: fromFixedPoint(raw.close),
    volume: fromFixedPoint(raw.volume),
  };
}
