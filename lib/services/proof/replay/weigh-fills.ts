/** Replays the fills of one instrument and keeps no more of it than what is open: what is over has its place in the sums. */
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { Fixed } from "#lib/domain/shared/fixed.ts";
import { bookFill, emptyFixedBook, type FixedBook, type FixedLot, openCostOf } from "./fixed-lots.ts";
import type { StoredSums } from "./read-fills.ts";
import { fixedOf } from "./read-replay.ts";

/** Of quantity, open quantity, cost and open cost of lots, or of quantity, cost, proceeds and realised of closes; how many there were first. */
type Sums = [number: number, Fixed, Fixed, Fixed, Fixed];

export class WeighedBook {
  readonly #book: FixedBook;
  readonly #lots: Sums = [0, 0n, 0n, 0n, 0n];
  readonly #closes: Sums = [0, 0n, 0n, 0n, 0n];
  #asStored = true;

  constructor(method: LotMethod) {
    this.#book = emptyFixedBook(method);
  }

  /** A fill is named by its weight: two of one instrument have the same by a chance of one in 2^64, and then the sums do not agree. */
  fill(line: string): void {
    const [factId = "", side, quantity, price, fee, stored] = line.split(" ");
    const amounts = { quantity: fixedOf(quantity), price: fixedOf(price), value: null };
    const realised = bookFill(this.#book, { factId, incoming: side === "b", ...amounts, moved: false, picks: [] });
    this.#book.fees += fixedOf(fee);
    if (realised !== fixedOf(stored)) this.#asStored = false;
    this.#weighCloses(factId);
  }

  #weighCloses(by: string): void {
    const { closes, lots } = this.#book;
    const made = closes.get(by);
    if (made === undefined) return;
    closes.delete(by);
    const weight = BigInt(by) ** 2n;
    for (const { openedBy, quantity, cost, proceeds, realised } of made) {
      add(this.#closes, BigInt(openedBy) * weight, [quantity, cost, proceeds, realised]);
      const lot = lots.get(openedBy);
      if (lot?.open !== 0n) continue;
      this.#weighLot(lot);
      lots.delete(openedBy);
    }
  }

  #weighLot({ openedBy, quantity, open, cost, openCost }: FixedLot): void {
    add(this.#lots, BigInt(openedBy), [quantity, open, cost, openCost]);
  }

  /** After the last fill. */
  agreesWith({ lots, closes, position }: Pick<StoredSums, "lots" | "closes" | "position">): boolean {
    for (const lot of this.#book.lots.values()) this.#weighLot(lot);
    const { trades, held, realised, fees } = this.#book;
    const figures: Sums = [trades, held, openCostOf(this.#book), realised, fees];
    return this.#asStored && same(this.#lots, lots) && same(this.#closes, closes) && same(figures, position);
  }
}

function add(sums: Sums, weight: bigint, [a, b, c, d]: readonly [Fixed, Fixed, Fixed, Fixed]): void {
  sums[0] += 1;
  sums[1] += weight * a;
  if (b !== 0n) sums[2] += weight * b;
  sums[3] += weight * c;
  if (d !== 0n) sums[4] += weight * d;
}

function same([number, ...sums]: Sums, stored: string): boolean {
  if (stored === "") return number === 0;
  const [count, ...cells] = stored.split(" ");
  return count === String(number) && sums.every((sum, at) => sum === fixedOf(cells[at]));
}
