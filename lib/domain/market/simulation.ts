/** The simulated market: a correlated random walk, one step a second, that depends on nothing but seed, symbol, tick and checkpoint. */

import type { SimulationModel, SimulationProfile } from "./simulation-profile.ts";
import { deviationOver, drawName, modelOf, onTickGrid, SECONDS_PER_DAY } from "./simulation-profile.ts";
import { FIXED_ONE, fromFixedPoint, normal, streamKey, toFixedPoint } from "./simulation-random.ts";

type Walk = { profile: SimulationProfile; model: SimulationModel; key: bigint; price: bigint; anchor: bigint };

/** One tick is one second. `prices` are bigints in fixed point inside; read them with `pricesOf`. */
export type SimulationState = { seed: string; tick: bigint; marketKey: bigint; walks: readonly Walk[] };

/** What is stored: plain strings, and nothing that the profiles already say. */
export type SimulationCheckpoint = {
  seed: string;
  tick: string;
  symbols: Record<string, { price: string; anchor: string }>;
};

/** Deviations of one step; the same for every step of the same length. */
type Pace = {
  seconds: bigint;
  ownPart: (model: SimulationModel) => bigint;
  marketPart: (model: SimulationModel) => bigint;
};

/** The price is pulled to its anchor with a time constant of two days; the anchor wanders at a fifth of the price's pace. */
const REVERSION_SECONDS = 2n * SECONDS_PER_DAY;
const ANCHOR_SHARE = 5n;
/** Up to an hour is walked second by second; a longer pause in minutes up to its last hour, a pause over a week first in hours. */
const EXACT_TICKS = 3_600n;
const MINUTE_TICKS = 7n * SECONDS_PER_DAY;

export function startSimulation(seed: string, profiles: readonly SimulationProfile[], tick: bigint): SimulationState {
  const walks = profiles.map((profile) => {
    const model = modelOf(profile);
    const price = onTickGrid(model.startPrice, model.tickSize);
    return { profile, model, key: streamKey(drawName(seed, profile)), price, anchor: price };
  });
  return { seed, tick, marketKey: streamKey(`${seed}:market`), walks };
}

/** A symbol that the checkpoint does not know starts at its start price: instruments may be added later. */
export function restoreSimulation(
  checkpoint: SimulationCheckpoint,
  profiles: readonly SimulationProfile[],
): SimulationState {
  const fresh = startSimulation(checkpoint.seed, profiles, BigInt(checkpoint.tick));
  const walks = fresh.walks.map((walk) => {
    const stored = checkpoint.symbols[walk.profile.symbol];
    return stored ? { ...walk, price: toFixedPoint(stored.price), anchor: toFixedPoint(stored.anchor) } : walk;
  });
  return { ...fresh, walks };
}

export function checkpointOf(state: SimulationState): SimulationCheckpoint {
  const symbols: SimulationCheckpoint["symbols"] = {};
  for (const walk of state.walks) {
    symbols[walk.profile.symbol] = { price: fromFixedPoint(walk.price), anchor: fromFixedPoint(walk.anchor) };
  }
  return { seed: state.seed, tick: state.tick.toString(), symbols };
}

/** Prices on tick, as plain decimal strings, by symbol. */
export function pricesOf(state: SimulationState): Map<string, string> {
  return new Map(
    state.walks.map((w) => [w.profile.symbol, fromFixedPoint(onTickGrid(w.price, w.model.tickSize))] as const),
  );
}

/** Sets one symbol's price, and its anchor so that it stays there: what an operator's `quote` does in a stepped market. */
export function withPrice(state: SimulationState, symbol: string, price: string): SimulationState {
  const at = toFixedPoint(price);
  const walks = state.walks.map((w) => (w.profile.symbol === symbol ? { ...w, price: at, anchor: at } : w));
  return { ...state, walks };
}

/** The state at `tick`. Going back is a mistake of the caller; standing still returns the same state. */
export function nextPrices(state: SimulationState, tick: bigint): SimulationState {
  let current = state;
  for (const step of walkTo(state, tick)) current = step;
  return current;
}

/** Every state on the way to `tick`, so that the minutes of a pause can be filled with bars. */
export function* walkTo(state: SimulationState, tick: bigint): Generator<SimulationState> {
  if (tick < state.tick) throw new RangeError(`the market is at tick ${state.tick} and cannot go back to ${tick}`);
  let current = state;
  let pace: Pace | null = null;
  while (current.tick < tick) {
    const left = tick - current.tick;
    const seconds = left > MINUTE_TICKS ? 3_600n : left > EXACT_TICKS ? 60n : 1n;
    if (pace?.seconds !== seconds) pace = paceOf(seconds);
    current = step(current, pace);
    yield current;
  }
}

const paces = new Map<bigint, Pace>();

/** Square roots are the dear part of a step, and a model's never change: they are remembered by the model itself. */
function paceOf(seconds: bigint): Pace {
  const known = paces.get(seconds);
  if (known) return known;
  const pace = {
    seconds,
    ownPart: remembered((model) => deviationOver(model.ownPart, seconds)),
    marketPart: remembered((model) => deviationOver(model.marketPart, seconds)),
  };
  paces.set(seconds, pace);
  return pace;
}

function remembered(compute: (model: SimulationModel) => bigint): (model: SimulationModel) => bigint {
  const values = new WeakMap<SimulationModel, bigint>();
  return (model) => {
    let value = values.get(model);
    if (value === undefined) {
      value = compute(model);
      values.set(model, value);
    }
    return value;
  };
}

/** Draws are numbered by the tick they lead to, twice: even for the price, odd for the anchor. */
function step(state: SimulationState, pace: Pace): SimulationState {
  const tick = state.tick + pace.seconds;
  const market = normal(state.marketKey, tick, FIXED_ONE);
  const walks = state.walks.map((walk) => {
    const { model, price, anchor } = walk;
    const own = pace.ownPart(model);
    const pull = ((anchor - price) * pace.seconds) / REVERSION_SECONDS;
    const change = (market * pace.marketPart(model)) / FIXED_ONE + normal(walk.key, tick * 2n, own);
    const drift = normal(walk.key, tick * 2n + 1n, own / ANCHOR_SHARE);
    return {
      ...walk,
      price: atLeast(price + pull + (price * change) / FIXED_ONE, model.tickSize),
      anchor: atLeast(anchor + (anchor * drift) / FIXED_ONE, model.tickSize),
    };
  });
  return { ...state, tick, walks };
}

function atLeast(value: bigint, floor: bigint): bigint {
  return value < floor ? floor : value;
}
