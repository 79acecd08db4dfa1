/** What the people of the demo can do at a moment of the past: the same verbs as everywhere, matched by the same venue. */

import { fromColumn } from "#lib/db/decimal.ts";
import type { Side, TimeInForce } from "#lib/domain/orders/order.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { type Decimal, dec, ONE } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { divide, roundPriceToTick } from "#lib/domain/shared/rounding.ts";
import { asSystem } from "#lib/services/as-system.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import type { Lease } from "#lib/worker/lease.ts";
import type { ToolDesk, ToolUser } from "#lib/worker/tool-desk.ts";
import { matchVenueOnce } from "#lib/worker/venue-leader.ts";
import { goTo, offerOnly, type PastPrice, type PastPrices, setVenueTime, takeExecuted } from "./demo-prices.ts";

export interface Trader extends ToolUser {
  readonly accountId: AccountId;
}

export interface DemoOrder {
  readonly side: Side;
  readonly symbol: string;
  /** Worth about so many dollars, in whole shares or thousandths of a coin. */
  readonly worth?: number;
  /** An order by amount. */
  readonly notional?: string;
  /** Share of what is held, in percent; for sells. */
  readonly percent?: number;
  readonly quantity?: string;
  /** Limit this many basis points from the market, in the trader's favour; 0 is marketable. Left out: a market order. */
  readonly limitBps?: number;
  readonly timeInForce?: TimeInForce;
}

const TICK = dec("0.01");

export class Stage {
  readonly desk: ToolDesk;
  readonly source: string;
  readonly #lease: Lease;
  readonly #onTime: (at: Date) => void;
  #at: Date = new Date(0);
  #prices: PastPrices = new Map();
  #step = 0;
  #again = false;

  /** `onTime` hears every move, so that the desk's own clock goes along. */
  constructor(desk: ToolDesk, source: string, lease: Lease, onTime: (at: Date) => void) {
    this.#onTime = onTime;
    this.desk = desk;
    this.source = source;
    this.#lease = lease;
  }

  /** `again` when this step may have been begun by a start that was killed: what it finds done is not done twice. */
  begin(step: number, again: boolean): void {
    this.#step = step;
    this.#again = again;
  }

  get at(): Date {
    return this.#at;
  }

  async goTo(at: Date): Promise<void> {
    this.#at = at;
    this.#onTime(at);
    this.#prices = await goTo(this.desk.database, this.source, at);
    if (this.#again) await takeExecuted(this.desk.database, at);
  }

  /** The venue is a moment behind its customers. */
  async match(): Promise<void> {
    await this.desk.drain();
    const open = await this.desk.database.venueOrder.count({ where: { status: "open" } });
    // After a kill the last open order may be filled at the venue, and that not told yet.
    if (open === 0 && !this.#again) return;
    this.#at = new Date(this.#at.getTime() + 240);
    await setVenueTime(this.desk.database, this.#at);
    const { name: lease, epoch } = this.#lease;
    await matchVenueOnce(asSystem(this.desk.contextFor()), { lease, epoch });
  }

  /** Named after step, side and symbol: the same order of the same step is one order. */
  async order(trader: Trader, wanted: DemoOrder): Promise<OrderId> {
    const clientOrderId = `demo-${this.#step}-${wanted.side}-${wanted.symbol.replace("/", "-")}`;
    const placed = this.#again ? await this.#findPlaced(trader, clientOrderId) : null;
    if (placed !== null) return placed;
    const price = this.#prices.get(wanted.symbol);
    if (price === undefined) throw new Error(`The demo has no price of ${wanted.symbol} at ${this.#at.toISOString()}.`);
    const limitPrice = wanted.limitBps === undefined ? null : limitFor(wanted.side, price, wanted.limitBps);
    const quantity = wanted.notional === undefined ? await this.#quantity(trader, wanted, price) : null;
    const { order } = await submitOrder({
      ctx: this.desk.contextFor(trader),
      input: {
        accountId: trader.accountId,
        clientOrderId,
        symbol: wanted.symbol,
        side: wanted.side,
        type: limitPrice === null ? "market" : "limit",
        timeInForce: wanted.timeInForce ?? "day",
        quantity,
        notional: wanted.notional === undefined ? null : dec(wanted.notional),
        limitPrice,
        ...SIMPLE_TERMS,
      },
    });
    return order.id;
  }

  async #findPlaced({ accountId }: Trader, clientOrderId: string): Promise<OrderId | null> {
    const found = await this.desk.database.order.findFirst({
      where: { accountId, clientOrderId },
      select: { id: true },
    });
    return found === null ? null : asId<OrderId>(found.id);
  }

  /** Only so much is on offer, so that the next match fills a part. */
  async offer(symbol: string, size: string): Promise<void> {
    const price = this.#prices.get(symbol);
    if (price === undefined) return;
    await offerOnly(this.desk.database, price.assetId, size);
    if (this.#again) await takeExecuted(this.desk.database, this.#at, price.assetId);
  }

  async holds(trader: Trader, symbol: string): Promise<boolean> {
    const assetId = this.#prices.get(symbol)?.assetId ?? "";
    const where = { accountId: trader.accountId, assetId, quantity: { gte: 1 } };
    return (await this.desk.database.position.count({ where })) > 0;
  }

  async cancel(trader: Trader, orderId: OrderId): Promise<void> {
    await this.desk.drain();
    await cancelOrder({ ctx: this.desk.contextFor(trader), input: { orderId } });
  }

  async #quantity(trader: Trader, { quantity, worth, percent, side }: DemoOrder, price: PastPrice): Promise<Decimal> {
    if (quantity !== undefined) return dec(quantity);
    const places = price.fine ? 3 : 0;
    if (percent === undefined)
      return divide(dec(`${worth ?? 0}`), side === "buy" ? price.ask : price.bid, places, "down");
    const where = { accountId_assetId: { accountId: trader.accountId, assetId: price.assetId } };
    const held = await this.desk.database.position.findUnique({ where });
    if (held === null) throw new Error(`The demo sells ${percent} % of a position that nobody has.`);
    const part = divide(fromColumn(held.quantity).times(`${percent}`), dec("100"), places, "down");
    // A share of one or two whole shares rounds to nothing; whoever sells a part then sells one.
    return part.isZero() ? ONE : part;
  }
}

function limitFor(side: Side, { bid, ask }: PastPrice, bps: number): Decimal {
  const away = dec(`${bps}`).div("10000");
  return side === "buy"
    ? roundPriceToTick(ask.times(dec("1").minus(away)), TICK, bps === 0 ? "up" : "down")
    : roundPriceToTick(bid.times(dec("1").plus(away)), TICK, bps === 0 ? "down" : "up");
}

export function traderOf(user: { readonly id: string }, accountId: string): Trader {
  return { id: user.id, role: "trader", accountId: asId<AccountId>(accountId) };
}
