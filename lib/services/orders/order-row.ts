/** From a stored order to the domain's value and back. */
import { fromColumn, fromNullableColumn } from "#lib/db/decimal.ts";
import type {
  Dispatch,
  LegRole,
  OrderClass,
  OrderStatus,
  OrderType,
  RejectReason,
  Side,
  TimeInForce,
} from "#lib/domain/orders/order.ts";
import type { OrderRecord, OrderSource, RejectDetail } from "#lib/domain/orders/order-record.ts";
import { type AccountId, asId, type HoldId, type InstrumentId, type OrderId } from "#lib/domain/shared/ids.ts";
import type { Order as OrderRow } from "#prisma/generated/client.ts";

export function toOrderRecord(row: OrderRow): OrderRecord {
  return {
    id: asId<OrderId>(row.id),
    accountId: asId<AccountId>(row.accountId),
    clientOrderId: row.clientOrderId,
    instrumentId: asId<InstrumentId>(row.assetId),
    symbol: row.symbol,
    // The closed sets below are CHECK constraints of the table.
    side: row.side as Side,
    type: row.type as OrderType,
    timeInForce: row.timeInForce as TimeInForce,
    quantity: fromNullableColumn(row.quantity),
    notional: fromNullableColumn(row.notional),
    limitPrice: fromNullableColumn(row.limitPrice),
    stopPrice: fromNullableColumn(row.stopPrice),
    trailPrice: fromNullableColumn(row.trailPrice),
    trailPercent: fromNullableColumn(row.trailPercent),
    highWaterMark: fromNullableColumn(row.highWaterMark),
    extendedHours: row.extendedHours,
    orderClass: row.orderClass as OrderClass,
    legRole: row.legRole as LegRole | null,
    groupId: row.groupId === null ? null : asId<OrderId>(row.groupId),
    parentId: row.parentId === null ? null : asId<OrderId>(row.parentId),
    replacesId: row.replacesId === null ? null : asId<OrderId>(row.replacesId),
    replacedById: row.replacedById === null ? null : asId<OrderId>(row.replacedById),
    marginHoldId: row.marginHoldId === null ? null : asId<HoldId>(row.marginHoldId),
    status: row.status as OrderStatus,
    dispatch: row.dispatch as Dispatch,
    filledQuantity: fromColumn(row.filledQuantity),
    filledValue: fromColumn(row.filledValue),
    holdId: row.holdId === null ? null : asId<HoldId>(row.holdId),
    rejectReason: row.rejectReason as RejectReason | null,
    rejectDetail: row.rejectDetail as RejectDetail | null,
    cancelReason: row.cancelReason,
    submittedAt: row.submittedAt,
    closedAt: row.closedAt,
    expiresAt: row.expiresAt,
    source: row.source as OrderSource,
    version: row.version,
  };
}
