/** What a fill does to what is held: for its order, and behind the position when it is short. */
import type { ExecutionOpened, ExecutionWrite, HeldRow, HoldSet } from "#lib/db/execution.sql.ts";
import { collateralAfterFill, collateralShare } from "#lib/domain/orders/collateral.ts";
import { type HoldParts, holdsAfterFill, NO_HOLD } from "#lib/domain/orders/hold.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { type Decimal, dec, maxOf, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import type { Context } from "../context.ts";

interface Fill {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
}

export interface HoldsMoved {
  readonly before: HoldParts;
  readonly after: HoldParts;
  readonly collateral: { readonly total: Decimal; readonly added: Decimal; readonly released: Decimal };
  /** Null while the position is not short. */
  readonly collateralHoldId: string | null;
}

export function moveHolds(
  ctx: Context,
  opened: ExecutionOpened,
  before: OrderRecord,
  order: OrderRecord,
  fill: Fill,
): HoldsMoved {
  const { side } = order;
  const position = opened.position === null ? ZERO : dec(opened.position.quantity);
  const held = amountOf(opened.collateral);
  const released = side === "buy" ? collateralShare(held, position, fill.quantity) : ZERO;
  // The hold of a closed order is gone; a late fill finds none.
  const parts = isOpen(before.status) ? partsOf(opened, order) : NO_HOLD;
  const after = holdsAfterFill(before, order, parts, { ...fill, collateralReleased: released });
  const free = opened.cash === null ? ZERO : freeOf(opened.cash);
  const backing = parts.margin.minus(after.margin).plus(maxOf(ZERO, free));
  const { quantity, price } = fill;
  const moved = collateralAfterFill({ collateral: held, position, side, quantity, price, backing });
  const { collateral: total, added } = moved;
  const collateralHoldId = total.isZero() ? null : (opened.collateral?.id ?? ctx.newId());
  return { before: parts, after, collateral: { total, added, released: moved.released }, collateralHoldId };
}

function partsOf(opened: ExecutionOpened, { side }: Pick<OrderRecord, "side">): HoldParts {
  const main = amountOf(opened.hold);
  const margin = amountOf(opened.marginHold);
  return side === "buy" ? { ...NO_HOLD, cash: main } : { cash: ZERO, units: main, margin };
}

function freeOf({ posted, held, floor }: NonNullable<ExecutionOpened["cash"]>): Decimal {
  return dec(posted)
    .minus(dec(held))
    .minus(dec(floor ?? "0"));
}

function amountOf(row: HeldRow | null): Decimal {
  return row === null ? ZERO : dec(row.amount);
}

/** Released before the postings, so that no floor refuses what the whole allows; collateral is taken from what the sale brought. */
export function holdRows(
  opened: ExecutionOpened,
  before: OrderRecord,
  order: OrderRecord,
  { after, collateral, collateralHoldId }: HoldsMoved,
  at: string,
): Pick<ExecutionWrite, "holds" | "taken"> {
  const releasedAt = isOpen(order.status) ? null : at;
  const set = ({ id }: HeldRow, amount: Decimal, gone: string | null): HoldSet => ({
    id,
    amount: toPlain(amount),
    releasedAt: gone,
  });
  const holds: HoldSet[] = [];
  if (isOpen(before.status)) {
    const main = order.side === "buy" ? after.cash : after.units;
    if (opened.hold !== null) holds.push(set(opened.hold, main, releasedAt));
    if (opened.marginHold !== null) holds.push(set(opened.marginHold, after.margin, releasedAt));
  }
  const gone = collateral.total.isZero() ? at : null;
  if (opened.collateral !== null && collateral.added.isZero())
    holds.push(set(opened.collateral, collateral.total, gone));
  const taken =
    collateral.added.isZero() || collateralHoldId === null
      ? []
      : [{ id: collateralHoldId, assetId: opened.currencyId, amount: toPlain(collateral.total), releasedAt: null }];
  return { holds, taken };
}
