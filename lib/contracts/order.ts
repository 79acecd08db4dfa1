/** Orders on the wire as they go out; what comes in about them is in ticket.ts. */
import { z } from "zod";
import {
  DISPATCHES,
  LEG_ROLES,
  ORDER_CLASSES,
  ORDER_STATUSES,
  ORDER_TYPES,
  REJECT_REASONS,
  TIMES_IN_FORCE,
} from "#lib/domain/orders/order.ts";
import { type OrderRecord, type OrderSnapshot, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import { DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { dayRangeQuery, SideText, SymbolText } from "./fields.ts";
import { ClientOrderId } from "./ticket.ts";
import { viewOf } from "./view.ts";

export const OrderSourceText = z.enum(["api", "ui", "cli", "agent", "gateway", "system"]);
const order = z.strictObject({
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
  stopPrice: DecimalText.nullable(),
  trailPrice: DecimalText.nullable(),
  trailPercent: DecimalText.nullable(),
  highWaterMark: DecimalText.nullable(),
  extendedHours: z.boolean(),
  orderClass: z.enum(ORDER_CLASSES),
  legRole: z.enum(LEG_ROLES).nullable(),
  parentId: Id.nullable(),
  replacesId: Id.nullable(),
  replacedById: Id.nullable(),
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
      blockedBy: z.array(Id).optional(),
    })
    .nullable(),
  cancelReason: z.string().nullable(),
  submittedAt: Instant,
  expiresAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  version: z.int(),
});

/** A member of a bracket, OCO or OTO, as its parent shows it. */
export const LegView = order.meta({ id: "OrderLeg" });
export type LegView = z.output<typeof LegView>;

export const OrderView = order
  .extend({
    legs: z.array(LegView).optional().meta({ description: "The exits placed with this order, under their parent." }),
  })
  .meta({ id: "Order" });
export type OrderView = z.output<typeof OrderView>;

export function toOrderView(
  order: OrderRecord & { readonly legs?: readonly OrderRecord[] },
): OrderSnapshot & { readonly legs?: readonly OrderSnapshot[] } {
  return { ...orderSnapshot(order), ...(order.legs === undefined ? {} : { legs: order.legs.map(orderSnapshot) }) };
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
  nested: z.literal("true").optional().meta({ description: "Exits under their parents instead of rows of their own." }),
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
    hold: z
      .strictObject({ cash: DecimalText, units: DecimalText })
      .nullable()
      .meta({ description: "What would be set aside: money for a buy or a short sale, units for what you own." }),
    buyingPower: DecimalText,
    buyingPowerAfter: DecimalText.nullable(),
    /** Of the units the account owns, what no open order holds. */
    unitsAvailable: DecimalText,
    position: DecimalText,
    equity: DecimalText.meta({ description: "For tickets by percent of equity." }),
    window: z
      .strictObject({
        phase: z.enum(["closed", "pre", "core", "post"]),
        worksFrom: Instant.nullable(),
        expiresAt: Instant.nullable(),
      })
      .meta({ description: "The session it would work in." }),
    verdicts: z.array(VerdictView),
    refusal: z
      .strictObject({
        code: z.enum(REJECT_REASONS),
        field: z.string().optional(),
        limit: DecimalText.optional(),
        observed: DecimalText.optional(),
        headroom: DecimalText.optional(),
        blockedBy: z.array(Id).optional(),
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

/** What happened to each position; those that could not be closed say why, and the others are closed all the same. */
export const ClosedPositionsView = z
  .strictObject({
    items: z.array(
      z.strictObject({
        symbol: z.string(),
        order: OrderView.nullable(),
        problem: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: "ClosedPositions" });
export type ClosedPositionsView = z.output<typeof ClosedPositionsView>;

interface Closed {
  readonly symbol: string;
  readonly result: { readonly order: OrderRecord } | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
}

export function toClosedPositionsView(closed: readonly Closed[]) {
  return {
    items: closed.map(({ symbol, result, problem }) => ({
      ...{ symbol, problem },
      order: result === null ? null : toOrderView(result.order),
    })),
  };
}
