// A position is derived: the sum of its open lots, what its closes realised, its value at a price; and all of it again
// from executions alone, which is the proof that what is stored is derived.
import type { LotMethod } from "../books/lot-method.ts";
import type { Side } from "../orders/order.ts";
import { type Decimal, sum, ZERO } from "../shared/decimal.ts";
import { asId, type ExecutionId, type InstrumentId, type LotId } from "../shared/ids.ts";
import { invariant } from "../shared/invariant.ts";
import { divide, STORED_PLACES } from "../shared/rounding.ts";
import { applyBust } from "./bust.ts";
import { bookInto, type FillBooked, type Lot, type LotClose, type LotQueue, queueOf } from "./lots.ts";

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
  /** Set when it takes that execution back, on the opposite side and with the fee returned. */
  readonly reverses?: ExecutionId | null;
}

export interface Replayed {
  /** All lots, closed ones too. An execution opens at most one, and here lends it its id. */
  readonly lots: Lot[];
  readonly closes: LotClose[];
  readonly position: Position | null;
}

/** Executions of one account and one instrument, in the order in which they were booked. Only under FIFO are there busts among them. */
export function replay(executions: Iterable<ExecutionToReplay>, method: LotMethod = "fifo"): Replayed {
  const books: Books = { queue: queueOf([], method), lots: new Map(), closes: [], booked: new Map(), seq: 0n };
  const fees: Decimal[] = [];
  for (const execution of executions) {
    books.seq += 1n;
    const booked =
      execution.reverses == null ? bookFill(books, execution) : bookBust(books, execution, execution.reverses);
    for (const lot of booked.lots) books.lots.set(lot.id, lot);
    for (const close of booked.closes) books.closes.push(close);
    books.booked.set(execution.id, { execution, closes: booked.closes });
    // The queue holds what fills see; a bust may have opened what it had done with.
    if (execution.reverses != null) books.queue = queueOf(books.lots.values(), method);
    fees.push(execution.fee);
  }
  const { closes } = books;
  const lots = [...books.lots.values()];
  return { lots, closes, position: lots.length === 0 ? null : fromLots(lots, closes, sum(fees)) };
}

interface Books {
  queue: LotQueue;
  seq: bigint;
  readonly lots: Map<LotId, Lot>;
  readonly closes: LotClose[];
  readonly booked: Map<ExecutionId, { readonly execution: ExecutionToReplay; readonly closes: readonly LotClose[] }>;
}

function bookFill({ queue, seq }: Books, { id, fee, reverses, ...fill }: ExecutionToReplay): FillBooked {
  return bookInto(queue, { ...fill, factId: id, newLotId: asId<LotId>(id), seq });
}

function bookBust({ lots, booked, seq }: Books, bust: ExecutionToReplay, reverses: ExecutionId): FillBooked {
  const original = booked.get(reverses);
  invariant(original !== undefined, "only what was booked is taken back");
  const { id, side, quantity, price } = original.execution;
  return applyBust({
    instrumentId: bust.instrumentId,
    original: { executionId: id, side, quantity, price },
    closes: original.closes,
    lots: [...lots.values()],
    executionId: bust.id,
    newLotId: asId<LotId>(bust.id),
    seq,
    at: bust.at,
  });
}
