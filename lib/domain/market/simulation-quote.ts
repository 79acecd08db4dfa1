/** Quotes and volumes around a simulated price: spread, sizes and what the tick traded, all from symbol and tick. */
import { type Decimal, dec, toPlain } from "#lib/domain/shared/decimal.ts";
import { between, draw, FIXED_ONE, fromFixedPoint, streamKey, toFixedPoint } from "./simulation-random.ts";

export type SimulatedQuote = {
  bid: Decimal;
  ask: Decimal;
  last: Decimal;
  bidSize: Decimal;
  askSize: Decimal;
  /** What this tick traded, for the bars. */
  volume: Decimal;
};

type Quotable = { symbol: string; assetClass: "us_equity" | "crypto"; tickSize: Decimal };

const keys = new Map<string, bigint>();

/** A quote around `price` (the last trade): at least one tick wide, up to about three basis points for dear symbols. */
export function quoteFrom(price: string, instrument: Quotable, tick: bigint): SimulatedQuote {
  const tickSize = toFixedPoint(toPlain(instrument.tickSize));
  const last = toFixedPoint(price);
  const bits = draw(keyOf(instrument.symbol), tick);
  const widest = last / 3_333n / tickSize;
  const spreadTicks = between(bits, 0n, 1n, widest > 1n ? widest : 1n);
  // The last price lies on the bid, on the ask or between them; a price of one tick can only be the bid.
  const above = last > tickSize * spreadTicks ? between(bits, 16n, 0n, spreadTicks) : spreadTicks;
  const ask = last + above * tickSize;
  const sizes = draw(keyOf(instrument.symbol), -tick - 1n);
  return {
    bid: decimalOf(ask - spreadTicks * tickSize),
    ask: decimalOf(ask),
    last: decimalOf(last),
    bidSize: decimalOf(sizeFrom(instrument.assetClass, sizes, 0n)),
    askSize: decimalOf(sizeFrom(instrument.assetClass, sizes, 32n)),
    volume: decimalOf(sizeFrom(instrument.assetClass, bits, 32n)),
  };
}

/** Equities: round lots mostly, tens of shares one time in four. Crypto: ten-thousandths up to four units. */
function sizeFrom(assetClass: Quotable["assetClass"], bits: bigint, shift: bigint): bigint {
  if (assetClass === "crypto") return (between(bits, shift, 100n, 40_000n) * FIXED_ONE) / 10_000n;
  const lot = between(bits, shift, 0n, 3n) === 0n ? 10n : 100n;
  return between(bits, shift + 16n, 1n, 9n) * lot * FIXED_ONE;
}

function keyOf(symbol: string): bigint {
  let key = keys.get(symbol);
  if (key === undefined) {
    key = streamKey(`quote:${symbol}`);
    keys.set(symbol, key);
  }
  return key;
}

function decimalOf(value: bigint): Decimal {
  return dec(fromFixedPoint(value));
}
