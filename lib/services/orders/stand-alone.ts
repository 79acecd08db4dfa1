/** What an order holds once it stands alone: it has taken the other's place, or the one that was to take its own is gone. */
import { type PreTradeRow, readPreTrade } from "#lib/db/submit-order.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { collateralShare } from "#lib/domain/orders/collateral.ts";
import { splitOrder } from "#lib/domain/orders/crossing.ts";
import { type HoldParts, largerHold, requiredHold } from "#lib/domain/orders/hold.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { transition } from "#lib/domain/orders/transition.ts";
import { type Decimal, dec, ZERO } from "#lib/domain/shared/decimal.ts";
import type { Context } from "../context.ts";
import { toOrderRecord } from "./order-row.ts";
import { lowerHolds, moveOrder } from "./order-store.ts";
import { preTradeInput } from "./pre-trade.ts";
import { ticketOf } from "./ticket-of.ts";

/** The order is again what its fills make of it, and holds what it needs alone. */
export async function goBack(tx: Transaction, ctx: Context, old: OrderRecord, at: Date): Promise<OrderRecord> {
  const back = transition(old, { type: "replace_refused" }, at);
  if (!back.ok) return old;
  const after: OrderRecord = { ...old, ...back.value.order, version: old.version + 1 };
  await moveOrder(tx, ctx, {
    ...{ after, at, event: "replace_refused" },
    audit: { action: "order.replace_refused", before: { status: old.status }, after: { status: after.status } },
  });
  await lowerHolds(tx, after, await holdOf(tx, after));
  return after;
}

/** What is needed from now on; while both stood, the larger of the two was held. Exits of a group share it, so the dearer one counts. */
export async function holdOf(tx: Transaction, order: OrderRecord): Promise<HoldParts | null> {
  const row = await readPreTrade(tx, order.accountId, order.symbol, order.side);
  const { holdId } = order;
  const sharing =
    holdId === null ? [] : await tx.order.findMany({ where: { holdId, closedAt: null, id: { not: order.id } } });
  const hold = holdId === null ? null : await tx.hold.findUnique({ where: { id: holdId } });
  // Units are there for it that it holds itself, and no others.
  const units = order.side === "sell" && hold !== null ? dec(hold.amount.toFixed()) : ZERO;
  const members = [order, ...sharing.map(toOrderRecord)];
  const ids = new Set<string>(members.map(({ id }) => id));
  const others = { ...row, resting: row.resting.filter(({ id }) => !ids.has(id)) };
  return members.map((member) => partsOf(member, others, units)).reduce(largerOf);
}

function largerOf(one: HoldParts | null, other: HoldParts | null): HoldParts | null {
  return one === null || other === null ? null : largerHold(one, other);
}

function partsOf(order: OrderRecord, row: PreTradeRow, unitsAvailable: Decimal): HoldParts | null {
  const ticket = { ...ticketOf(order), quantity: order.quantity?.minus(order.filledQuantity) ?? null };
  const check = preTradeInput(ticket, row, true);
  if (check === null || ticket.quantity === null) return null;
  const { instrument, quote, fees, resting } = check;
  const position = check.position.quantity;
  const { closing } = splitOrder(order.side, ticket.quantity, { position, unitsAvailable, resting });
  const collateral = collateralShare(check.collateral, position, closing);
  return requiredHold({ ticket, instrument, quote, closing, collateral, ...(fees ? { fees } : {}) });
}
