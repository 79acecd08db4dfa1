// Taking a fill back: exactly what it did to the lots is undone, and what others have done since with its units stays done.
import { SIDES, type Side } from "../orders/order.ts";
import { type Decimal, minOf, sum, ZERO } from "../shared/decimal.ts";
import type { ExecutionId, InstrumentId, LotId } from "../shared/ids.ts";
import { invariant } from "../shared/invariant.ts";
import { proportion } from "../shared/rounding.ts";
import { bookInto, byAge, type FillBooked, type Lot, type LotClose, queueOf } from "./lots.ts";

export interface BustToBook {
  readonly instrumentId: InstrumentId;
  /** The fill that is taken back. */
  readonly original: {
    readonly executionId: ExecutionId;
    readonly side: Side;
    readonly quantity: Decimal;
    readonly price: Decimal;
  };
  /** What the original closed. */
  readonly closes: readonly LotClose[];
  /** All open lots of the instrument, and those that the original has opened or closed. */
  readonly lots: readonly Lot[];
  readonly executionId: ExecutionId;
  readonly newLotId: LotId;
  /** Of the lot that it may open. */
  readonly seq: bigint;
  readonly at: Date;
}

/**
 * Four steps: what it closed is open again; what is left of the lot it opened goes at its own cost; lots on both sides of
 * zero, which a position never has, close each other; and units of its lot that others have closed are booked at its price.
 */
export function applyBust(bust: BustToBook): FillBooked {
  const books = new Books(bust.lots, bust.executionId);
  for (const close of bust.closes) books.reopen(close);
  const rest = books.withdraw(bust);
  books.net();
  if (rest.gt(0)) books.book(bust, rest);
  return books.result();
}

/** The lots as they are after each step, and one close for each of them. */
class Books {
  readonly #lots: Map<LotId, Lot>;
  readonly #changed = new Set<LotId>();
  readonly #closes = new Map<LotId, LotClose>();
  readonly #executionId: ExecutionId;

  constructor(lots: readonly Lot[], executionId: ExecutionId) {
    this.#lots = new Map(lots.map((lot) => [lot.id, lot]));
    this.#executionId = executionId;
  }

  reopen({ lotId, quantity, cost, proceeds, realised }: LotClose): void {
    const part = { quantity: quantity.negated(), cost: cost.negated(), proceeds: proceeds.negated() };
    this.#close(lotId, { ...part, realised: realised.negated() });
  }

  /** Answers with the units of the busted lot that are not there any more. */
  withdraw({ original, closes }: BustToBook): Decimal {
    const opened = original.quantity.minus(sum(closes.map(({ quantity }) => quantity.abs())));
    const lot = [...this.#lots.values()].find((each) => each.openedBy === original.executionId);
    invariant((lot === undefined) === opened.isZero(), "a fill opens a lot with what it does not close");
    if (lot === undefined || lot.openQuantity.isZero()) return opened;
    this.#atOwnCost(lot, lot.openQuantity, lot.openCost);
    return opened.minus(lot.openQuantity.abs());
  }

  /** The younger of two closes the older at its own price, as it would have done without the busted fill. */
  net(): void {
    for (let [long, short] = this.#opposite(); long && short; [long, short] = this.#opposite()) {
      const [older, younger] = byAge(long, short) < 0 ? [long, short] : [short, long];
      const part = minOf(long.openQuantity, short.openQuantity.abs());
      const [first, second] = [partOf(older, part), partOf(younger, part)];
      const proceeds = second.cost.negated();
      this.#close(older.id, { ...first, proceeds, realised: proceeds.minus(first.cost) });
      this.#atOwnCost(younger, second.quantity, second.cost);
    }
  }

  book({ original, ...bust }: BustToBook, quantity: Decimal): void {
    const side = SIDES.find((each) => each !== original.side) ?? original.side;
    const { instrumentId, executionId: factId, newLotId, seq, at } = bust;
    const fill = { instrumentId, side, quantity, price: original.price, at, factId, newLotId, seq };
    const booked = bookInto(queueOf(this.#lots.values(), "fifo"), fill);
    for (const lot of booked.lots) this.#put(lot);
    for (const close of booked.closes) this.#note(close);
  }

  result(): FillBooked {
    // A lot that is as it was, and of which nothing was closed in the end, has nothing to say.
    const closes = [...this.#closes.values()].filter(
      ({ quantity, realised }) => !quantity.isZero() || !realised.isZero(),
    );
    const lots = [...this.#changed].flatMap((id) => this.#lots.get(id) ?? []);
    return { lots, closes, realised: sum(closes.map(({ realised }) => realised)) };
  }

  #atOwnCost(lot: Lot, quantity: Decimal, cost: Decimal): void {
    this.#close(lot.id, { quantity, cost, proceeds: cost, realised: ZERO });
  }

  #close(lotId: LotId, part: Omit<LotClose, "lotId" | "closedBy">): void {
    const lot = this.#lots.get(lotId);
    invariant(lot !== undefined, "what a fill closed is among the lots");
    const openQuantity = lot.openQuantity.minus(part.quantity);
    this.#put({ ...lot, openQuantity, openCost: lot.openCost.minus(part.cost) });
    this.#note({ ...part, lotId, closedBy: this.#executionId });
  }

  #put(lot: Lot): void {
    this.#lots.set(lot.id, lot);
    this.#changed.add(lot.id);
  }

  #note(close: LotClose): void {
    const so = this.#closes.get(close.lotId);
    if (so === undefined) return void this.#closes.set(close.lotId, close);
    this.#closes.set(close.lotId, {
      ...close,
      quantity: so.quantity.plus(close.quantity),
      cost: so.cost.plus(close.cost),
      proceeds: so.proceeds.plus(close.proceeds),
      realised: so.realised.plus(close.realised),
    });
  }

  #open(): Lot[] {
    return [...this.#lots.values()].filter(({ openQuantity }) => !openQuantity.isZero()).sort(byAge);
  }

  #opposite(): [Lot | undefined, Lot | undefined] {
    const open = this.#open();
    return [open.find((lot) => lot.openQuantity.gt(0)), open.find((lot) => lot.openQuantity.lt(0))];
  }
}

/** So much of a lot, signed as it is, with its share of the cost; the last unit takes what remains. */
function partOf(lot: Lot, part: Decimal): { readonly quantity: Decimal; readonly cost: Decimal } {
  const quantity = lot.openQuantity.isPositive() ? part : part.negated();
  const whole = quantity.eq(lot.openQuantity);
  return { quantity, cost: whole ? lot.openCost : proportion(lot.openCost, quantity, lot.openQuantity) };
}
