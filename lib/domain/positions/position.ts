// A position is derived: the sum of its open lots, what its closes realised, its value at a price; and all of it again
// from executions alone, which is the proof that what is stored is derived.
import type { Side } from "../orders/order.ts";
import { type Decimal, sum, ZERO } from "../shared/decimal.ts";
import { asId, type ExecutionId, type InstrumentId, type LotId } from "../shared/ids.ts";
import { invariant } from "../shared/invariant.ts";
import { divide, STORED_PLACES } from "../shared/rounding.ts";
import { bookInto, type Lot, type LotClose, type LotQueue } from "./lots.ts";

export interface Position {
  readonly instrumentId: InstrumentId;
  readonly quantity: Decimal;
  /** Total cost of what is open, signed as the quantity; fees are kept apart. */
  readonly cost: Decimal;
  readonly realised: Decimal;
  readonly fees: Decimal;
}

export function fromLots(lots: readonly Lot[], closes: readonly LotClose[], fees: Decimal = ZERO): Position {
  const [first] = lots;
  invariant(first !== undefined, "a position has had at least one lot");
  invariant(
    lots.every((lot) => lot.instrumentId === first.instrumentId),
    "a position has one instrument",
  );
  return {
    instrumentId: first.instrumentId,
    quantity: sum(lots.map((lot) => lot.openQuantity)),
    cost: sum(lots.map((lot) => lot.openCost)),
    realised: sum(closes.map((close) => close.realised)),
    fees,
  };
}

export function averagePrice(position: Pick<Position, "quantity" | "cost">): Decimal | null {
  if (position.quantity.isZero()) return null;
  return divide(position.cost, position.quantity, STORED_PLACES, "half-even");
}

export function marketValue(position: Pick<Position, "quantity">, price: Decimal): Decimal {
  return position.quantity.times(price);
}

export function unrealised(position: Pick<Position, "quantity" | "cost">, price: Decimal): Decimal {
  return marketValue(position, price).minus(position.cost);
}

export interface ExecutionToReplay {
  readonly id: ExecutionId;
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  readonly at: Date;
}

export interface Replayed {
  /** All lots, closed ones too. An execution opens at most one, and here lends it its id. */
  readonly lots: Lot[];
  readonly closes: LotClose[];
  readonly position: Position | null;
}

/** Executions of one account and one instrument, in the order in which they were booked. */
export function replay(executions: Iterable<ExecutionToReplay>): Replayed {
  const queue: LotQueue = { open: [], head: 0 };
  const lots = new Map<LotId, Lot>();
  const closes: LotClose[] = [];
  const fees: Decimal[] = [];
  for (const { id, fee, ...fill } of executions) {
    const booked = bookInto(queue, { ...fill, executionId: id, newLotId: asId<LotId>(id) });
    for (const lot of booked.lots) lots.set(lot.id, lot);
    for (const close of booked.closes) closes.push(close);
    fees.push(fee);
  }
  const all = [...lots.values()];
  return { lots: all, closes, position: all.length === 0 ? null : fromLots(all, closes, sum(fees)) };
}
