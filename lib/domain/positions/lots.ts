// Lots: what was bought together, what it cost in all, and what closing a part of it made; which of them goes first is the method's choice.
import type { LotMethod } from "../books/lot-method.ts";
import type { Side } from "../orders/order.ts";
import { type Decimal, dec, minOf, sum, ZERO } from "../shared/decimal.ts";
import type { InstrumentId, LotId } from "../shared/ids.ts";
import { invariant } from "../shared/invariant.ts";
import { proportion } from "../shared/rounding.ts";

export interface Lot {
  readonly id: LotId;
  readonly instrumentId: InstrumentId;
  readonly openedAt: Date;
  /** The execution or activity that opened it. */
  readonly openedBy: string;
  /** Its place among the lots of its instrument: the order in which they were opened. */
  readonly seq: bigint;
  /** Signed: negative for a short lot; so are the open quantity and both costs. After a split all are in new units. */
  readonly quantity: Decimal;
  readonly openQuantity: Decimal;
  readonly cost: Decimal;
  readonly openCost: Decimal;
  readonly splitNumerator: bigint;
  readonly splitDenominator: bigint;
}

/** Signed like its lot, so that realised is proceeds less cost for long and short alike. */
export interface LotClose {
  readonly lotId: LotId;
  readonly closedBy: string;
  readonly quantity: Decimal;
  readonly cost: Decimal;
  readonly proceeds: Decimal;
  readonly realised: Decimal;
}

/** What a closing trade takes from one opening, before the rest goes first in, first out. */
export interface LotPick {
  readonly openedBy: string;
  readonly quantity: Decimal;
}

export interface FillToBook {
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly at: Date;
  /** The execution or activity. */
  readonly factId: string;
  readonly newLotId: LotId;
  readonly seq: bigint;
  /** Where it is not quantity × price. */
  readonly value?: Decimal;
  /** It leaves at its cost, and nothing is realised. */
  readonly moved?: boolean;
  /** For specific lots. */
  readonly picks?: readonly LotPick[];
}

export interface FillBooked {
  /** Changed and new lots only. */
  readonly lots: Lot[];
  readonly closes: LotClose[];
  readonly realised: Decimal;
}

/** Less than this is nothing: it comes from rounding, and nobody can trade it. */
const DUST = dec("0.000000001");

export function isDust(quantity: Decimal): boolean {
  return quantity.abs().lt(DUST);
}

/** Open lots from `head` on in the order in which they go, so that booking many fills in a row stays linear. */
export interface LotQueue {
  readonly method: LotMethod;
  readonly open: Lot[];
  head: number;
  held: Decimal;
}

export function queueOf(lots: Iterable<Lot>, method: LotMethod): LotQueue {
  const open = [...lots].filter((lot) => !lot.openQuantity.isZero()).sort(orderOf(method));
  return { method, open, head: 0, held: sum(open.map((lot) => lot.openQuantity)) };
}

/** Books one fill against the open lots of its instrument; the lots given are not changed. */
export function applyFill({
  lots,
  method = "fifo",
  ...fill
}: FillToBook & { readonly lots: readonly Lot[]; readonly method?: LotMethod }): FillBooked {
  return bookInto(queueOf(lots, method), fill);
}

export function bookInto(queue: LotQueue, fill: FillToBook): FillBooked {
  invariant(fill.quantity.gt(0), "a fill has a positive quantity");
  const { closed, opened } = meet(queue.held, fill);
  const value = fill.value ?? fill.quantity.times(fill.price);
  const closedValue = opened.isZero() ? value : closed.isZero() ? ZERO : shareOf(fill, closed, value, fill.quantity);
  const taken = new Taken(queue, fill, closed, closedValue);
  if (queue.method === "specific") for (const pick of fill.picks ?? []) taken.pick(pick);
  taken.rest();
  if (!closed.isZero()) queue.held = queue.held.isPositive() ? queue.held.minus(closed) : queue.held.plus(closed);
  const lots = [...taken.lots.values()];
  const closes = [...taken.closes.values()];
  if (!opened.isZero()) {
    const cost = value.minus(closedValue);
    lots.push(open(queue, fill, opened, opened.isPositive() ? cost : cost.negated()));
  }
  return { lots, closes, realised: sum(closes.map((close) => close.realised)) };
}

