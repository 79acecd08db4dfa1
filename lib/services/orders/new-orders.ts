/** From a judged ticket to the orders that are recorded: the order itself, and the exits that come with a bracket, an OCO or an OTO. */
import type { HoldRow, PreTradeRow } from "#lib/db/submit-order.sql.ts";
import { type AuctionTimeInForce, auctionOf, expiryOf } from "#lib/domain/market/calendar/order-window.ts";
import type { Calendar } from "#lib/domain/market/calendar/sessions.ts";
import type { Instrument } from "#lib/domain/market/instrument.ts";
import type { HoldParts } from "#lib/domain/orders/hold.ts";
import { type MemberTerms, memberTerms } from "#lib/domain/orders/legs.ts";
import type { LegRole } from "#lib/domain/orders/order.ts";
import { type OrderRecord, rejectDetailOf } from "#lib/domain/orders/order-record.ts";
import type { Refusal } from "#lib/domain/orders/refusal.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import { type Decimal, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type HoldId, type OrderId } from "#lib/domain/shared/ids.ts";
import type { Context } from "../context.ts";
import { calendarOf } from "./pre-trade.ts";

export interface Judged {
  readonly accountId: AccountId;
  readonly clientOrderId: string;
  readonly ticket: Ticket;
  readonly instrument: Pick<Instrument, "id" | "assetClass">;
  readonly currencyId: string;
  readonly row: PreTradeRow;
  readonly refusal: Refusal | null;
  readonly hold: HoldParts | null;
}

/** Beside what the record shows: what only the venue needs. */
export interface NewOrder {
  readonly order: OrderRecord;
  readonly auctionAt: Date | null;
  /** For one that takes another's place at the venue: what that had filled when this quantity was reckoned. */
  readonly replacedFilled?: Decimal | null;
}

export interface NewOrders {
  /** The first is the one that was asked for. */
  readonly orders: readonly [NewOrder, ...NewOrder[]];
  readonly holds: readonly HoldRow[];
}

export function newOrders(ctx: Context, judged: Judged): NewOrders {
  const { ticket, refusal, hold } = judged;
  const holds =
    refusal === null && hold !== null ? holdsOf(ctx, judged, hold) : { rows: [], holdId: null, marginHoldId: null };
  const first = firstOrder(ctx, judged, holds);
  if (refusal !== null || ticket.orderClass === "simple") return { orders: [first], holds: holds.rows };
  const [, ...exits] = memberTerms(ticket);
  return { orders: [first, ...exits.map((exit) => exitOrder(ctx, first, exit))], holds: holds.rows };
}

function holdsOf(ctx: Context, { accountId, currencyId, instrument }: Judged, { cash, units, margin }: HoldParts) {
  const rows: HoldRow[] = [];
  const add = (assetId: string, amount: HoldParts["cash"]): HoldId => {
    const id = asId<HoldId>(ctx.newId());
    rows.push({ id, accountId, assetId, amount: toPlain(amount) });
    return id;
  };
  // An order that needs nothing (a cover that its collateral pays for) still has a hold: an open order without one is a fault.
  const main = units.gt(0) ? add(instrument.id, units) : margin.isZero() ? add(currencyId, cash) : null;
  return { rows, holdId: main, marginHoldId: margin.gt(0) ? add(currencyId, margin) : null };
}

interface Holds {
  readonly holdId: HoldId | null;
  readonly marginHoldId: HoldId | null;
}

function firstOrder(ctx: Context, judged: Judged, { holdId, marginHoldId }: Holds): NewOrder {
  const { ticket, row, refusal, accountId, clientOrderId, instrument } = judged;
  const submittedAt = new Date(row.venueAt);
  const accepted = refusal === null;
  const id = asId<OrderId>(ctx.newId());
  const { legRole, limitPrice } = roleOf(ticket);
  const times = timesOf(ticket, instrument, submittedAt, calendarOf(row));
  const order: OrderRecord = {
    id,
    accountId,
    clientOrderId,
    instrumentId: instrument.id,
    symbol: ticket.symbol,
    side: ticket.side,
    type: ticket.type,
    timeInForce: ticket.timeInForce,
    quantity: ticket.quantity,
    notional: ticket.notional,
    limitPrice,
    stopPrice: ticket.stopPrice,
    trailPrice: ticket.trailPrice,
    trailPercent: ticket.trailPercent,
    highWaterMark: null,
    extendedHours: ticket.extendedHours,
    orderClass: ticket.orderClass,
    legRole,
    groupId: legRole === null ? null : id,
    parentId: null,
    replacesId: null,
    replacedById: null,
    status: accepted ? "pending_new" : "rejected",
    dispatch: accepted ? "queued" : "none",
    filledQuantity: ZERO,
    filledValue: ZERO,
    holdId,
    marginHoldId,
    rejectReason: refusal?.code ?? null,
    rejectDetail: refusal === null ? null : rejectDetailOf(refusal),
    cancelReason: null,
    submittedAt,
    closedAt: accepted ? null : submittedAt,
    expiresAt: times.expiresAt,
    source: ctx.source,
    version: 1,
  };
  return { order, auctionAt: times.auctionAt };
}

/** The order of an OCO is its take profit; that of a bracket or an OTO is the entry. */
function roleOf({ orderClass, limitPrice, takeProfit }: Ticket): {
  readonly legRole: LegRole | null;
  readonly limitPrice: Ticket["limitPrice"];
} {
  if (orderClass === "simple") return { legRole: null, limitPrice };
  if (orderClass !== "oco") return { legRole: "entry", limitPrice };
  return { legRole: "take_profit", limitPrice: takeProfit?.limitPrice ?? limitPrice };
}

export function timesOf(
  { timeInForce, extendedHours }: Pick<Ticket, "timeInForce" | "extendedHours">,
  { assetClass }: Pick<Instrument, "assetClass">,
  at: Date,
  calendar: Calendar,
): { readonly expiresAt: Date | null; readonly auctionAt: Date | null } {
  const auction = timeInForce === "opg" || timeInForce === "cls" ? (timeInForce satisfies AuctionTimeInForce) : null;
  return {
    expiresAt: expiryOf({ timeInForce, extendedHours, assetClass, at, calendar }),
    auctionAt: auction === null ? null : auctionOf(auction, at, calendar),
  };
}

/** The exit of an OCO works at once and shares the hold; those of an entry wait for it. */
function exitOrder(ctx: Context, { order: first }: NewOrder, { held, ...terms }: MemberTerms): NewOrder {
  const id = asId<OrderId>(ctx.newId());
  const order: OrderRecord = {
    ...first,
    ...terms,
    id,
    clientOrderId: id,
    parentId: first.id,
    status: held ? "held" : "pending_new",
    dispatch: held ? "none" : "queued",
    holdId: held ? null : first.holdId,
    marginHoldId: null,
  };
  return { order, auctionAt: null };
}
