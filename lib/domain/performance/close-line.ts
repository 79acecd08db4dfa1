/** Closes of one asset over the years, from packs by year: what one unit was worth on a day by the last close on or before it. */
import type { SplitOfHolding } from "../books/holding.ts";
import { type Fixed, mulDiv } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { STORED_PLACES } from "../shared/rounding.ts";
import { type DayNumber, dayNumber, localDateOf, yearOf, yearStart } from "./day-number.ts";

export const DAYS_IN_PACK = 366;
/** A day without a close. */
export const NO_CLOSE = -(2n ** 63n);

export interface ClosePack {
  readonly year: number;
  /** By splits up to the newest one; otherwise as traded on its day. */
  readonly adjusted: boolean;
  /** A close is its whole number over 10^places. */
  readonly places: number;
  readonly closes: BigInt64Array;
}

/** A close with its day, per unit as traded on that day. */
export interface KnownClose {
  readonly day: LocalDate;
  readonly close: Fixed;
}

export interface CloseOn extends KnownClose {
  /** Per unit of the day that was asked for: splits since the close are in it. */
  readonly price: Fixed;
}

/** Most closes have no more places; whole numbers of this size make a year's values cheap. */
export const PLAIN_PLACES = 4;

/** Closes of a year as whole numbers of 10⁻⁴, with the largest of them. */
export interface PlainYear {
  readonly closes: BigInt64Array;
  readonly largest: bigint;
}

interface Split {
  readonly day: DayNumber;
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
}

interface Layer extends ClosePack {
  /** From the pack's places to those of an amount. */
  readonly unit: bigint;
}

/** Packs of one asset in one currency; where two have a close for a day, the one that was given first counts. */
export class CloseLine {
  readonly currencyId: string;
  readonly #layers = new Map<number, Layer[]>();
  readonly #splits: readonly Split[];
  readonly #firstYear: number;
  readonly #plain = new Map<number, PlainYear | null>();

  /** Splits of the asset up to today, by day. */
  constructor(currencyId: string, packs: readonly ClosePack[], splits: readonly SplitOfHolding[] = []) {
    this.currencyId = currencyId;
    for (const pack of packs) {
      const layer = { ...pack, unit: 10n ** BigInt(STORED_PLACES - pack.places) };
      const known = this.#layers.get(pack.year);
      if (known === undefined) this.#layers.set(pack.year, [layer]);
      else known.push(layer);
    }
    this.#splits = splits.map(({ day, ratioNew, ratioOld }) => ({ day: dayNumber(day), ratioNew, ratioOld }));
    this.#firstYear = Math.min(...this.#layers.keys());
  }

  /** The last close on or before the day. */
  on(day: LocalDate): CloseOn | null {
    const asked = dayNumber(day);
    const found = this.#last(asked);
    if (found === null) return null;
    return { day: localDateOf(found.day), close: found.close, price: this.#between(found.close, found.day, asked) };
  }

  /** What `on` says, for a day by its number and without its name. */
  priceOn(day: DayNumber): Fixed | null {
    const found = this.#last(day);
    return found === null ? null : this.#between(found.close, found.day, day);
  }

  /** All of them between two days, both included. */
  between(from: LocalDate, to: LocalDate): KnownClose[] {
    const known: KnownClose[] = [];
    for (let day = dayNumber(from), end = dayNumber(to); day <= end; day += 1) {
      const close = this.#closeOf(day);
      if (close !== null) known.push({ day: localDateOf(day), close });
    }
    return known;
  }

  /** Gives the prices of days that follow each other, as `on` would; a day costs one look into its pack. */
  walk(from: DayNumber): (day: DayNumber) => Fixed | null {
    let known = this.#last(from - 1);
    let price = known === null ? null : this.#between(known.close, known.day, from - 1);
    let [start, end] = [0, 0];
    let layers: readonly Layer[] = [];
    const splits = this.#splits;
    return (day) => {
      if (day < start || day >= end) {
        const year = yearOf(day);
        [start, end] = [yearStart(year), yearStart(year + 1)];
        layers = this.#layers.get(year) ?? [];
      }
      for (const layer of layers) {
        const raw = layer.closes[day - start];
        if (raw === undefined || raw === NO_CLOSE) continue;
        price = this.#asTraded(raw, layer, day);
        if (splits.length > 0) known = { day, close: price };
        return price;
      }
      if (splits.length > 0 && known !== null && splits.some((split) => split.day === day)) {
        price = this.#between(known.close, known.day, day);
      }
      return price;
    };
  }

  /** Null for a year that needs more care: of several kinds of closes, adjusted, with more places, or with nothing. */
  plainYear(year: number): PlainYear | null {
    const known = this.#plain.get(year);
    if (known !== undefined) return known;
    const layers = this.#layers.get(year) ?? [];
    const [layer] = layers;
    const simple = layer !== undefined && layers.length === 1 && this.#splits.length === 0;
    const plain = simple ? plainOf(layer) : null;
    this.#plain.set(year, plain);
    return plain;
  }

  #last(asked: DayNumber): { readonly day: DayNumber; readonly close: Fixed } | null {
    for (let year = yearOf(asked); year >= this.#firstYear; year -= 1) {
      if (!this.#layers.has(year)) continue;
      const start = yearStart(year);
      for (let day = Math.min(asked, yearStart(year + 1) - 1); day >= start; day -= 1) {
        const close = this.#closeOf(day);
        if (close !== null) return { day, close };
      }
    }
    return null;
  }

  #closeOf(day: DayNumber): Fixed | null {
    const year = yearOf(day);
    for (const layer of this.#layers.get(year) ?? []) {
      const raw = layer.closes[day - yearStart(year)];
      if (raw !== undefined && raw !== NO_CLOSE) return this.#asTraded(raw, layer, day);
    }
    return null;
  }

  #asTraded(raw: bigint, { adjusted, unit }: Layer, at: DayNumber): Fixed {
    const close = raw * unit;
    if (!adjusted || this.#splits.length === 0) return close;
    const { ratioNew, ratioOld } = ratioOf(this.#splits.filter(({ day }) => day > at));
    return mulDiv(close, ratioNew, ratioOld);
  }

  /** One unit of the later day is so much of a unit of the earlier one. */
  #between(close: Fixed, from: DayNumber, to: DayNumber): Fixed {
    if (this.#splits.length === 0) return close;
    const { ratioNew, ratioOld } = ratioOf(this.#splits.filter(({ day }) => day > from && day <= to));
    return mulDiv(close, ratioOld, ratioNew);
  }
}

function ratioOf(splits: readonly Split[]): { readonly ratioNew: bigint; readonly ratioOld: bigint } {
  let [ratioNew, ratioOld] = [1n, 1n];
  for (const split of splits) {
    ratioNew *= split.ratioNew;
    ratioOld *= split.ratioOld;
  }
  return { ratioNew, ratioOld };
}

function plainOf({ closes, places }: ClosePack): PlainYear | null {
  if (places < PLAIN_PLACES) return null;
  const unit = 10n ** BigInt(places - PLAIN_PLACES);
  const plain = new BigInt64Array(closes.length);
  let largest = 0n;
  for (let at = 0; at < closes.length; at += 1) {
    const raw = closes[at] ?? NO_CLOSE;
    if (raw === NO_CLOSE) plain[at] = NO_CLOSE;
    else {
      const close = raw / unit;
      if (close * unit !== raw) return null;
      if (close > largest) largest = close;
      plain[at] = close;
    }
  }
  return { closes: plain, largest };
}
