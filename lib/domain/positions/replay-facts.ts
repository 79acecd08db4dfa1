// The lots of one instrument from its facts in their order, under any method: what a rebuild stores, and what the proof compares with it.
import type { BookFact } from "../books/fact.ts";
import type { LotMethod } from "../books/lot-method.ts";
import { type Decimal, dec, sum, ZERO } from "../shared/decimal.ts";
import { fromFixed18 } from "../shared/fixed.ts";
import { asId, type InstrumentId, type LotId } from "../shared/ids.ts";
import { invariant } from "../shared/invariant.ts";
import {
  bookInto,
  type FillBooked,
  type Lot,
  type LotClose,
  type LotPick,
  type LotQueue,
  queueOf,
  splitLots,
} from "./lots.ts";

export interface FactReplayOptions {
  readonly instrumentId: InstrumentId;
  readonly method: LotMethod;
  /** For specific lots, by closing fact. */
  readonly picks?: ReadonlyMap<string, readonly LotPick[]>;
}

export interface ReplayedFacts {
  /** All lots, closed ones too, by what opened them; a fact opens at most one, and here lends it its id. */
  readonly lots: readonly Lot[];
  readonly closes: readonly LotClose[];
  readonly quantity: Decimal;
  readonly cost: Decimal;
  readonly realised: Decimal;
  readonly fees: Decimal;
  readonly trades: number;
  /** Since when it is not flat. */
  readonly openedAt: Date | null;
  /** What each split added, by its id. */
  readonly splitUnits: ReadonlyMap<string, Decimal>;
  /** A fill after this instant comes after all of this; one before it has to find its place. */
  readonly lastActivityAt: Date | null;
  readonly lastAt: Date | null;
}

export function replayFacts(facts: Iterable<BookFact>, options: FactReplayOptions): ReplayedFacts {
  const replay = new FactReplay(options);
  for (const fact of facts) replay.apply(fact);
  return replay.result();
}

class FactReplay {
  readonly #options: FactReplayOptions;
  #queue: LotQueue;
  readonly #lots = new Map<LotId, Lot>();
  readonly #closes: LotClose[] = [];
  readonly #splitUnits = new Map<string, Decimal>();
  #fees = ZERO;
  #trades = 0;
  #seq = 0n;
  #openedAt: Date | null = null;
  #lastActivityAt = Number.NEGATIVE_INFINITY;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(options: FactReplayOptions) {
    this.#options = options;
    this.#queue = queueOf([], options.method);
  }

  apply(fact: BookFact): void {
    this.#seq += 1n;
    this.#lastAt = Math.max(this.#lastAt, fact.at);
    if (fact.kind === "activity") this.#lastActivityAt = Math.max(this.#lastActivityAt, fact.at);
    this.#fees = this.#fees.plus(dec(fromFixed18(fact.type === "fee" ? fact.fee + fact.gross : fact.fee)));
    if (fact.type === "split") this.#split(fact);
    else if (isTrade(fact)) this.#trade(fact);
  }

  #trade(fact: BookFact): void {
    const { type, gross, price } = fact;
    const quantity = dec(fromFixed18(fact.quantity));
    const moved = type === "transfer_in" || type === "transfer_out";
    const picks = this.#options.picks?.get(fact.id);
    const booked = bookInto(this.#queue, {
      ...{ instrumentId: this.#options.instrumentId, side: isIncoming(fact) ? "buy" : "sell", quantity },
      ...{ price: dec(fromFixed18(price)), value: dec(fromFixed18(gross)), at: new Date(fact.at), moved },
      ...{ factId: fact.id, newLotId: asId<LotId>(fact.id), seq: this.#seq },
      ...(picks === undefined ? {} : { picks }),
    });
    this.#trades += 1;
    this.#keep(booked, new Date(fact.at));
  }

  #keep({ lots, closes }: FillBooked, at: Date): void {
    for (const lot of lots) this.#lots.set(lot.id, lot);
    this.#closes.push(...closes);
    if (this.#queue.held.isZero()) this.#openedAt = null;
    else this.#openedAt ??= at;
  }

  #split({ id, ratioNew, ratioOld }: BookFact): void {
    const was = this.#queue.held;
    const open = this.#queue.open.slice(this.#queue.head);
    const lots = splitLots(open, ratioNew, ratioOld);
    for (const lot of lots) this.#lots.set(lot.id, lot);
    this.#queue = queueOf(lots, this.#options.method);
    this.#splitUnits.set(id, this.#queue.held.minus(was));
    if (this.#queue.held.isZero()) this.#openedAt = null;
  }

  result(): ReplayedFacts {
    const lots = [...this.#lots.values()];
    return {
      ...{ lots, closes: this.#closes, splitUnits: this.#splitUnits, trades: this.#trades, openedAt: this.#openedAt },
      quantity: this.#queue.held,
      cost: sum(lots.map(({ openCost }) => openCost)),
      realised: sum(this.#closes.map(({ realised }) => realised)),
      fees: this.#fees,
      lastActivityAt: instant(this.#lastActivityAt),
      lastAt: instant(this.#lastAt),
    };
  }
}

function instant(at: number): Date | null {
  return Number.isFinite(at) ? new Date(at) : null;
}

export function isTrade({ type }: Pick<BookFact, "type">): boolean {
  return type === "buy" || type === "sell" || type === "transfer_in" || type === "transfer_out";
}

export function isIncoming({ type }: Pick<BookFact, "type">): boolean {
  invariant(isTrade({ type }), "only trades and transfers move units");
  return type === "buy" || type === "transfer_in";
}
