/** What would happen if this ticket were sent now: the same check as the order path makes, without locks and without a trace. */
import { type PreTradeRow, readPreTrade } from "#lib/db/submit-order.sql.ts";
import { mayTradeAt } from "#lib/domain/market/calendar/order-window.ts";
import { type Phase, phaseAt } from "#lib/domain/market/calendar/phase.ts";
import { calendarFor } from "#lib/domain/market/calendar/sessions.ts";
import type { Instrument } from "#lib/domain/market/instrument.ts";
import { feeFor } from "#lib/domain/orders/fees.ts";
import { quantityOf } from "#lib/domain/orders/hold.ts";
import type { Refusal } from "#lib/domain/orders/refusal.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import { checkPreTrade, type PreTradeInput, type Verdict } from "#lib/domain/risk/check-pre-trade.ts";
import { orderValue } from "#lib/domain/risk/verdicts.ts";
import { type Decimal, dec, ZERO } from "#lib/domain/shared/decimal.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { noOrdersOnBook, ServiceError } from "../errors.ts";
import { timesOf } from "./new-orders.ts";
import { calendarOf, preTradeInput } from "./pre-trade.ts";

export interface OrderPreview {
  readonly estimatedValue: Decimal | null;
  readonly estimatedFee: Decimal | null;
  /** What would be set aside: money for a buy or a short sale, units of what is owned. */
  readonly hold: { readonly cash: Decimal; readonly units: Decimal } | null;
  readonly buyingPower: Decimal;
  readonly buyingPowerAfter: Decimal | null;
  readonly unitsAvailable: Decimal;
  /** Signed: negative when short. */
  readonly position: Decimal;
  readonly equity: Decimal;
  readonly window: { readonly phase: Phase; readonly worksFrom: Date | null; readonly expiresAt: Date | null };
  readonly verdicts: readonly Verdict[];
  readonly refusal: Refusal | null;
  readonly bid: Decimal | null;
  readonly ask: Decimal | null;
  readonly venueAt: Date;
}

export async function previewOrder({
  ctx,
  input,
}: Verb<Ticket & { readonly accountId: string }>): Promise<OrderPreview> {
  requirePermission(ctx, "orders:read");
  await requireMember(ctx.database, ctx, input.accountId);
  if ((await ctx.database.account.count({ where: { id: input.accountId, kind: "book" } })) > 0) throw noOrdersOnBook();
  const row = await ctx.transact((tx) => readPreTrade(tx, input.accountId, input.symbol, input.side));
  const check = preTradeInput(input, row, await ctx.flags.isOn("trading.notional_orders", input.accountId));
  if (check === null) {
    throw new ServiceError("invalid", `There is no instrument ${input.symbol}.`, {
      errors: [{ pointer: "symbol", detail: "is not an instrument of this desk" }],
    });
  }
  const { verdicts, refusal, hold } = checkPreTrade(check);
  const { instrument, quote } = check;
  const taken = hold === null ? ZERO : hold.cash.plus(hold.margin);
  return {
    estimatedValue: hold === null ? null : orderValue(input, quote),
    estimatedFee: hold === null ? null : estimateFee(check),
    hold: hold === null ? null : { cash: taken, units: hold.units },
    buyingPower: check.cashAvailable,
    buyingPowerAfter: hold === null ? null : check.cashAvailable.minus(taken),
    unitsAvailable: check.unitsAvailable,
    position: check.position.quantity,
    equity: dec(row.day.equity),
    window: windowOf(input, instrument, row),
    verdicts,
    refusal,
    bid: quote?.bid ?? null,
    ask: quote?.ask ?? null,
    venueAt: new Date(row.venueAt),
  };
}

function estimateFee({ ticket, instrument: { assetClass }, quote, fees = feeFor }: PreTradeInput): Decimal {
  const quantity = quantityOf(ticket, quote);
  return fees({ assetClass, side: ticket.side, quantity, price: orderValue(ticket, quote).div(quantity) });
}

/** The session it would work in; null from when it would begin at once, or only an auction or its stop decides. */
function windowOf(ticket: Ticket, instrument: Instrument, row: PreTradeRow): OrderPreview["window"] {
  const at = new Date(row.venueAt);
  const calendar = calendarOf(row);
  const now = phaseAt(at, calendarFor(instrument.assetClass, calendar));
  const { expiresAt, auctionAt } = timesOf(ticket, instrument, at, calendar);
  const { assetClass } = instrument;
  const worksNow = mayTradeAt({ ...ticket, assetClass }, now.phase);
  return { phase: now.phase, worksFrom: worksNow ? null : (auctionAt ?? now.nextOpenAt), expiresAt };
}
