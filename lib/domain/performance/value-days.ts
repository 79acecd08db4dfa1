/** What an account was worth at the close of every day, and what came and went: from the steps of its holdings, closes and rates. */
import { afterSplits, type SplitOfHolding } from "../books/holding.ts";
import type { FlowDay, HoldingTrack, Step, Timeline, Track, TransferFlow } from "../books/timeline.ts";
import { FIXED_ONE, type Fixed, fixedTimes, mulDiv } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { type CloseLine, NO_CLOSE, PLAIN_PLACES } from "./close-line.ts";
import { type DayNumber, dayNumber, localDateOf, yearOf, yearStart } from "./day-number.ts";
import type { DayPoint } from "./day-series.ts";

/** A trade's price, for days without any close. */
interface Trade {
  readonly price: Fixed;
  readonly currencyId: string;
  readonly day: LocalDate;
}

export interface PricesOfDays {
  /** Null for an asset without any close. */
  readonly closesOf: (instrumentId: string) => CloseLine | null;
  readonly splitsOf: (instrumentId: string) => readonly SplitOfHolding[];
  /** The last trade before the timeline begins. */
  readonly tradeBefore: (instrumentId: string) => Trade | null;
  /** As that of the days, and of the currencies that only closes are in. */
  readonly rateOn: RateOn;
}

export interface DaysToValue {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly baseCurrencyId: string;
  /** To the account's currency, by the last known rate on or before the day; null before the first. */
  readonly rateOn: RateOn;
}

type RateOn = (currencyId: string, day: LocalDate) => Fixed | null;

/** One point for every calendar day, both included. */
export function valueDays(timeline: Timeline, days: DaysToValue, prices: PricesOfDays): DayPoint[] {
  const sheet = new DaySheet(timeline, days);
  for (const instrumentId of timeline.holdings.keys()) sheet.addHolding(instrumentId, prices);
  return sheet.points();
}

/** Quantities of so many places and closes of so many make values of 10⁻⁸, which 64 bits hold up to ninety thousand million. */
const PLAIN_UNIT = 10n ** BigInt(18 - PLAIN_PLACES);
const PLAIN_SCALE = 10n ** BigInt(36 - 2 * PLAIN_PLACES);
const PLAIN_LIMIT = 2n ** 62n;

/**
 * A column a day: what is there, and which days cannot be known. Cash and its flows are in it from the start; instruments come one after the
 * other, so that the closes of all of them need not be in memory at once.
 */
export class DaySheet {
  readonly #first: DayNumber;
  readonly #count: number;
  readonly #days: DaysToValue;
  readonly #timeline: Timeline;
  /** Quantity × price with the places of both. */
  readonly #equity: Fixed[];
  /** The same for whole numbers that 64 bits hold, of 10⁻⁸: nine values in ten, at a tenth of the cost. */
  readonly #plain: BigInt64Array;
  /** No plain value can be larger by now. */
  #bound = 0n;
  readonly #inflow = new Map<number, Fixed>();
  readonly #outflow = new Map<number, Fixed>();
  readonly #transfers = new Map<string, TransferOnDay[]>();
  readonly #unknown: Uint8Array;
  readonly #rates = new Map<string, readonly (Fixed | null)[]>();

  constructor(timeline: Timeline, days: DaysToValue) {
    this.#first = dayNumber(days.from);
    this.#count = Math.max(0, dayNumber(days.to) - this.#first + 1);
    this.#days = days;
    this.#timeline = timeline;
    this.#equity = new Array<Fixed>(this.#count).fill(0n);
    this.#unknown = new Uint8Array(this.#count);
    this.#plain = new BigInt64Array(this.#count);
    for (const [currencyId, track] of timeline.cash) this.#addCash(currencyId, track);
    for (const flow of timeline.flows) this.#addFlow(flow);
  }

