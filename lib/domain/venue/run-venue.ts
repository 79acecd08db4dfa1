/** All of a symbol's orders against one event: its size, the accounts' free cash and the groups' quantities are shared, each given once. */
import { type Decimal, ZERO } from "../shared/decimal.ts";
import { type AuctionEvent, touchAuction } from "./auction.ts";
import { afterFill, freeCashUsed, type VenueFill } from "./funds.ts";
import { type BarEvent, touchBar } from "./match-bar.ts";
import { type QuoteEvent, touchQuote } from "./match-quote.ts";
import { shrinkMember, stopsBefore } from "./oco-group.ts";
import { byPriority, inTime, type Touched } from "./priority.ts";
import { type Marks, type MatchResult, type Residue, settle, type Touch } from "./settle.ts";
import type { VenueOrder } from "./venue-order.ts";

export type VenueEvent = QuoteEvent | BarEvent | AuctionEvent;

export interface VenueInput {
  /** Of one symbol. Members of a group come together, whether the event reaches them or not. */
  readonly orders: readonly VenueOrder[];
  readonly event: VenueEvent;
  /** Free cash by account id; an account that is missing has none. */
  readonly purse: ReadonlyMap<string, Decimal>;
}

export interface VenueResult extends MatchResult {
  /** As it was given. */
  readonly order: VenueOrder;
  /** With its fills, marks and what its group took from it. */
  readonly after: VenueOrder;
  /** What fills of its group took from its quantity. */
  readonly reducedBy: Decimal;
  /** What its fills took from the account's free cash, beyond its own holds. */
  readonly cashUsed: Decimal;
}

interface Seat {
  readonly order: VenueOrder;
  readonly touch: Touch | null;
  after: VenueOrder;
  fills: readonly VenueFill[];
  residue: Residue;
  marks: Marks | null;
  reducedBy: Decimal;
  cashUsed: Decimal;
  served: boolean;
}

/** Results in order of priority, buys first; orders that nothing happened to are left out. The same input gives the same results. */
export function matchEvent({ orders, event, purse }: VenueInput): VenueResult[] {
  const round = new Round(orders, event, purse);
  for (const side of ["buy", "sell"] as const) round.serveSide(side, sizeOf(event, side));
  return round.results();
}

export function touchOf(order: VenueOrder, event: VenueEvent): Touch | null {
  switch (event.kind) {
    case "quote":
      return touchQuote(order, event);
    case "bar":
      return touchBar(order, event);
    case "auction":
      return touchAuction(order, event);
  }
}

/** A bar's volume bounds each side by itself: every unit that traded had one buyer and one seller. */
function sizeOf(event: VenueEvent, side: VenueOrder["side"]): Decimal | null {
  if (event.kind === "quote") return side === "buy" ? event.askSize : event.bidSize;
  return event.kind === "bar" ? event.bar.volume : event.size;
}

/** One event's work in progress. */
class Round {
  readonly #seats: readonly Seat[];
  readonly #groups: ReadonlyMap<string | null, Seat[]>;
  readonly #cash: Map<string, Decimal>;
  readonly #touched = new Set<Seat>();

  constructor(orders: readonly VenueOrder[], event: VenueEvent, purse: ReadonlyMap<string, Decimal>) {
    this.#seats = inTime(orders).map((order) => seatOf(order, touchOf(order, event)));
    this.#groups = Map.groupBy(this.#seats, (seat) => seat.order.groupId);
    this.#cash = new Map(purse);
  }

  serveSide(side: VenueOrder["side"], size: Decimal | null): void {
    let left = size;
    const serve = (seat: Seat) => {
      left = this.#serve(seat, left);
    };
    const line = this.#seats.filter(isTouched).filter((seat) => seat.order.side === side);
    for (const seat of line.sort(byPriority)) {
      for (const stop of this.#stopsBefore(seat)) serve(stop);
      serve(seat);
    }
  }

  #stopsBefore(seat: Seat & Touched): Seat[] {
    const group = this.#members(seat).filter((other) => other.touch !== null && other.touch.price !== null);
    if (seat.touch.price === null || group.length === 0) return [];
    const first = stopsBefore(
      seat.order,
      seat.touch.early,
      group.map((other) => other.order),
    );
    return group.filter((other) => first.includes(other.order));
  }

  #members(seat: Seat): readonly Seat[] {
    return seat.order.groupId === null ? [] : (this.#groups.get(seat.order.groupId) ?? []);
  }

  /** Gives one order its turn; says what is left of the size. */
  #serve(seat: Seat, size: Decimal | null): Decimal | null {
    if (seat.served || seat.touch === null || seat.residue.state !== "working") return size;
    seat.served = true;
    const { accountId } = seat.order;
    const cashFree = this.#cash.get(accountId) ?? ZERO;
    const { fills, residue, marks } = settle(seat.after, seat.touch, { cashFree, size });
    seat.residue = residue;
    seat.marks = marks;
    if (marks !== null) seat.after = { ...seat.after, ...marks };
    if (fills.length > 0 || residue.state !== "working" || marks !== null) this.#touched.add(seat);
    let left = size;
    for (const fill of fills) {
      const used = freeCashUsed(seat.after, fill);
      seat.cashUsed = seat.cashUsed.plus(used);
      this.#cash.set(accountId, (this.#cash.get(accountId) ?? ZERO).minus(used));
      seat.after = afterFill(seat.after, fill);
      seat.fills = [...seat.fills, fill];
      left = left === null ? null : left.minus(fill.quantity);
      this.#shrinkOthers(seat, fill);
    }
    return left;
  }

  #shrinkOthers(seat: Seat, fill: VenueFill): void {
    const filled = seat.residue.state === "filled";
    for (const other of this.#members(seat)) {
      if (other === seat || other.residue.state !== "working") continue;
      const { order, ended } = shrinkMember(other.after, { fill, after: seat.after, filled });
      const lost = (other.after.quantity ?? ZERO).minus(order.quantity ?? ZERO);
      other.reducedBy = other.reducedBy.plus(lost);
      other.after = order;
      if (ended) other.residue = { state: "canceled", reason: "oco" };
      this.#touched.add(other);
    }
  }

  results(): VenueResult[] {
    return [...this.#touched].map(({ touch: _touch, served: _served, ...result }) => result);
  }
}

function seatOf(order: VenueOrder, touch: Touch | null): Seat {
  const nothing = { reducedBy: ZERO, cashUsed: ZERO, served: false };
  return { order, touch, after: order, fills: [], residue: { state: "working" }, marks: null, ...nothing };
}

function isTouched(seat: Seat): seat is Seat & Touched {
  return seat.touch !== null;
}
