/** Where prices come from: simulated, replayed, or one day live. The market's leader asks once a second and writes what it is told. */
import type { Bar } from "#lib/domain/market/bars.ts";
import type { Decimal } from "#lib/domain/shared/decimal.ts";

export interface MarketQuote {
  readonly symbol: string;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly last: Decimal;
  readonly bidSize: Decimal;
  readonly askSize: Decimal;
  /** First price of the trading day. */
  readonly open: Decimal;
  readonly previousClose: Decimal;
  /** Venue time of this price. */
  readonly at: Date;
}

/** Plain values only: stored with the quotes it belongs to, and given back at the next start. */
export type MarketCheckpoint = { readonly [key: string]: unknown };

export interface MarketUpdate {
  readonly tick: bigint;
  /** Null while venue time is the wall clock. */
  readonly venueAt: Date | null;
  /** Empty while a pause is being caught up: nobody trades at yesterday's prices. */
  readonly quotes: readonly MarketQuote[];
  /** New and changed bars, each whole. */
  readonly bars: readonly Bar[];
  readonly checkpoint: MarketCheckpoint;
  /** More is known already: ask again at once. */
  readonly behind: boolean;
}

export interface QuoteCommand {
  readonly symbol: string;
  readonly bid: string;
  readonly ask: string;
  readonly last?: string | undefined;
  /** Shown on both sides. */
  readonly size?: string | undefined;
}

/** Units are `ratioNew` for `ratioOld` of before; prices go the other way. */
export interface SplitCommand {
  readonly symbol: string;
  readonly ratioNew: string;
  readonly ratioOld: string;
}

export interface MarketData {
  readonly source: string;
  /** What has become known up to `now`; null when nothing has moved. A running market only. */
  advance(now: Date): MarketUpdate | null;
  /** Moves by whole ticks whatever the clock says: a stepped market. */
  step(ticks: number, now: Date): MarketUpdate;
  /** The latest quotes once more, after their table was lost. */
  current(now: Date): MarketUpdate;
  /** Sets one symbol's quote until the next step; refused by markets whose prices are facts. */
  setQuote(command: QuoteCommand, now: Date): MarketUpdate;
  /** The symbol is quoted per unit after the split from now on; refused by markets whose prices are facts. */
  split(command: SplitCommand, now: Date): MarketUpdate;
}
