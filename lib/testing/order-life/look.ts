/** One look at an account: orders, fills at the venue, balances, holds and positions, as plain values. */
import { fromColumn, fromNullableColumn } from "#lib/db/decimal.ts";
import type { Decimal } from "#lib/domain/shared/decimal.ts";
import type { Life } from "./life.ts";

export interface LookedOrder {
  readonly id: string;
  readonly assetId: string;
  readonly assetClass: string;
  readonly side: string;
  readonly type: string;
  readonly status: string;
  readonly dispatch: string;
  readonly legRole: string | null;
  readonly groupId: string | null;
  readonly replacesId: string | null;
  readonly quantity: Decimal | null;
  readonly notional: Decimal | null;
  readonly limitPrice: Decimal | null;
  readonly filled: Decimal;
  readonly filledValue: Decimal;
  readonly holdId: string | null;
  readonly marginHoldId: string | null;
  readonly closedAt: Date | null;
  /** Some of it has closed a short position. */
  readonly covered: boolean;
}

export interface LookedFill {
  readonly id: string;
  readonly orderId: string;
  readonly side: string;
  readonly assetId: string;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  readonly reported: boolean;
}

export interface Look {
  readonly currencyId: string;
  readonly orders: readonly LookedOrder[];
  readonly fills: readonly LookedFill[];
  readonly atVenue: ReadonlySet<string>;
  readonly balances: ReadonlyMap<string, { readonly posted: Decimal; readonly held: Decimal }>;
  readonly holds: readonly { readonly id: string; readonly assetId: string; readonly amount: Decimal }[];
  readonly positions: readonly {
    readonly assetId: string;
    readonly quantity: Decimal;
    readonly holdId: string | null;
  }[];
  readonly breaches: readonly string[];
}

export async function lookAt({ venue, accountId }: Life): Promise<Look> {
  const { database } = venue.desk;
  const where = { accountId };
  const [account, orders, venueOrders, executions, balances, holds, positions, breaches, covers] = await Promise.all([
    database.account.findUniqueOrThrow({ where: { id: accountId }, select: { currencyId: true } }),
    database.order.findMany({ where, orderBy: { id: "asc" }, include: { asset: { select: { assetClass: true } } } }),
    database.venueOrder.findMany({ where, select: { orderId: true, side: true, assetId: true } }),
    database.venueExecution.findMany({ where, orderBy: { seq: "asc" } }),
    database.balance.findMany({ where }),
    database.hold.findMany({ where: { ...where, releasedAt: null } }),
    database.position.findMany({ where }),
    database.breach.findMany({ where, select: { rule: true } }),
    database.$queryRaw<{ id: string }[]>`
      select distinct e.order_id as id from execution e join lot_close c on c.execution_id = e.id
      where e.account_id = ${accountId}::uuid and e.side = 'buy'`,
  ]);
  const covered = new Set(covers.map(({ id }) => id));
  const byOrder = new Map(venueOrders.map((order) => [order.orderId, order]));
  return {
    currencyId: account.currencyId,
    atVenue: new Set(byOrder.keys()),
    orders: orders.map((order) => ({
      ...order,
      assetClass: order.asset.assetClass ?? "",
      quantity: fromNullableColumn(order.quantity),
      notional: fromNullableColumn(order.notional),
      limitPrice: fromNullableColumn(order.limitPrice),
      filled: fromColumn(order.filledQuantity),
      filledValue: fromColumn(order.filledValue),
      covered: covered.has(order.id),
    })),
    fills: executions.map((fill) => ({
      id: fill.venueExecutionId,
      orderId: fill.orderId,
      side: byOrder.get(fill.orderId)?.side ?? "",
      assetId: byOrder.get(fill.orderId)?.assetId ?? "",
      quantity: fromColumn(fill.quantity),
      price: fromColumn(fill.price),
      fee: fromColumn(fill.fee),
      reported: fill.reportedAt !== null,
    })),
    balances: new Map(
      balances.map(({ assetId, posted, held }) => [assetId, { posted: fromColumn(posted), held: fromColumn(held) }]),
    ),
    holds: holds.map(({ id, assetId, amount }) => ({ id, assetId, amount: fromColumn(amount) })),
    positions: positions.map(({ assetId, quantity, collateralHoldId }) => ({
      assetId,
      quantity: fromColumn(quantity),
      holdId: collateralHoldId,
    })),
    breaches: breaches.map(({ rule }) => rule),
  };
}
