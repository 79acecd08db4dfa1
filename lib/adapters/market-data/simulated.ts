/** The simulated market as a source of prices: one tick a second from seed and checkpoint, with its minute and daily bars. */
import { type Bar, BarBuilder } from "#lib/domain/market/bars.ts";
import {
  checkpointOf,
  nextPrices,
  pricesOf,
  restoreSimulation,
  type SimulationCheckpoint,
  type SimulationState,
  startSimulation,
  walkTo,
  withPrice,
} from "#lib/domain/market/simulation.ts";
import type { SimulationProfile } from "#lib/domain/market/simulation-profile.ts";
import { quoteFrom } from "#lib/domain/market/simulation-quote.ts";
import { parseCount } from "#lib/domain/shared/count.ts";
import { type Decimal, dec, maxOf, toPlain } from "#lib/domain/shared/decimal.ts";
import type {
  MarketCheckpoint,
  MarketData,
  MarketQuote,
  MarketUpdate,
  QuoteCommand,
  SplitCommand,
} from "#lib/ports/market-data.ts";

export interface SimulatedMarketOptions {
  readonly source: string;
  readonly seed: string;
  readonly profiles: readonly SimulationProfile[];
  /** When tick 0 was. */
  readonly startedAt: Date;
  readonly checkpoint: MarketCheckpoint;
  /** Each symbol's latest minute and day, which go on. */
  readonly minutes: readonly Bar[];
  readonly days: readonly Bar[];
  readonly previousCloses: ReadonlyMap<string, Decimal>;
}

/** So many steps between two commits: a long pause is caught up in pieces, and the process stays awake meanwhile. */
const STEPS_AT_ONCE = 300;
/** Some three thousand years. */
const LONGEST_MS = 100_000_000_000_000;

interface Checkpoint {
  readonly simulation: SimulationCheckpoint;
  readonly quotes: { readonly [symbol: string]: QuoteCommand };
  /** Closes of the day before, of symbols that were split today. */
  readonly splitCloses: { readonly [symbol: string]: string };
}

