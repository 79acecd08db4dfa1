// The proof's own reckoning of lots, in whole numbers of 10⁻¹⁸: what the books should say of one instrument after its facts. It shares no code
// with the verbs that wrote them, so that a mistake of theirs is not repeated here, and it takes microseconds where they may take more.
import type { BookFact } from "#lib/domain/books/fact.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import { isIncoming, isTrade } from "#lib/domain/positions/replay-facts.ts";
import { absFixed, divideHalfEven, type Fixed, fixedTimes, mulDiv } from "#lib/domain/shared/fixed.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";

/** Signed: negative for a short one. */
export interface FixedLot {
  readonly openedBy: string;
  readonly seq: number;
  quantity: Fixed;
  open: Fixed;
  cost: Fixed;
  openCost: Fixed;
}

export interface FixedClose {
  readonly openedBy: string;
  quantity: Fixed;
  cost: Fixed;
  proceeds: Fixed;
  realised: Fixed;
}

export interface FixedFill {
  readonly factId: string;
  readonly incoming: boolean;
  readonly quantity: Fixed;
  readonly price: Fixed;
  /** Null where it is quantity × price. */
  readonly value: Fixed | null;
  /** It leaves at its cost, and nothing is realised. */
  readonly moved: boolean;
  /** For specific lots. */
  readonly picks: readonly { readonly openedBy: string; readonly quantity: Fixed }[];
}

/** Of one instrument in one account. */
export interface FixedBook {
  readonly method: LotMethod;
  readonly lots: Map<string, FixedLot>;
  /** By what closed them. */
  readonly closes: Map<string, FixedClose[]>;
  /** From `head` on in the order in which they go. */
  open: FixedLot[];
  head: number;
  /** How many were ever opened. */
  opened: number;
  held: Fixed;
  realised: Fixed;
  fees: Fixed;
  trades: number;
}

/** Less than 10⁻⁹ units is nothing. */
const DUST: Fixed = 10n ** 9n;
/** So many lots that are gone may stand before the first that is open. */
const GONE_MAX = 1_024;

export function emptyFixedBook(method: LotMethod): FixedBook {
  const nothing = { head: 0, opened: 0, held: 0n, realised: 0n, fees: 0n, trades: 0 };
  return { method, lots: new Map(), closes: new Map(), open: [], ...nothing };
}

export function openCostOf({ open, head }: FixedBook): Fixed {
  let total = 0n;
  for (let at = head; at < open.length; at += 1) total += open[at]?.openCost ?? 0n;
  return total;
}

/** Answers with what it realised. */
export function bookFill(book: FixedBook, fill: FixedFill): Fixed {
  invariant(fill.quantity > 0n, "a fill has a positive quantity");
  book.trades += 1;
  const { closed, opened } = meet(book.held, fill);
  const value = fill.value ?? fixedTimes(fill.quantity, fill.price);
  const closedValue = opened === 0n ? value : closed === 0n ? 0n : shareOf(fill, closed, value, fill.quantity);
  const realised = closed === 0n ? 0n : close(book, fill, closed, closedValue);
  if (opened !== 0n) open(book, fill.factId, opened, opened > 0n ? value - closedValue : closedValue - value);
  book.realised += realised;
  return realised;
}

/** One that lots follow from all facts of, executions too: what it is worth is told and not multiplied. */
export function bookFact(book: FixedBook, fact: BookFact, picks: FixedFill["picks"] = []): void {
  const { id: factId, type, quantity, price, gross: value } = fact;
  book.fees += type === "fee" ? fact.fee + value : fact.fee;
  if (type === "split") bookSplit(book, fact.ratioNew, fact.ratioOld);
  if (!isTrade(fact)) return;
  const moved = type === "transfer_in" || type === "transfer_out";
  bookFill(book, { factId, incoming: isIncoming(fact), quantity, price, value, moved, picks });
}

/** Rounded on the running total, so that the lots sum to what the whole is after the split. */
function bookSplit(book: FixedBook, ratioNew: bigint, ratioOld: bigint): void {
  const lots = book.open.slice(book.head).sort((a, b) => a.seq - b.seq);
  let [before, after] = [0n, 0n];
  for (const lot of lots) {
    before += lot.open;
    const total = divideHalfEven(before * ratioNew, ratioOld);
    const units = total - after;
    after = total;
    lot.quantity = lot.open === lot.quantity ? units : divideHalfEven(lot.quantity * ratioNew, ratioOld);
    lot.open = units;
  }
  book.open = lots.filter((lot) => lot.open !== 0n).sort(ORDERS[book.method]);
  book.head = 0;
  book.held = after;
}

