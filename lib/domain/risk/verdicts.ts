// One verdict per rule: what the limit is, what this order would make of it, and what would still have passed.
import type { Instrument } from "../market/instrument.ts";
import type { Quote } from "../market/quote.ts";
import type { HoldNeeded } from "../orders/hold.ts";
import type { Ticket } from "../orders/ticket.ts";
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

export function judgeFunds(hold: HoldNeeded, available: Decimal): Verdict {
  const free = maxOf(ZERO, available);
  return { rule: "funds", ok: hold.amount.lte(free), limit: free, observed: hold.amount, headroom: free };
}

/** The price an order is valued at: the worst the ticket allows or the market asks. */
export function valuationPrice(ticket: Ticket, quote: Quote | null): Decimal {
  if (ticket.limitPrice !== null) {
    return ticket.side === "sell" && quote !== null ? maxOf(ticket.limitPrice, quote.bid) : ticket.limitPrice;
  }
  invariant(quote !== null, "a market order is valued by a quote");
  return ticket.side === "buy" ? quote.ask : quote.bid;
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
  max_open_orders: ({ exposure }) => oneMore(exposure.openOrders),
  max_orders_per_minute: ({ exposure }) => oneMore(exposure.ordersLastMinute),
  max_daily_loss: ({ exposure }) => {
    const loss = maxOf(ZERO, exposure.dayPnl.negated());
    return { before: loss, after: loss };
  },
};

/** Resting buys count as if filled; resting sells do not, because they may never fill. */
function positionValue({ ticket, quote, exposure }: Judged): Measure {
  const price = valuationPrice(ticket, quote);
  const held = exposure.position.quantity.plus(exposure.openBuyQuantity);
  const before = held.times(price);
  const value = orderValue(ticket, quote);
  return { before, after: ticket.side === "buy" ? before.plus(value) : maxOf(ZERO, before.minus(value)) };
}

function oneMore(count: number): Measure {
  const before = dec(BigInt(count));
  return { before, after: before.plus(1) };
}

/** What reduces exposure must stay possible when a position is too large or a day too bad. */
function isExempt(rule: RiskRule, { ticket, exposure }: Judged): boolean {
  if (ticket.side === "buy") return false;
  if (rule === "max_position_value") return true;
  return rule === "max_daily_loss" && exposure.position.quantity.gt(exposure.openSellQuantity);
}
