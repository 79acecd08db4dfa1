/** The resting orders of one symbol, indexed by the prices that reach them: an event that reaches none is answered without looking at them. */
import type { Decimal } from "../shared/decimal.ts";
import { toFixed18 } from "../shared/fixed.ts";
import type { AuctionName } from "./auction.ts";
import type { BarEvent } from "./match-bar.ts";
import { inContinuousTrading, lapseOf, type VenueSession } from "./match-quote.ts";
import { inTime } from "./priority.ts";
import type { VenueEvent } from "./run-venue.ts";
import { type Reach, Shelf } from "./shelf.ts";
import type { VenueOrder } from "./venue-order.ts";

/** A quote's prices, read once, as a feed gives them; sizes are not asked here. */
export function quoteReach(quote: {
  readonly bid: Decimal | string;
  readonly ask: Decimal | string;
  readonly last: Decimal | string | null;
}): Reach {
  const [ask, bid] = [toFixed18(quote.ask), toFixed18(quote.bid)];
  const last = quote.last === null ? null : toFixed18(quote.last);
  return { buyAt: ask > 0n ? ask : null, sellAt: bid > 0n ? bid : null, high: last, low: last };
}

function barReach({ bar }: BarEvent): Reach {
  const [low, high] = [toFixed18(bar.low), toFixed18(bar.high)];
  return { buyAt: low, sellAt: high, high, low };
}

export class VenueBook {
  readonly #orders = new Map<string, VenueOrder>();
  readonly #core = new Shelf();
  readonly #extended = new Shelf();
  /** Must trade at once or never: every event of continuous trading ends them. */
  readonly #atOnce = new Map<string, VenueOrder>();
  readonly #auctions = { open: new Map<string, VenueOrder>(), close: new Map<string, VenueOrder>() };
  readonly #groups = new Map<string, Set<string>>();

  get size(): number {
    return this.#orders.size;
  }

  get(venueOrderId: string): VenueOrder | undefined {
    return this.#orders.get(venueOrderId);
  }

  /** All of them in order of arrival. */
  all(): VenueOrder[] {
    return inTime(this.#orders.values());
  }

  /** Takes an order, in place of the one with its id if there is one. */
  add(order: VenueOrder): void {
    this.remove(order.venueOrderId);
    const { venueOrderId: id, groupId } = order;
    this.#orders.set(id, order);
    if (groupId !== null) this.#groups.set(groupId, (this.#groups.get(groupId) ?? new Set()).add(id));
    if (order.dormant) return;
    const place = this.#placeOf(order);
    if (place instanceof Shelf) place.add(order);
    else place.set(id, order);
  }

  /** False when it was not here. */
  remove(venueOrderId: string): boolean {
    const order = this.#orders.get(venueOrderId);
    if (order === undefined) return false;
    this.#orders.delete(venueOrderId);
    if (order.groupId !== null) this.#leaveGroup(order.groupId, venueOrderId);
    const place = this.#placeOf(order);
    if (place instanceof Shelf) place.remove(order);
    else place.delete(venueOrderId);
    return true;
  }

  /** The orders that the event may fill, trigger, move or end, and all members of their groups: what `matchEvent` needs to be given. */
  reached(event: VenueEvent): VenueOrder[] {
    if (event.kind === "quote") return this.reachedBy(quoteReach(event), event.session);
    if (event.kind === "auction") return this.#withGroups(inTime(this.#auctions[event.auction].values()));
    const found = this.#continuous(barReach(event), event.session);
    if (event.openingUntil !== null) found.push(...inTime(this.#auctions.open.values()));
    if (event.closingUntil !== null) found.push(...inTime(this.#auctions.close.values()));
    return this.#withGroups(found);
  }

  /** The same for prices that are read already. */
  reachedBy(reach: Reach, session: VenueSession): VenueOrder[] {
    return this.#withGroups(this.#continuous(reach, session));
  }

  #continuous(reach: Reach, session: VenueSession): VenueOrder[] {
    const found = this.#atOnce.size > 0 ? inTime(this.#atOnce.values()) : [];
    if (session === "core") this.#core.collect(reach, found);
    this.#extended.collect(reach, found);
    return found;
  }

  /** Each once, and with its group. */
  #withGroups(found: VenueOrder[]): VenueOrder[] {
    if (found.length === 0) return found;
    // By id: a wide bar may reach a trailing stop both at its stop and beyond its mark.
    const whole = new Map(found.map((order) => [order.venueOrderId, order]));
    for (const { groupId } of found) {
      for (const id of (groupId !== null && this.#groups.get(groupId)) || []) {
        const member = this.#orders.get(id);
        if (member !== undefined) whole.set(id, member);
      }
    }
    return [...whole.values()];
  }

  #placeOf(order: VenueOrder): Shelf | Map<string, VenueOrder> {
    if (!inContinuousTrading({ ...order, dormant: false })) return this.#auctions[auctionOf(order)];
    if (lapseOf(order) !== null) return this.#atOnce;
    return order.extendedHours ? this.#extended : this.#core;
  }

  #leaveGroup(groupId: string, venueOrderId: string): void {
    const members = this.#groups.get(groupId);
    members?.delete(venueOrderId);
    if (members?.size === 0) this.#groups.delete(groupId);
  }
}

function auctionOf(order: VenueOrder): AuctionName {
  return order.timeInForce === "opg" ? "open" : "close";
}
