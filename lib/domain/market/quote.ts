// The latest price of an instrument, and how far it may be trusted at a given moment.
import type { Decimal } from "../shared/decimal.ts";
import type { InstrumentId } from "../shared/ids.ts";

export interface Quote {
  readonly instrumentId: InstrumentId;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly last: Decimal;
  readonly bidSize: Decimal;
  readonly askSize: Decimal;
  readonly at: Date;
  /** The step of the market that made this quote; it only grows. */
  readonly tick: bigint;
  /** First price of the trading day. */
  readonly open: Decimal;
  readonly previousClose: Decimal;
}

export type Freshness = "live" | "delayed" | "stale" | "unknown";

const LIVE_BELOW_MS = 2_000;
const STALE_ABOVE_MS = 10_000;

export function freshness(quote: Pick<Quote, "at"> | null, now: Date): Freshness {
  if (quote === null) return "unknown";
  const ageMs = now.getTime() - quote.at.getTime();
  if (ageMs < LIVE_BELOW_MS) return "live";
  return ageMs > STALE_ABOVE_MS ? "stale" : "delayed";
}
