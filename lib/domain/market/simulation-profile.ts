/** How one symbol moves in the simulated market: what the seed says, and the whole-number constants derived from it. */
import { FIXED_ONE, integerSquareRoot, toFixedPoint } from "./simulation-random.ts";

/** Ratios in millionths. Prices and volumes are decimal strings. */
export type SimulationProfile = {
  symbol: string;
  assetClass: "us_equity" | "crypto";
  startPrice: string;
  tickSize: string;
  dailyVolatilityPpm: number;
  marketBetaPpm: number;
  /** What a day trades on average; crypto trades in fractions of a unit. */
  dailyVolume: string;
  /** Another symbol whose own moves this one shares: two share classes of one company stay in step. */
  twinOf?: string;
};

/** Names the stream of a symbol's own draws. */
export function drawName(seed: string, profile: SimulationProfile): string {
  return `${seed}:${profile.twinOf ?? profile.symbol}`;
}

/** Deviations are per day, in fixed point; `deviationOver` scales them to shorter steps. */
export type SimulationModel = {
  tickSize: bigint;
  startPrice: bigint;
  marketPart: bigint;
  ownPart: bigint;
  dailyVolume: bigint;
  volumeStep: bigint;
};

export const SECONDS_PER_DAY = 86_400n;
/** Daily deviation of the factor that all symbols share, in millionths. */
const MARKET_VOLATILITY_PPM = 9_000n;
const PPM_TO_FIXED = FIXED_ONE / 1_000_000n;

/** Splits a symbol's volatility into the market's part (beta) and its own; at least a third stays its own. */
export function modelOf(profile: SimulationProfile): SimulationModel {
  const total = BigInt(profile.dailyVolatilityPpm);
  const market = (BigInt(profile.marketBetaPpm) * MARKET_VOLATILITY_PPM) / 1_000_000n;
  const own = integerSquareRoot(total * total - market * market);
  const ownFloor = total / 3n;
  return {
    tickSize: toFixedPoint(profile.tickSize),
    startPrice: toFixedPoint(profile.startPrice),
    marketPart: market * PPM_TO_FIXED,
    ownPart: (own > ownFloor ? own : ownFloor) * PPM_TO_FIXED,
    dailyVolume: toFixedPoint(profile.dailyVolume),
    volumeStep: profile.assetClass === "crypto" ? FIXED_ONE / 10_000n : FIXED_ONE,
  };
}

/** A daily deviation over a shorter or longer step: variance grows with time, so the deviation with its root. */
export function deviationOver(daily: bigint, seconds: bigint): bigint {
  return integerSquareRoot((daily * daily * seconds) / SECONDS_PER_DAY);
}

/** The nearest multiple of the tick, never below one tick: a price is always above zero and always on tick. */
export function onTickGrid(price: bigint, tickSize: bigint): bigint {
  const ticks = (price + tickSize / 2n) / tickSize;
  return (ticks < 1n ? 1n : ticks) * tickSize;
}
