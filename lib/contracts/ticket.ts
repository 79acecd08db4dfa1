/** What comes in about orders: a new one, a question about one, a change of one, and the closing of a position. */
import { z } from "zod";
import type { ClosePart } from "#lib/domain/orders/close-position.ts";
import { ORDER_CLASSES, ORDER_TYPES, TIMES_IN_FORCE } from "#lib/domain/orders/order.ts";
import type { Replacement } from "#lib/domain/orders/replace.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { DecimalInput, Id } from "./common.ts";
import { SideText, SymbolText } from "./fields.ts";

export const ClientOrderId = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, "must have 1 to 128 visible ASCII characters")
  .meta({ description: "Your own name for the order, unique in the account for ever." });

const prices = {
  limitPrice: DecimalInput.nullish().meta({ description: "For limit and stop_limit orders." }),
  stopPrice: DecimalInput.nullish().meta({ description: "Where a stop or stop_limit order triggers." }),
  trailPrice: DecimalInput.nullish().meta({ description: "A trailing stop's distance as an amount." }),
  trailPercent: DecimalInput.nullish().meta({ description: "A trailing stop's distance in percent, 1.5 for 1.5 %." }),
};

const ticket = {
  accountId: Id,
  symbol: SymbolText,
  side: SideText,
  type: z.enum(ORDER_TYPES),
  timeInForce: z.enum(TIMES_IN_FORCE).default("day"),
  quantity: DecimalInput.nullish().meta({ description: "Units; exactly one of quantity and notional." }),
  notional: DecimalInput.nullish().meta({ description: "Amount of money, for market day orders." }),
  ...prices,
  orderClass: z.enum(ORDER_CLASSES).default("simple").meta({
    description:
      "bracket: an entry with both exits; oto: an entry with one exit; oco: both exits of a position you have.",
  }),
};

export const OrderBody = z
  .strictObject({
    ...ticket,
    extendedHours: z.boolean().default(false).meta({ description: "Also before the open and after the close." }),
    takeProfit: z.strictObject({ limitPrice: DecimalInput }).nullish(),
    stopLoss: z
      .strictObject({
        stopPrice: DecimalInput,
        limitPrice: DecimalInput.nullish().meta({ description: "With it the exit is a stop_limit order." }),
      })
      .nullish(),
    clientOrderId: ClientOrderId.optional(),
  })
  .meta({ id: "OrderRequest" });
export type OrderBody = z.output<typeof OrderBody>;

/** The same as a query: flat, because a query has no objects. */
export const OrderPreviewQuery = z.strictObject({
  ...ticket,
  extendedHours: z.enum(["true", "false"]).default("false"),
  takeProfitLimitPrice: DecimalInput.optional(),
  stopLossStopPrice: DecimalInput.optional(),
  stopLossLimitPrice: DecimalInput.optional(),
});

type AccountTicket = Ticket & { readonly accountId: AccountId };

/** From the checked body to what the verbs take. */
export function toTicket(body: z.output<typeof OrderBody>): AccountTicket {
  const { takeProfit, stopLoss } = body;
  return {
    accountId: asId<AccountId>(body.accountId),
    symbol: body.symbol,
    side: body.side,
    type: body.type,
    timeInForce: body.timeInForce,
    quantity: decimalOrNull(body.quantity),
    notional: decimalOrNull(body.notional),
    limitPrice: decimalOrNull(body.limitPrice),
    stopPrice: decimalOrNull(body.stopPrice),
    trailPrice: decimalOrNull(body.trailPrice),
    trailPercent: decimalOrNull(body.trailPercent),
    extendedHours: body.extendedHours,
    orderClass: body.orderClass,
    takeProfit: takeProfit == null ? null : { limitPrice: dec(takeProfit.limitPrice) },
    stopLoss:
      stopLoss == null ? null : { stopPrice: dec(stopLoss.stopPrice), limitPrice: decimalOrNull(stopLoss.limitPrice) },
  };
}

export function previewTicket(query: z.output<typeof OrderPreviewQuery>): AccountTicket {
  const { takeProfitLimitPrice, stopLossStopPrice, stopLossLimitPrice, extendedHours, ...rest } = query;
  return toTicket({
    ...rest,
    extendedHours: extendedHours === "true",
    takeProfit: takeProfitLimitPrice === undefined ? null : { limitPrice: takeProfitLimitPrice },
    stopLoss:
      stopLossStopPrice === undefined ? null : { stopPrice: stopLossStopPrice, limitPrice: stopLossLimitPrice ?? null },
  });
}

export function decimalOrNull(text: string | null | undefined): Decimal | null {
  return text == null ? null : dec(text);
}

/** What is left out stays as it is. */
export const ReplaceOrderBody = z
  .strictObject({
    quantity: DecimalInput.optional().meta({ description: "The whole order's, what is filled already included." }),
    limitPrice: DecimalInput.optional(),
    stopPrice: DecimalInput.optional(),
    trailPrice: DecimalInput.optional(),
    trailPercent: DecimalInput.optional(),
    timeInForce: z.enum(TIMES_IN_FORCE).optional(),
    clientOrderId: ClientOrderId.optional(),
  })
  .meta({ id: "ReplaceOrderRequest" });
export type ReplaceOrderBody = z.output<typeof ReplaceOrderBody>;

export const ClosePositionBody = z
  .strictObject({
    accountId: Id,
    quantity: DecimalInput.optional().meta({ description: "Units to close; the whole position without it." }),
    percentage: DecimalInput.optional().meta({ description: "Of the position, 0 to 100; not together with quantity." }),
    cancelOrders: z.boolean().default(true).meta({
      description: "Cancel the symbol's open orders first. Without it those in the way are named.",
    }),
  })
  .meta({ id: "ClosePositionRequest" });
export type ClosePositionBody = z.output<typeof ClosePositionBody>;

export const CloseAllBody = z
  .strictObject({ accountId: Id, cancelOrders: z.boolean().default(true) })
  .meta({ id: "CloseAllRequest" });

/** From the checked body to what the verb takes; what is absent stays absent. */
export function toReplacement(body: ReplaceOrderBody): Replacement {
  const { quantity, limitPrice, stopPrice, trailPrice, trailPercent, timeInForce } = body;
  return {
    ...(quantity === undefined ? {} : { quantity: dec(quantity) }),
    ...(limitPrice === undefined ? {} : { limitPrice: dec(limitPrice) }),
    ...(stopPrice === undefined ? {} : { stopPrice: dec(stopPrice) }),
    ...(trailPrice === undefined ? {} : { trailPrice: dec(trailPrice) }),
    ...(trailPercent === undefined ? {} : { trailPercent: dec(trailPercent) }),
    ...(timeInForce === undefined ? {} : { timeInForce }),
  };
}

export function toClosePart({ quantity, percentage }: Pick<ClosePositionBody, "quantity" | "percentage">): ClosePart {
  return {
    ...(quantity === undefined ? {} : { quantity: dec(quantity) }),
    ...(percentage === undefined ? {} : { percentage: dec(percentage) }),
  };
}
