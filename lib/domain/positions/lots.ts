// Lots, first in first out: what was bought together, what it cost in all, and what closing a part of it made.
import type { Side } from "../orders/order.ts";
import { type Decimal, minOf, sum, ZERO } from "../shared/decimal.ts";
import type { ExecutionId, InstrumentId, LotId } from "../shared/ids.ts";
import { invariant } from "../shared/invariant.ts";
import { proportion } from "../shared/rounding.ts";

export interface Lot {
  readonly id: LotId;
  readonly instrumentId: InstrumentId;
  readonly openedAt: Date;
  readonly openedExecutionId: ExecutionId;
  /** Signed: negative for a short lot; so are the open quantity and both costs. */
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
  readonly executionId: ExecutionId;
  readonly quantity: Decimal;
  readonly cost: Decimal;
  readonly proceeds: Decimal;
  readonly realised: Decimal;
}

export interface FillToBook {
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly at: Date;
  readonly executionId: ExecutionId;
  readonly newLotId: LotId;
}

export interface FillBooked {
  /** Changed and new lots only. */
  readonly lots: Lot[];
  readonly closes: LotClose[];
  readonly realised: Decimal;
}

/** Books one fill against the open lots of its instrument; the lots given are not changed. */
export function applyFill({ lots, ...fill }: FillToBook & { readonly lots: readonly Lot[] }): FillBooked {
  const open = lots.filter((lot) => !lot.openQuantity.isZero()).sort(byAge);
  return bookInto({ open, head: 0 }, fill);
}

/** Open lots from `head` on, oldest first: a queue, so that booking many fills in a row stays linear. */
export interface LotQueue {
  readonly open: Lot[];
  head: number;
}

export function bookInto(queue: LotQueue, fill: FillToBook): FillBooked {
  invariant(fill.quantity.gt(0), "a fill has a positive quantity");
  const changed: Lot[] = [];
  const closes: LotClose[] = [];
  let rest = fill.side === "buy" ? fill.quantity : fill.quantity.negated();

  for (let lot = queue.open[queue.head]; lot !== undefined && !rest.isZero(); lot = queue.open[queue.head]) {
    invariant(lot.instrumentId === fill.instrumentId, "a fill is booked against lots of its own instrument");
    if (lot.openQuantity.isPositive() === rest.isPositive()) break;
    const part = minOf(lot.openQuantity.abs(), rest.abs());
    const { left, close } = closePart(lot, part, fill);
    changed.push(left);
    closes.push(close);
    queue.open[queue.head] = left;
    if (left.openQuantity.isZero()) queue.head += 1;
    rest = rest.isPositive() ? rest.minus(part) : rest.plus(part);
  }

  if (!rest.isZero()) {
    const lot = openLot(rest, fill);
    insert(queue, lot);
    changed.push(lot);
  }
  return { lots: changed, closes, realised: sum(closes.map((close) => close.realised)) };
}

function closePart(lot: Lot, part: Decimal, fill: FillToBook): { left: Lot; close: LotClose } {
  const quantity = lot.openQuantity.isPositive() ? part : part.negated();
  const openQuantity = lot.openQuantity.minus(quantity);
  // From the original cost and not from what is left: however the closing is split, the same cost remains, and the
  // last unit takes all of the remainder.
  const openCost = openQuantity.isZero() ? ZERO : proportion(lot.cost, openQuantity, lot.quantity);
  const cost = lot.openCost.minus(openCost);
  const proceeds = quantity.times(fill.price);
  const close = { lotId: lot.id, executionId: fill.executionId, quantity, cost, proceeds };
  return { left: { ...lot, openQuantity, openCost }, close: { ...close, realised: proceeds.minus(cost) } };
}

function openLot(quantity: Decimal, fill: FillToBook): Lot {
  const cost = quantity.times(fill.price);
  return {
    id: fill.newLotId,
    instrumentId: fill.instrumentId,
    openedAt: fill.at,
    openedExecutionId: fill.executionId,
    quantity,
    openQuantity: quantity,
    cost,
    openCost: cost,
    splitNumerator: 1n,
    splitDenominator: 1n,
  };
}

function insert({ open, head }: LotQueue, lot: Lot): void {
  let at = open.length;
  for (let older = open[at - 1]; at > head && older !== undefined && byAge(older, lot) > 0; older = open[at - 1])
    at -= 1;
  open.splice(at, 0, lot);
}

/** Two lots of one instant are told apart by their executions, so that the order never depends on how rows were read. */
export function byAge(a: Lot, b: Lot): number {
  const byTime = a.openedAt.getTime() - b.openedAt.getTime();
  if (byTime !== 0) return byTime;
  return a.openedExecutionId < b.openedExecutionId ? -1 : a.openedExecutionId > b.openedExecutionId ? 1 : 0;
}
