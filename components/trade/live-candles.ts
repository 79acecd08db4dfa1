// The last bar as the latest price makes it, between two fetches of the stored bars.
import type { Candle, CandleInterval } from "#components/charts/candle.ts";
import { compareDecimals } from "#components/format/string-decimal.ts";

export interface LastPrice {
  readonly last: string;
  /** Venue time of the price, ISO 8601. */
  readonly venueAt: string;
}

const WIDTH_MS: Record<Exclude<CandleInterval, "1D">, number> = { "1m": 60_000, "5m": 300_000, "1h": 3_600_000 };

/** Where the bar of that moment begins; a daily bar begins with the venue's day, which only the stored bars know. */
export function barStart(at: string, interval: CandleInterval): string | null {
  if (interval === "1D") return null;
  const width = WIDTH_MS[interval];
  return new Date(Math.floor(Date.parse(at) / width) * width).toISOString();
}

export function withLastPrice(
  candles: readonly Candle[],
  price: LastPrice | null,
  interval: CandleInterval,
): readonly Candle[] {
  const newest = candles.at(-1);
  if (newest === undefined || price === null) return candles;
  const { last, venueAt } = price;
  if (Date.parse(venueAt) < Date.parse(newest.at)) return candles;
  const start = barStart(venueAt, interval);
  if (start !== null && start > newest.at) {
    return [...candles, { at: start, open: last, high: last, low: last, close: last, volume: "0" }];
  }
  const merged: Candle = {
    ...newest,
    high: compareDecimals(last, newest.high) > 0 ? last : newest.high,
    low: compareDecimals(last, newest.low) < 0 ? last : newest.low,
    close: last,
  };
  return [...candles.slice(0, -1), merged];
}
