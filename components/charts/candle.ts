// What the candle chart is given: strings for figures, ISO instants for time.

export interface Candle {
  /** Start of the interval, ISO 8601 in UTC. */
  readonly at: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** One of our own executions. */
export interface FillMark {
  readonly id: string;
  readonly at: string;
  readonly side: "buy" | "sell";
  readonly quantity: string;
  readonly price: string;
}

/** A price of an order: where it works, where it waits to, what the ticket would place, or what a trailing stop follows. */
export interface OrderLine {
  readonly id: string;
  readonly side: "buy" | "sell";
  readonly price: string;
  /** "buy 10, limit". */
  readonly label: string;
  readonly kind: "working" | "waiting" | "draft" | "mark";
  readonly movable: boolean;
}

/** Where a line was let go; `y` in pixels from the top of the picture. */
export type DropLine = (id: string, price: string, y: number) => void;

export type CandleInterval = "1m" | "5m" | "1h" | "1D";

export const INTERVAL_WORDS: Record<CandleInterval, string> = {
  "1m": "one-minute",
  "5m": "five-minute",
  "1h": "one-hour",
  "1D": "daily",
};
