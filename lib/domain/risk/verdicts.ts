// One verdict per rule: what the limit is, what this order would make of it, and what would still have passed.
import type { Instrument } from "../market/instrument.ts";
import type { Quote } from "../market/quote.ts";
import type { HoldParts } from "../orders/hold.ts";
import { buyPrice, sellPrice } from "../orders/reference-price.ts";
import { membersOf, type Ticket } from "../orders/ticket.ts";
import { type Decimal, dec, maxOf, ZERO } from "../shared/decimal.ts";
import { invariant } from "../shared/invariant.ts";
import type { RiskLimit, RiskRule } from "./limits.ts";

export type VerdictRule = RiskRule | "funds";

export interface Verdict {
  readonly rule: VerdictRule;
  readonly ok: boolean;
  readonly limit: Decimal | null;
  readonly observed: Decimal | null;
  readonly headroom: Decimal | null;
}

export interface Exposure {
  readonly openOrders: number;
  readonly ordersLastMinute: number;
  readonly position: { readonly quantity: Decimal; readonly cost: Decimal };
  /** What resting orders of this symbol may still buy and sell. */
  readonly openBuyQuantity: Decimal;
  readonly openSellQuantity: Decimal;
  readonly dayPnl: Decimal;
}

export interface Judged {
  readonly ticket: Ticket;
  readonly instrument: Instrument;
  readonly quote: Quote | null;
  readonly exposure: Exposure;
}

export function judgeLimit(limit: RiskLimit, order: Judged): Verdict {
  const { before, after } = MEASURES[limit.rule](order);
  const headroom = maxOf(ZERO, limit.value.minus(before));
  // A day that has lost as much as allowed is over; every other limit may be reached exactly.
  const within = limit.rule === "max_daily_loss" ? after.lt(limit.value) : after.lte(limit.value);
  return { rule: limit.rule, ok: within || isExempt(limit.rule, order), limit: limit.value, observed: after, headroom };
}

/** Money for a buy and for what is sold short; units for a sale of what is owned. */
export function judgeFunds(hold: HoldParts, available: { readonly cash: Decimal; readonly units: Decimal }): Verdict {
  const delivers = hold.units.gt(0) && hold.margin.isZero();
  const needed = delivers ? hold.units : hold.cash.plus(hold.margin);
  const free = maxOf(ZERO, delivers ? available.units : available.cash);
  return { rule: "funds", ok: needed.lte(free), limit: free, observed: needed, headroom: free };
}

/** The price an order is valued at: the worst the ticket allows or the market asks. */
export function valuationPrice(ticket: Ticket, quote: Quote | null): Decimal {
  return ticket.side === "buy" ? buyPrice(ticket, quote) : sellPrice(ticket, quote);
}

export function orderValue(ticket: Ticket, quote: Quote | null): Decimal {
  if (ticket.notional !== null) return ticket.notional;
  invariant(ticket.quantity !== null, "a ticket has a quantity or a notional");
  return ticket.quantity.times(valuationPrice(ticket, quote));
}

interface Measure {
  readonly before: Decimal;
  readonly after: Decimal;
}

const MEASURES: { readonly [R in RiskRule]: (order: Judged) => Measure } = {
  max_order_value: ({ ticket, quote }) => ({ before: ZERO, after: orderValue(ticket, quote) }),
  max_position_value: positionValue,
  max_open_orders: ({ ticket, exposure }) => counted(exposure.openOrders, ticket),
  max_orders_per_minute: ({ ticket, exposure }) => counted(exposure.ordersLastMinute, ticket),
  max_daily_loss: ({ exposure }) => {
    const loss = maxOf(ZERO, exposure.dayPnl.negated());
    return { before: loss, after: loss };
  },
};

/**
 * The absolute value of the position in the direction of the order, its resting orders of that side counted as if they
 * were filled. Resting orders of the other side do not lessen it, because they may never fill.
 */
function positionValue(order: Judged): Measure {
  const { ticket, quote, exposure } = order;
  const price = valuationPrice(ticket, quote);
  const value = orderValue(ticket, quote);
  const ahead = inItsDirection(order);
  if (!reduces(order)) {
    const after = maxOf(ZERO, ahead.times(price).plus(value));
    return { before: maxOf(ZERO, ahead.times(price)), after };
  }
  const against = ticket.side === "buy" ? exposure.openSellQuantity : exposure.openBuyQuantity;
  const before = exposure.position.quantity.abs().plus(against).times(price);
  return { before, after: maxOf(ZERO, before.minus(value)) };
}

/** The position as this order's side sees it, negative when the order goes against it. */
function inItsDirection({ ticket, exposure }: Judged): Decimal {
  const buys = ticket.side === "buy";
  const position = buys ? exposure.position.quantity : exposure.position.quantity.negated();
  return position.plus(buys ? exposure.openBuyQuantity : exposure.openSellQuantity);
}

/** A sale of what is owned, a cover of what is short: no more than is there, resting orders of its side counted. */
function reduces(order: Judged): boolean {
  const ahead = inItsDirection(order);
  if (!ahead.lt(0)) return false;
  const { ticket } = order;
  return ticket.quantity === null || ahead.plus(ticket.quantity).lte(0);
}

/** An order with exits counts with them. */
function counted(count: number, ticket: Ticket): Measure {
  const before = dec(BigInt(count));
  return { before, after: before.plus(dec(BigInt(membersOf(ticket)))) };
}

/** What reduces exposure must stay possible when a position is too large or a day too bad. */
function isExempt(rule: RiskRule, order: Judged): boolean {
  return (rule === "max_position_value" || rule === "max_daily_loss") && reduces(order);
}
