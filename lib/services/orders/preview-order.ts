/** What would happen if this ticket were sent now: the same check as the order path makes, without locks and without a trace. */
import { readPreTrade } from "#lib/db/submit-order.sql.ts";
import { feeOnValue } from "#lib/domain/orders/fees.ts";
import type { Refusal } from "#lib/domain/orders/refusal.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import { checkPreTrade, type Verdict } from "#lib/domain/risk/check-pre-trade.ts";
import { orderValue } from "#lib/domain/risk/verdicts.ts";
import { type Decimal, ZERO } from "#lib/domain/shared/decimal.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { preTradeInput } from "./pre-trade.ts";

export interface OrderPreview {
  readonly estimatedValue: Decimal | null;
  readonly estimatedFee: Decimal | null;
  /** What would be set aside, in money for a buy and in units for a sell. */
  readonly hold: { readonly assetKind: "cash" | "units"; readonly amount: Decimal } | null;
  readonly buyingPower: Decimal;
  readonly buyingPowerAfter: Decimal | null;
  readonly unitsAvailable: Decimal;
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
  const row = await ctx.transact((tx) => readPreTrade(tx, input.accountId, input.symbol));
  const check = preTradeInput(input, row, await ctx.flags.isOn("trading.notional_orders", input.accountId));
  if (check === null) {
    throw new ServiceError("invalid", `There is no instrument ${input.symbol}.`, {
      errors: [{ pointer: "symbol", detail: "is not an instrument of this desk" }],
    });
  }
  const { verdicts, refusal, hold } = checkPreTrade(check);
  const value = hold === null ? null : orderValue(input, check.quote);
  const taken = hold?.assetKind === "cash" ? hold.amount : ZERO;
  return {
    estimatedValue: value,
    estimatedFee: value === null ? null : feeOnValue(check.instrument.assetClass, value),
    hold,
    buyingPower: check.cashAvailable,
    buyingPowerAfter: hold === null ? null : check.cashAvailable.minus(taken),
    unitsAvailable: check.unitsAvailable,
    verdicts,
    refusal,
    bid: check.quote?.bid ?? null,
    ask: check.quote?.ask ?? null,
    venueAt: new Date(row.venueAt),
  };
}