/** A share of the fill's value; quantity × price is exact without a division, unless dust goes with it. */
function shareOf(fill: FillToBook, part: Decimal, value: Decimal, whole: Decimal): Decimal {
  const exact = fill.value === undefined && whole.lte(fill.quantity);
  return exact ? part.times(fill.price) : proportion(value, part, whole);
}

/** What it closes, unsigned, and what it opens, signed. A rest that is dust opens nothing. */
function meet(held: Decimal, { side, quantity }: FillToBook): { readonly closed: Decimal; readonly opened: Decimal } {
  const signed = side === "buy" ? quantity : quantity.negated();
  if (held.isZero() || held.isPositive() === signed.isPositive()) return { closed: ZERO, opened: signed };
  const after = held.plus(signed);
  if (isDust(after)) return { closed: held.abs(), opened: ZERO };
  if (after.isPositive() === held.isPositive()) return { closed: quantity, opened: ZERO };
  return { closed: held.abs(), opened: after };
}

/** The lots a closing fill takes from, one close for each of them. */
class Taken {
  readonly lots = new Map<LotId, Lot>();
  readonly closes = new Map<LotId, LotClose>();
  readonly #queue: LotQueue;
  readonly #fill: FillToBook;
  readonly #closed: Decimal;
  readonly #value: Decimal;
  #done = ZERO;
  #given = ZERO;

  constructor(queue: LotQueue, fill: FillToBook, closed: Decimal, value: Decimal) {
    this.#queue = queue;
    this.#fill = fill;
    this.#closed = closed;
    this.#value = value;
  }

  pick({ openedBy, quantity }: LotPick): void {
    const { open, head } = this.#queue;
    const at = open.findIndex((lot, index) => index >= head && lot.openedBy === openedBy);
    const left = this.#closed.minus(this.#done);
    if (at >= 0 && left.gt(0)) this.#take(at, minOf(quantity, left));
  }

  rest(): void {
    for (let left = this.#closed; left.gt(0); ) {
      left = this.#closed.minus(this.#done);
      if (left.gt(0)) this.#take(this.#queue.head, left);
    }
  }

  #take(at: number, most: Decimal): void {
    const lot = this.#queue.open[at];
    invariant(lot !== undefined, "what is held is in open lots");
    invariant(lot.instrumentId === this.#fill.instrumentId, "a fill is booked against lots of its own instrument");
    const part = minOf(lot.openQuantity.abs(), most);
    const { left, quantity, cost } = takeFrom(lot, part);
    if (left.openQuantity.isZero()) this.#remove(at);
    else this.#queue.open[at] = left;
    this.lots.set(lot.id, left);
    this.#note(lot.id, quantity, cost, this.#proceedsOf(part, quantity, cost));
  }

  /** Proceeds follow the lots by quantity, and their sum is exact. */
  #proceedsOf(part: Decimal, quantity: Decimal, cost: Decimal): Decimal {
    this.#done = this.#done.plus(part);
    if (this.#fill.moved === true) return cost;
    const last = this.#done.eq(this.#closed);
    const soFar = last ? this.#value : shareOf(this.#fill, this.#done, this.#value, this.#closed);
    const proceeds = soFar.minus(this.#given);
    this.#given = soFar;
    return quantity.isPositive() ? proceeds : proceeds.negated();
  }

  #remove(at: number): void {
    if (at === this.#queue.head) this.#queue.head += 1;
    else this.#queue.open.splice(at, 1);
  }

  #note(lotId: LotId, quantity: Decimal, cost: Decimal, proceeds: Decimal): void {
    const was = this.closes.get(lotId);
    const now = { quantity, cost, proceeds, realised: proceeds.minus(cost) };
    const { factId: closedBy } = this.#fill;
    this.closes.set(lotId, {
      ...{
        lotId,
        closedBy,
        quantity: now.quantity.plus(was?.quantity ?? ZERO),
        cost: now.cost.plus(was?.cost ?? ZERO),
      },
      ...{ proceeds: now.proceeds.plus(was?.proceeds ?? ZERO), realised: now.realised.plus(was?.realised ?? ZERO) },
    });
  }
}