  #addCash(currencyId: string, track: Track): void {
    const rates = this.#ratesOf(currencyId);
    for (const { start, end, amount } of this.#spans(track)) {
      for (let at = start; at < end; at += 1) {
        const rate = rates === null ? FIXED_ONE : (rates[at] ?? null);
        if (rate === null) this.#unknown[at] = 1;
        else this.#add(at, rates === null ? amount : fixedTimes(amount, rate));
      }
    }
  }

  #addFlow({ day, inflow, outflow, transfers }: FlowDay): void {
    const at = dayNumber(day) - this.#first;
    if (at < 0 || at >= this.#count) return;
    note(this.#inflow, at, inflow);
    note(this.#outflow, at, outflow);
    for (const transfer of transfers) {
      const same = this.#transfers.get(transfer.instrumentId);
      if (same === undefined) this.#transfers.set(transfer.instrumentId, [{ at, day, transfer }]);
      else same.push({ at, day, transfer });
    }
  }

  /** Once for each instrument of the timeline. */
  addHolding(instrumentId: string, prices: PricesOfDays): void {
    const track = this.#timeline.holdings.get(instrumentId);
    if (track === undefined || this.#count === 0) return;
    const line = prices.closesOf(instrumentId);
    const rates = this.#ratesOf(line?.currencyId ?? track.currencyId, prices.rateOn);
    let until = -1;
    let walk: ((day: DayNumber) => Fixed | null) | null = null;
    for (const span of this.#spans(track)) {
      if (rates === null && line !== null && this.#addPlain(line, span)) continue;
      // What nobody held nobody looked at: after a pause the walk begins anew.
      if (span.start !== until || walk === null) walk = line?.walk(this.#first + span.start) ?? null;
      until = span.end;
      this.#addSpan({ track, prices, walk, rates }, span);
    }
    for (const transfer of this.#transfers.get(instrumentId) ?? []) this.#addTransfer(track, prices, line, transfer);
  }

  /** False when the span is not as simple as nearly all are: then nothing was added. */
  #addPlain(line: CloseLine, { start, end, amount }: Span): boolean {
    const units = amount / PLAIN_UNIT;
    if (units * PLAIN_UNIT !== amount) return false;
    const before = line.priceOn(this.#first + start);
    if (before === null) return false;
    const close = before / PLAIN_UNIT;
    if (close * PLAIN_UNIT !== before) return false;
    const [firstYear, lastYear] = [yearOf(this.#first + start), yearOf(this.#first + end - 1)];
    let largest = close;
    for (let year = firstYear; year <= lastYear; year += 1) {
      const plain = line.plainYear(year);
      if (plain === null) return false;
      if (plain.largest > largest) largest = plain.largest;
    }
    const bound = this.#bound + largest * (units < 0n ? -units : units);
    if (bound > PLAIN_LIMIT) return false;
    this.#bound = bound;
    let value = BigInt.asIntN(64, close * units);
    for (let year = firstYear; year <= lastYear; year += 1) {
      const closes = line.plainYear(year)?.closes;
      const shift = this.#first - yearStart(year);
      const last = Math.min(end, yearStart(year + 1) - this.#first);
      for (let at = Math.max(start, -shift); closes !== undefined && at < last; at += 1) {
        const each = closes[at + shift] ?? NO_CLOSE;
        if (each !== NO_CLOSE) value = BigInt.asIntN(64, each * units);
        this.#plain[at] = BigInt.asIntN(64, (this.#plain[at] ?? 0n) + value);
      }
    }
    return true;
  }

  #addSpan({ track, prices, walk, rates }: Walked, { start, end, amount }: Span): void {
    let [known, value] = [null as Fixed | null, 0n];
    for (let at = start; at < end; at += 1) {
      const price = walk?.(this.#first + at) ?? null;
      const rate = rates === null ? FIXED_ONE : (rates[at] ?? null);
      if (price === null) this.#addTraded(track, prices, at, amount);
      else if (rate === null) this.#unknown[at] = 1;
      else if (rates !== null) this.#add(at, fixedTimes(fixedTimes(amount, price), rate));
      else {
        // The price is multiplied only when it moves.
        if (price !== known) [known, value] = [price, amount * price];
        this.#equity[at] = (this.#equity[at] ?? 0n) + value;
      }
    }
  }

  #addTraded(track: HoldingTrack, prices: PricesOfDays, at: number, amount: Fixed): void {
    const price = this.#tradedPrice(track, prices, localDateOf(this.#first + at));
    if (price === null) this.#unknown[at] = 1;
    else this.#add(at, fixedTimes(amount, price));
  }

  /** In the account's currency, per unit of that day. */
  #tradedPrice(track: HoldingTrack, prices: PricesOfDays, day: LocalDate): Fixed | null {
    const trade = track.trades.findLast((each) => each.day <= day) ?? prices.tradeBefore(track.instrumentId);
    if (trade === null) return null;
    const splits = prices.splitsOf(track.instrumentId).filter((split) => split.day <= day);
    const price = afterSplits(trade.price, trade.day, splits);
    const rate = this.#rateOn(trade.currencyId, day);
    return rate === null ? null : rate === FIXED_ONE ? price : fixedTimes(price, rate);
  }

  /** By the day's close; where none is known, at its cost. */
  #addTransfer(
    track: HoldingTrack,
    prices: PricesOfDays,
    line: CloseLine | null,
    { at, day, transfer }: TransferOnDay,
  ) {
    const { quantity, cost, comes } = transfer;
    const close = line?.on(day) ?? null;
    const rate = line === null ? null : this.#rateOn(line.currencyId, day, prices.rateOn);
    const traded = close === null ? this.#tradedPrice(track, prices, day) : null;
    const price = close === null || rate === null ? traded : fixedTimes(close.price, rate);
    const worth = price === null ? cost : fixedTimes(quantity, price);
    // What brings a debt, such as a short position, takes value: flows are never negative.
    const into = comes === worth >= 0n;
    note(into ? this.#inflow : this.#outflow, at, worth < 0n ? -worth : worth);
  }

  #rateOn(currencyId: string, day: LocalDate, rateOn = this.#days.rateOn): Fixed | null {
    return currencyId === this.#days.baseCurrencyId ? FIXED_ONE : rateOn(currencyId, day);
  }

  points(): DayPoint[] {
    return this.#equity.map((value, at) => ({
      day: localDateOf(this.#first + at),
      // Sums of quantity × price have twice the places; they are rounded once.
      value: this.#unknown[at] === 1 ? null : mulDiv(value + (this.#plain[at] ?? 0n) * PLAIN_SCALE, 1n, FIXED_ONE),
      inflow: this.#inflow.get(at) ?? 0n,
      outflow: this.#outflow.get(at) ?? 0n,
    }));
  }

  #add(at: number, amount: Fixed): void {
    this.#equity[at] = (this.#equity[at] ?? 0n) + amount * FIXED_ONE;
  }

  /** Null for the account's own currency. */
  #ratesOf(currencyId: string, rateOn = this.#days.rateOn): readonly (Fixed | null)[] | null {
    if (currencyId === this.#days.baseCurrencyId) return null;
    const known = this.#rates.get(currencyId);
    if (known !== undefined) return known;
    const rates = Array.from({ length: this.#count }, (_, at) => rateOn(currencyId, localDateOf(this.#first + at)));
    this.#rates.set(currencyId, rates);
    return rates;
  }

  *#spans({ opening, steps }: Track): Generator<Span> {
    let before: Step = { day: localDateOf(this.#first), amount: opening };
    for (const step of [...steps, null]) {
      const start = Math.max(0, dayNumber(before.day) - this.#first);
      const end = step === null ? this.#count : Math.min(this.#count, dayNumber(step.day) - this.#first);
      if (before.amount !== 0n && end > start) yield { start, end, amount: before.amount };
      if (step !== null) before = step;
    }
  }
}

/** Days from `start` up to `end`, that one not included, on which the amount stayed the same. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly amount: Fixed;
}

interface Walked {
  readonly track: HoldingTrack;
  readonly prices: PricesOfDays;
  readonly walk: ((day: DayNumber) => Fixed | null) | null;
  readonly rates: readonly (Fixed | null)[] | null;
}

interface TransferOnDay {
  readonly at: number;
  readonly day: LocalDate;
  readonly transfer: TransferFlow;
}

function note(flows: Map<number, Fixed>, at: number, amount: Fixed): void {
  if (amount !== 0n) flows.set(at, (flows.get(at) ?? 0n) + amount);
}
