/** The open lots of one holding under one method, and what closing them has made. */
import { type Fixed, fixedTimes } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { costsMore, type Lot, type LotPart, newLot, takeFrom } from "./lot.ts";
import type { LotMethod } from "./lot-method.ts";
import { type Money, minus, NOTHING, plus, share } from "./money.ts";
import { toQuantity } from "./units.ts";

export interface LotBook {
  readonly method: LotMethod;
  /** Oldest first, but under HIFO cheapest first; under the moving average there is at most one. */
  readonly lots: Lot[];
  /** Proceeds less cost, both without fees. */
  realised: Money;
  /** Of what was closed: those of its opening and those of its closing. */
  realisedFees: Money;
  /** What the rates alone have made of the net cost of what was closed, in the account's currency. */
  currencyEffect: Fixed;
  /** Net cost that transfers have brought and taken, in the account's currency. */
  movedIn: Fixed;
  movedOut: Fixed;
}

/** A part of a lot that a fact has closed, signed as its lot. */
export interface ClosedLot {
  readonly method: LotMethod;
  readonly openedBy: string;
  readonly closedBy: string;
  readonly day: LocalDate;
  readonly openedDay: LocalDate;
  /** As traded on the day of the closing. */
  readonly quantity: Fixed;
  readonly cost: Money;
  readonly openingFee: Money;
  readonly proceeds: Money;
  readonly closingFee: Money;
  /** What the rates alone have made of the net cost, in the account's currency. */
  readonly currencyEffect: Fixed;
  /** It left at cost, and nothing was realised. */
  readonly moved: boolean;
}

/** What a specific-lot sale takes first; the quantity is as traded on the day of the sale. */
export interface LotAssignment {
  readonly openingId: string;
  readonly quantity: Fixed;
}

export interface Closing {
  readonly factId: string;
  readonly day: LocalDate;
  /** Unsigned, over the denominator of the holding. */
  readonly units: bigint;
  readonly denominator: bigint;
  /** Signed as the lots: negative when a short is covered. */
  readonly proceeds: Money;
  readonly fee: Money;
  /** Of the holding's currency to the account's, that day. */
  readonly rate: Fixed;
  /** The holding is in another currency than the account. */
  readonly foreign: boolean;
  /** Assigned openings with their units, for specific lots. */
  readonly picks: readonly { readonly openingId: string; readonly units: bigint }[];
}

export type CloseSink = (close: ClosedLot) => void;

export function emptyLotBook(method: LotMethod): LotBook {
  const nothing = { realised: NOTHING, realisedFees: NOTHING, currencyEffect: 0n };
  return { method, lots: [], ...nothing, movedIn: 0n, movedOut: 0n };
}

export function openInto(book: LotBook, openedBy: string, day: LocalDate, units: bigint, part: LotPart): void {
  const { lots, method } = book;
  const [pool] = lots;
  if (method === "average" && pool !== undefined) {
    const cost = plus(pool.openCost, part.cost);
    lots[0] = newLot(pool.openedBy, pool.openedDay, pool.open + units, { cost, fee: plus(pool.openFee, part.fee) });
    return;
  }
  const lot = newLot(openedBy, day, units, part);
  if (method !== "hifo") {
    lots.push(lot);
    return;
  }
  // Before its equals: they are older and go first.
  let [at, end] = [0, lots.length];
  while (at < end) {
    const middle = (at + end) >>> 1;
    const there = lots[middle];
    if (there !== undefined && costsMore(lot, there)) at = middle + 1;
    else end = middle;
  }
  lots.splice(at, 0, lot);
}

/** Closes at a price: proceeds and fee follow the lots pro rata to quantity, and their sum is exact. */
export function closeOut(book: LotBook, closing: Closing, sink: CloseSink | undefined): void {
  let done = 0n;
  let [proceedsGiven, feeGiven] = [NOTHING, NOTHING];
  takeLots(book, closing, (lot, units, part) => {
    done += units;
    const [proceedsSoFar, feeSoFar] = [
      share(closing.proceeds, done, closing.units),
      share(closing.fee, done, closing.units),
    ];
    const proceeds = minus(proceedsSoFar, proceedsGiven);
    const closingFee = minus(feeSoFar, feeGiven);
    [proceedsGiven, feeGiven] = [proceedsSoFar, feeSoFar];
    book.realised = plus(book.realised, minus(proceeds, part.cost));
    book.realisedFees = plus(book.realisedFees, plus(part.fee, closingFee));
    const paid = plus(part.cost, part.fee);
    const currencyEffect = closing.foreign ? fixedTimes(paid.own, closing.rate) - paid.base : 0n;
    book.currencyEffect += currencyEffect;
    sink?.(closedLot(book, closing, lot, units, { part, proceeds, closingFee, currencyEffect, moved: false }));
  });
}

/** Lets lots go at their cost, as a transfer does: nothing is realised. Answers with the net cost that went. */
export function moveOut(book: LotBook, closing: Closing, sink: CloseSink | undefined): Money {
  let gone = NOTHING;
  takeLots(book, closing, (lot, units, part) => {
    const paid = plus(part.cost, part.fee);
    gone = plus(gone, paid);
    const nothingMade = { closingFee: NOTHING, currencyEffect: 0n, moved: true };
    sink?.(closedLot(book, closing, lot, units, { part, proceeds: paid, ...nothingMade }));
  });
  return gone;
}

interface Gone {
  readonly part: LotPart;
  readonly proceeds: Money;
  readonly closingFee: Money;
  readonly currencyEffect: Fixed;
  readonly moved: boolean;
}

function closedLot(book: LotBook, closing: Closing, lot: Lot, units: bigint, gone: Gone): ClosedLot {
  const { part, ...rest } = gone;
  const { openedBy, openedDay } = lot;
  const quantity = toQuantity(lot.units < 0n ? -units : units, closing.denominator);
  const what = { method: book.method, openedBy, openedDay, closedBy: closing.factId, day: closing.day, quantity };
  return { ...what, cost: part.cost, openingFee: part.fee, ...rest };
}

function takeLots(book: LotBook, closing: Closing, visit: (lot: Lot, units: bigint, part: LotPart) => void): void {
  let rest = closing.units;
  const take = (lot: Lot, most: bigint) => {
    const open = lot.open < 0n ? -lot.open : lot.open;
    const units = open < most ? open : most;
    rest -= units;
    visit(lot, units, takeFrom(lot, units));
    if (lot.open === 0n) remove(book.lots, lot);
  };
  if (book.method === "specific") {
    for (const pick of closing.picks) {
      const lot = book.lots.find(({ openedBy }) => openedBy === pick.openingId);
      if (lot !== undefined && rest > 0n) take(lot, pick.units < rest ? pick.units : rest);
    }
  }
  const fromEnd = book.method === "lifo" || book.method === "hifo";
  for (let lot = next(book.lots, fromEnd); lot !== undefined && rest > 0n; lot = next(book.lots, fromEnd)) {
    take(lot, rest);
  }
}

function next(lots: readonly Lot[], fromEnd: boolean): Lot | undefined {
  return fromEnd ? lots[lots.length - 1] : lots[0];
}

function remove(lots: Lot[], lot: Lot): void {
  if (lots[0] === lot) lots.shift();
  else if (lots[lots.length - 1] === lot) lots.pop();
  else lots.splice(lots.indexOf(lot), 1);
}
