/** Bars (open, high, low, close, volume) and how live prices are gathered into them. */
import { type Decimal, dec, maxOf, minOf, sum, toPlain } from "#lib/domain/shared/decimal.ts";
import { type LocalDate, startOfDay, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";

export type BarInterval = "1m" | "1d";

/** Amounts are plain decimal strings: bars are made, stored and sent by the hundred thousand and seldom reckoned with. */
export type Bar = {
  symbol: string;
  interval: BarInterval;
  startAt: Date;
  tradingDay: LocalDate;
  open: string;
  high: string;
  low: string;
  close: string;
  volume: string;
};

export type Trade = { symbol: string; at: Date; price: Decimal; volume: Decimal };

const MINUTE_MS = 60_000;

export function tradingDayOf(at: Date): LocalDate {
  return toLocalDate(at, VENUE_ZONE);
}

/** The start of the bar an instant falls into: the minute, or midnight of the venue's day. */
export function barStart(at: Date, interval: BarInterval): Date {
  if (interval === "1d") return startOfDay(tradingDayOf(at), VENUE_ZONE);
  return new Date(at.getTime() - (at.getTime() % MINUTE_MS));
}

/** The bar after one more trade of the same period. */
export function extendBar(bar: Bar, price: Decimal, volume: Decimal): Bar {
  return {
    ...bar,
    high: toPlain(maxOf(dec(bar.high), price)),
    low: toPlain(minOf(dec(bar.low), price)),
    close: toPlain(price),
    volume: toPlain(dec(bar.volume).plus(volume)),
  };
}

/** Gathers live ticks into bars of one interval, one open bar a symbol. */
export class BarBuilder {
  readonly interval: BarInterval;
  readonly #open = new Map<string, Bar>();

  constructor(interval: BarInterval, resumed: Iterable<Bar> = []) {
    this.interval = interval;
    for (const bar of resumed) this.#open.set(bar.symbol, bar);
  }

  /** Takes one trade; returns the bar that it completed, if it is the first one of a later period. */
  add(trade: Trade): Bar | null {
    const startAt = barStart(trade.at, this.interval);
    const current = this.#open.get(trade.symbol);
    // A trade of an earlier period comes too late for its bar; it counts in the open one, so that no volume is lost.
    if (current && startAt.getTime() <= current.startAt.getTime()) {
      this.#open.set(trade.symbol, extendBar(current, trade.price, trade.volume));
      return null;
    }
    const price = toPlain(trade.price);
    this.#open.set(trade.symbol, {
      symbol: trade.symbol,
      interval: this.interval,
      startAt,
      tradingDay: tradingDayOf(startAt),
      open: price,
      high: price,
      low: price,
      close: price,
      volume: toPlain(trade.volume),
    });
    return current ?? null;
  }

  /** The open, unfinished bars: stored with each tick, so that a restart goes on with them. */
  current(): Bar[] {
    return [...this.#open.values()];
  }
}

/** One bar over several of the same symbol in order of time; null for none. */
export function mergeBars(bars: readonly Bar[], interval: BarInterval): Bar | null {
  const first = bars[0];
  const last = bars.at(-1);
  if (!first || !last) return null;
  return {
    ...first,
    interval,
    startAt: barStart(first.startAt, interval),
    high: toPlain(maxOf(dec(first.high), ...bars.map((b) => dec(b.high)))),
    low: toPlain(minOf(dec(first.low), ...bars.map((b) => dec(b.low)))),
    close: last.close,
    volume: toPlain(sum(bars.map((b) => dec(b.volume)))),
  };
}
