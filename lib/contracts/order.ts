/** Orders on the wire: the ticket that comes in, the order that goes out. */
import { z } from "zod";
import { DISPATCHES, ORDER_STATUSES, ORDER_TYPES, REJECT_REASONS, TIMES_IN_FORCE } from "#lib/domain/orders/order.ts";
import { type OrderRecord, type OrderSnapshot, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { DecimalInput, DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { dayRangeQuery, SideText, SymbolText } from "./fields.ts";
import { viewOf } from "./view.ts";

export const OrderSourceText = z.enum(["api", "ui", "cli", "agent", "gateway", "system"]);
const ClientOrderId = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, "must have 1 to 128 visible ASCII characters")
  .meta({ description: "Your own name for the order, unique in the account for ever." });

const ticket = {
  accountId: Id,
  symbol: SymbolText,
  side: SideText,
  type: z.enum(ORDER_TYPES),
  timeInForce: z.enum(TIMES_IN_FORCE).default("day"),
  quantity: DecimalInput.nullish().meta({ description: "Units; exactly one of quantity and notional." }),
  notional: DecimalInput.nullish().meta({ description: "Amount of money, for market day orders." }),
  limitPrice: DecimalInput.nullish().meta({ description: "For limit orders, a multiple of the instrument's tick." }),
};

export const OrderBody = z
  .strictObject({ ...ticket, clientOrderId: ClientOrderId.optional() })
  .meta({ id: "OrderRequest" });
export type OrderBody = z.output<typeof OrderBody>;

export const OrderPreviewQuery = z.strictObject(ticket);

/** From the checked body to what the verbs take. */
export function toTicket(body: z.output<typeof OrderPreviewQuery>): Ticket & { readonly accountId: AccountId } {
  return {
    accountId: asId<AccountId>(body.accountId),
    symbol: body.symbol,
    side: body.side,
    type: body.type,
    timeInForce: body.timeInForce,
    quantity: decimalOrNull(body.quantity),
    notional: decimalOrNull(body.notional),
    limitPrice: decimalOrNull(body.limitPrice),
  };
}

function decimalOrNull(text: string | null | undefined): Decimal | null {
  return text == null ? null : dec(text);
}

export const OrderView = z
  .strictObject({
    id: Id,
    accountId: Id,
    clientOrderId: z.string(),
    symbol: z.string(),
    side: SideText,
    type: z.enum(ORDER_TYPES),
    timeInForce: z.enum(TIMES_IN_FORCE),
    quantity: DecimalText.nullable(),
    notional: DecimalText.nullable(),
    limitPrice: DecimalText.nullable(),
    status: z.enum(ORDER_STATUSES),
    dispatch: z.enum(DISPATCHES),
    filledQuantity: DecimalText,
    leavesQuantity: DecimalText.nullable(),
    averageFillPrice: DecimalText.nullable(),
    source: OrderSourceText,
    rejectReason: z.enum(REJECT_REASONS).nullable(),
    rejectDetail: z
      .strictObject({
        message: z.string(),
        field: z.string().optional(),
        limit: DecimalText.optional(),
        observed: DecimalText.optional(),
        headroom: DecimalText.optional(),
      })
      .nullable(),
    cancelReason: z.string().nullable(),
    submittedAt: Instant,
    expiresAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    version: z.int(),
  })
  .meta({ id: "Order" });
export type OrderView = z.output<typeof OrderView>;

export function toOrderView(order: OrderRecord): OrderSnapshot {
  return orderSnapshot(order);
}

export const OrderPage = pageOf(OrderView);
export type OrderPage = z.output<typeof OrderPage>;

export function toOrderPage(page: { readonly items: readonly OrderRecord[]; readonly nextCursor: string | null }) {
  return { items: page.items.map(toOrderView), nextCursor: page.nextCursor };
}

export const ORDER_TABS = ["open", "filled", "canceled", "rejected", "closed", "all"] as const;

const orderFilters = {
  ...dayRangeQuery,
  accountId: Id,
  symbol: SymbolText.optional(),
  side: SideText.optional(),
  source: OrderSourceText.optional(),
};

export const OrdersQuery = z.strictObject({
  ...pageQuery,
  ...orderFilters,
  tab: z.enum(ORDER_TABS).optional().meta({ description: "all unless told." }),
  status: z.enum(ORDER_STATUSES).optional().meta({ description: "One status within the tab." }),
  clientOrderId: ClientOrderId.optional(),
});

/** Counted under the same filters as the list, so that each tab says what it will show. */
export const OrderCountsQuery = z.strictObject(orderFilters);

const count = z.int().min(0);
export const OrderCountsView = z
  .strictObject({ open: count, filled: count, canceled: count, rejected: count, closed: count, all: count })
  .meta({ id: "OrderCounts" });
export type OrderCountsView = z.output<typeof OrderCountsView>;

export const CancelAllBody = z.strictObject({
  accountId: Id,
  symbol: SymbolText.optional().meta({ description: "Only orders of this instrument." }),
});

export const CancelAllView = z
  .strictObject({
    count: count.meta({ description: "Orders that are canceled or about to be." }),
    tooLate: z.array(Id).meta({ description: "Orders that closed otherwise before their turn came." }),
  })
  .meta({ id: "CanceledOrders" });
export type CancelAllView = z.output<typeof CancelAllView>;

export function toCancelAllView({ count, tooLate }: { readonly count: number; readonly tooLate: readonly string[] }) {
  return { count, tooLate: [...tooLate] };
}

const VerdictView = z.strictObject({
  rule: z.string(),
  ok: z.boolean(),
  limit: DecimalText.nullable(),
  observed: DecimalText.nullable(),
  headroom: DecimalText.nullable(),
});

export const OrderPreviewView = z
  .strictObject({
    estimatedValue: DecimalText.nullable(),
    estimatedFee: DecimalText.nullable(),
    hold: z.strictObject({ assetKind: z.enum(["cash", "units"]), amount: DecimalText }).nullable(),
    buyingPower: DecimalText,
    buyingPowerAfter: DecimalText.nullable(),
    unitsAvailable: DecimalText,
    verdicts: z.array(VerdictView),
    refusal: z
      .strictObject({
        code: z.enum(REJECT_REASONS),
        field: z.string().optional(),
        limit: DecimalText.optional(),
        observed: DecimalText.optional(),
        headroom: DecimalText.optional(),
        message: z.string(),
      })
      .nullable(),
    bid: DecimalText.nullable(),
    ask: DecimalText.nullable(),
    venueAt: Instant,
  })
  .meta({ id: "OrderPreview" });
export type OrderPreviewView = z.output<typeof OrderPreviewView>;
export const toOrderPreviewView = viewOf(OrderPreviewView);