function takeFrom(lot: Lot, part: Decimal) {
  const quantity = lot.openQuantity.isPositive() ? part : part.negated();
  const openQuantity = lot.openQuantity.minus(quantity);
  // From the original cost and not from what is left: however the closing is split, the same cost remains, and the
  // last unit takes all of the remainder.
  const openCost = openQuantity.isZero() ? ZERO : proportion(lot.cost, openQuantity, lot.quantity);
  return { left: { ...lot, openQuantity, openCost }, quantity, cost: lot.openCost.minus(openCost) };
}

/** Under the moving average everything is one lot, which began with the first and grows; a flat book begins anew. */
function open(queue: LotQueue, fill: FillToBook, quantity: Decimal, cost: Decimal): Lot {
  queue.held = queue.held.plus(quantity);
  const pool = queue.method === "average" ? queue.open[queue.head] : undefined;
  if (pool !== undefined) {
    const grown = { openQuantity: pool.openQuantity.plus(quantity), openCost: pool.openCost.plus(cost) };
    const lot = { ...pool, ...grown, quantity: grown.openQuantity, cost: grown.openCost };
    queue.open[queue.head] = lot;
    return lot;
  }
  const lot: Lot = {
    ...{ id: fill.newLotId, instrumentId: fill.instrumentId, openedAt: fill.at, openedBy: fill.factId, seq: fill.seq },
    ...{ quantity, openQuantity: quantity, cost, openCost: cost, splitNumerator: 1n, splitDenominator: 1n },
  };
  insert(queue, lot);
  return lot;
}

function insert({ open, head, method }: LotQueue, lot: Lot): void {
  const order = orderOf(method);
  let [low, high] = [head, open.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = open[middle];
    if (there !== undefined && order(there, lot) <= 0) low = middle + 1;
    else high = middle;
  }
  open.splice(low, 0, lot);
}

type Order = (a: Lot, b: Lot) => number;

export function byAge(a: Lot, b: Lot): number {
  return a.seq < b.seq ? -1 : a.seq > b.seq ? 1 : 0;
}

function byCost(a: Lot, b: Lot): number {
  // By signed cost per unit: of shorts, the one that brought less goes first.
  return b.cost.times(a.quantity.abs()).comparedTo(a.cost.times(b.quantity.abs())) || byAge(a, b);
}

function orderOf(method: LotMethod): Order {
  if (method === "lifo") return (a, b) => byAge(b, a);
  return method === "hifo" ? byCost : byAge;
}

/**
 * Units change, costs do not. Rounded where eighteen places end, on the running total: so the lots sum to what the whole
 * is after the split, whatever the method has made of them.
 */
export function splitLots(lots: readonly Lot[], ratioNew: bigint, ratioOld: bigint): Lot[] {
  invariant(ratioNew > 0n && ratioOld > 0n, "a split has two positive whole numbers");
  const [many, of] = [dec(ratioNew), dec(ratioOld)];
  let [before, after] = [ZERO, ZERO];
  return [...lots].sort(byAge).map((lot) => {
    before = before.plus(lot.openQuantity);
    const total = proportion(before, many, of);
    const openQuantity = total.minus(after);
    after = total;
    const whole = lot.openQuantity.eq(lot.quantity);
    const quantity = whole ? openQuantity : proportion(lot.quantity, many, of);
    const [splitNumerator, splitDenominator] = reduced(lot.splitNumerator * ratioNew, lot.splitDenominator * ratioOld);
    return { ...lot, quantity, openQuantity, splitNumerator, splitDenominator };
  });
}

function reduced(a: bigint, b: bigint): readonly [bigint, bigint] {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return [a / x, b / x];
}