/** What is closed, unsigned, and what is opened, signed. A rest that is dust opens nothing. */
function meet(held: Fixed, { incoming, quantity }: FixedFill): { readonly closed: Fixed; readonly opened: Fixed } {
  const signed = incoming ? quantity : -quantity;
  if (held === 0n || held > 0n === incoming) return { closed: 0n, opened: signed };
  const after = held + signed;
  if (absFixed(after) < DUST) return { closed: absFixed(held), opened: 0n };
  if (after > 0n === held > 0n) return { closed: quantity, opened: 0n };
  return { closed: absFixed(held), opened: after };
}

function shareOf({ value: given, price, quantity }: FixedFill, part: Fixed, value: Fixed, whole: Fixed): Fixed {
  return given === null && whole <= quantity ? fixedTimes(part, price) : mulDiv(value, part, whole);
}

function close(book: FixedBook, fill: FixedFill, closed: Fixed, value: Fixed): Fixed {
  const closes: FixedClose[] = [];
  let [done, given] = [0n, 0n];
  const take = (at: number, most: Fixed) => {
    const lot = book.open[at];
    invariant(lot !== undefined, "what is held is in open lots");
    const part = absFixed(lot.open) < most ? absFixed(lot.open) : most;
    const cost = takeFrom(lot, part);
    done += part;
    let proceeds = cost;
    if (!fill.moved) {
      const soFar = done === closed ? value : shareOf(fill, done, value, closed);
      proceeds = lot.quantity > 0n ? soFar - given : given - soFar;
      given = soFar;
    }
    note(closes, lot, { quantity: lot.quantity > 0n ? part : -part, cost, proceeds });
    if (lot.open === 0n) remove(book, at);
  };
  for (const pick of book.method === "specific" ? fill.picks : []) {
    const at = book.open.findIndex((lot, index) => index >= book.head && lot.openedBy === pick.openedBy);
    const left = closed - done;
    if (at >= 0 && left > 0n) take(at, pick.quantity < left ? pick.quantity : left);
  }
  while (done < closed) take(book.head, closed - done);
  book.held += book.held > 0n ? -closed : closed;
  book.closes.set(fill.factId, closes);
  let realised = 0n;
  for (const each of closes) realised += each.realised;
  return realised;
}

/** Answers with the cost that goes: what stays is its share of the original cost, and the last unit takes the rest. */
function takeFrom(lot: FixedLot, part: Fixed): Fixed {
  lot.open += lot.open > 0n ? -part : part;
  const stays = lot.open === 0n ? 0n : mulDiv(lot.cost, lot.open, lot.quantity);
  const goes = lot.openCost - stays;
  lot.openCost = stays;
  return goes;
}

function note(
  closes: FixedClose[],
  { openedBy }: FixedLot,
  { quantity, cost, proceeds }: { quantity: Fixed; cost: Fixed; proceeds: Fixed },
): void {
  // One fact takes twice from a lot only when lots were chosen for it.
  const was = closes.find((each) => each.openedBy === openedBy);
  if (was === undefined) {
    closes.push({ openedBy, quantity, cost, proceeds, realised: proceeds - cost });
    return;
  }
  was.quantity += quantity;
  was.cost += cost;
  was.proceeds += proceeds;
  was.realised += proceeds - cost;
}

function remove(book: FixedBook, at: number): void {
  if (at === book.head) book.head += 1;
  else book.open.splice(at, 1);
  if (book.head < GONE_MAX || book.head * 2 < book.open.length) return;
  book.open.splice(0, book.head);
  book.head = 0;
}

function open(book: FixedBook, openedBy: string, quantity: Fixed, cost: Fixed): void {
  book.held += quantity;
  const pool = book.method === "average" ? book.open[book.head] : undefined;
  if (pool !== undefined) {
    pool.open += quantity;
    pool.openCost += cost;
    pool.quantity = pool.open;
    pool.cost = pool.openCost;
    return;
  }
  const lot = { openedBy, seq: book.opened, quantity, open: quantity, cost, openCost: cost };
  book.opened += 1;
  book.lots.set(openedBy, lot);
  insert(book, lot);
}

function insert({ open: lots, head, method }: FixedBook, lot: FixedLot): void {
  const order = ORDERS[method];
  let [low, high] = [head, lots.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = lots[middle];
    if (there !== undefined && order(there, lot) <= 0) low = middle + 1;
    else high = middle;
  }
  if (low === lots.length) lots.push(lot);
  else lots.splice(low, 0, lot);
}

const byAge = (a: FixedLot, b: FixedLot) => a.seq - b.seq;

/** By signed cost per unit: of shorts, the one that brought less goes first. */
function byCost(a: FixedLot, b: FixedLot): number {
  const [left, right] = [b.cost * absFixed(a.quantity), a.cost * absFixed(b.quantity)];
  return left === right ? byAge(a, b) : left < right ? -1 : 1;
}

const ORDERS: { readonly [method in LotMethod]: (a: FixedLot, b: FixedLot) => number } = {
  ...{ fifo: byAge, average: byAge, specific: byAge, hifo: byCost },
  lifo: (a, b) => byAge(b, a),
};