export function createSimulatedMarket(options: SimulatedMarketOptions): MarketData {
  const { source, seed, profiles, startedAt } = options;
  const stored = options.checkpoint as Partial<Checkpoint>;
  let state = stored.simulation ? restoreSimulation(stored.simulation, profiles) : startSimulation(seed, profiles, 0n);
  let walk: Generator<SimulationState> | null = null;
  const setByHand = new Map(Object.entries(stored.quotes ?? {}));
  const minutes = new BarBuilder("1m", options.minutes);
  const days = new BarBuilder("1d", options.days);
  const previousCloses = new Map(options.previousCloses);
  // The stored bar of the day before a split is as it was traded; the day's change is told per unit of today.
  const splitCloses = new Map(Object.entries(stored.splitCloses ?? {}).map(([symbol, close]) => [symbol, dec(close)]));
  const quotables = new Map(profiles.map((p) => [p.symbol, { ...p, tickSize: dec(p.tickSize) }]));

  const timeOf = (tick: bigint) =>
    new Date(startedAt.getTime() + parseCount(`${tick}000`, { min: 0, max: LONGEST_MS }));

  /** Every symbol trades once a step. Says which bars are finished by it. */
  function trade(next: SimulationState, at: Date): Bar[] {
    const seconds = dec(next.tick - state.tick);
    const finished: Bar[] = [];
    for (const [symbol, price] of pricesOf(next)) {
      const quotable = quotables.get(symbol);
      if (quotable === undefined) continue;
      const { last, volume } = quoteFrom(price, quotable, next.tick);
      const deal = { symbol, at, price: last, volume: volume.times(seconds) };
      const minute = minutes.add(deal);
      if (minute) finished.push(minute);
      const day = days.add(deal);
      if (day) {
        finished.push(day);
        previousCloses.set(symbol, dec(day.close));
        splitCloses.delete(symbol);
      }
    }
    state = next;
    return finished;
  }

  function quotes(at: Date): MarketQuote[] {
    const opens = new Map(days.current().map((bar) => [bar.symbol, dec(bar.open)]));
    const list: MarketQuote[] = [];
    for (const [symbol, price] of pricesOf(state)) {
      const quotable = quotables.get(symbol);
      if (quotable === undefined) continue;
      const quote = { ...quoteFrom(price, quotable, state.tick), ...byHand(setByHand.get(symbol)) };
      const { bid, ask, last, bidSize, askSize } = quote;
      const open = opens.get(symbol) ?? last;
      list.push({
        symbol,
        bid,
        ask,
        last,
        bidSize,
        askSize,
        open,
        previousClose: splitCloses.get(symbol) ?? previousCloses.get(symbol) ?? open,
        at,
      });
    }
    return list;
  }

  /** Days are written when a minute ends: they can be made anew from minutes at any time. */
  function update(at: Date, finished: readonly Bar[], moved: boolean, behind = false): MarketUpdate {
    return {
      tick: state.tick,
      venueAt: null,
      quotes: behind ? [] : quotes(at),
      bars: moved ? [...finished, ...minutes.current(), ...(finished.length > 0 ? days.current() : [])] : [],
      checkpoint: {
        simulation: checkpointOf(state),
        quotes: Object.fromEntries(setByHand),
        splitCloses: Object.fromEntries([...splitCloses].map(([symbol, close]) => [symbol, toPlain(close)])),
      },
      behind,
    };
  }

  return {
    source,
    advance(now) {
      const target = BigInt(Math.floor((now.getTime() - startedAt.getTime()) / 1_000));
      if (target <= state.tick) return null;
      walk ??= walkTo(state, target);
      setByHand.clear();
      const finished: Bar[] = [];
      for (let i = 0; i < STEPS_AT_ONCE; i += 1) {
        const { value, done } = walk.next();
        if (done) {
          walk = null;
          break;
        }
        finished.push(...trade(value, timeOf(value.tick)));
      }
      return update(timeOf(state.tick), finished, true, target - state.tick > 2n);
    },
    step(ticks, now) {
      setByHand.clear();
      const finished: Bar[] = [];
      for (let i = 0; i < ticks; i += 1) finished.push(...trade(nextPrices(state, state.tick + 1n), now));
      return update(now, finished, true);
    },
    current: (now) => update(now, [], false),
    setQuote(command, now) {
      const values = byHand(command);
      if (!quotables.has(command.symbol))
        throw new RangeError(`${command.symbol} is not an instrument of this market.`);
      if (values === null || values.bid.lte(0) || values.ask.lt(values.bid)) {
        throw new RangeError("The bid must be above zero and not above the ask.");
      }
      setByHand.set(command.symbol, command);
      state = withPrice(state, command.symbol, values.last.toFixed());
      return update(now, [], false);
    },
    split(command, now) {
      const { symbol } = command;
      const price = pricesOf(state).get(symbol);
      const quotable = quotables.get(symbol);
      if (price === undefined || quotable === undefined)
        throw new RangeError(`${symbol} is not an instrument of this market.`);
      // A walk that is half way was begun at the old price.
      walk = null;
      setByHand.delete(symbol);
      state = withPrice(state, symbol, toPlain(afterSplit(dec(price), command, quotable.tickSize)));
      const close = splitCloses.get(symbol) ?? previousCloses.get(symbol);
      if (close !== undefined) splitCloses.set(symbol, afterSplit(close, command, quotable.tickSize));
      return update(now, [], false);
    },
  };
}

/** At least one tick: a price is never zero. */
function afterSplit(price: Decimal, { ratioNew, ratioOld }: SplitCommand, tickSize: Decimal): Decimal {
  const exact = price.times(dec(ratioOld)).div(dec(ratioNew));
  return maxOf(tickSize, exact.toNearest(tickSize));
}

/** What an operator set, over what the walk says; the last price is the bid unless it was given. */
function byHand(command: QuoteCommand | undefined) {
  if (command === undefined) return null;
  const { bid, ask, last, size } = command;
  const sizes = size === undefined ? {} : { bidSize: dec(size), askSize: dec(size) };
  return { bid: dec(bid), ask: dec(ask), last: dec(last ?? bid), ...sizes };
}
