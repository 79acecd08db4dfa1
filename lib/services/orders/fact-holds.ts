/** What is held when a fill is taken back or corrected: for the order that works on, and behind a position that is short. */
import type { Tx } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/decimal.ts";
import { collateralAfterFill } from "#lib/domain/orders/collateral.ts";
import { isOpen, OPEN_STATUSES, type Side } from "#lib/domain/orders/order.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { type Decimal, maxOf, minOf, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import type { Context } from "../context.ts";
import type { FactToBook } from "./fact.ts";
import type { FactLots } from "./fact-lots.ts";

interface HoldMove {
  readonly id: string;
  readonly accountId: string;
  readonly assetId: string;
  readonly was: Decimal;
  readonly is: Decimal;
  /** A hold that did not exist before. */
  readonly fresh: boolean;
  /** Nobody needs it any more. */
  readonly ends: boolean;
}

export interface FactHolds {
  readonly moves: readonly HoldMove[];
  /** Null while the position is not short. */
  readonly collateralHoldId: string | null;
}

interface FactHoldsInput extends FactToBook {
  readonly currencyId: string;
  readonly lots: FactLots;
}

export async function factHolds(tx: Tx, ctx: Context, fact: FactHoldsInput): Promise<FactHolds> {
  const collateral = await collateralMove(tx, ctx, fact);
  const moves = [...(await orderMoves(tx, fact)), ...(collateral === null ? [] : [collateral])];
  return { moves, collateralHoldId: collateral === null || collateral.ends ? null : collateral.id };
}

async function collateralMove(tx: Tx, ctx: Context, fact: FactHoldsInput): Promise<HoldMove | null> {
  const { input, after, original, currencyId } = fact;
  const { accountId, instrumentId: assetId } = after;
  const stored = await tx.position.findUniqueOrThrow({
    where: { accountId_assetId: { accountId, assetId } },
    include: { collateralHold: true },
  });
  const cash = await tx.balance.findUnique({ where: { accountId_assetId: { accountId, assetId: currencyId } } });
  const free =
    cash === null
      ? ZERO
      : fromColumn(cash.posted)
          .minus(fromColumn(cash.held))
          .minus(cash.floor?.toFixed() ?? "0");
  const backing = maxOf(ZERO, free);
  const was = stored.collateralHold === null ? ZERO : fromColumn(stored.collateralHold.amount);
  const position = fromColumn(stored.quantity);
  const side: Side = original.side === "buy" ? "sell" : "buy";
  const quantity = fromColumn(original.quantity);
  const taken = { collateral: was, position, side, quantity, price: fromColumn(original.price), backing };
  let { collateral } = collateralAfterFill(taken);
  if (input.kind === "correct") {
    const between = side === "buy" ? position.plus(quantity) : position.minus(quantity);
    const { quantity: units, price } = input;
    const booked = { collateral, position: between, side: after.side, quantity: units, price, backing };
    collateral = collateralAfterFill(booked).collateral;
  }
  if (was.isZero() && collateral.isZero()) return null;
  const id = stored.collateralHoldId ?? ctx.newId();
  const fresh = stored.collateralHoldId === null;
  return { id, accountId, assetId: currencyId, was, is: collateral, fresh, ends: collateral.isZero() };
}

/** An order that was closed holds nothing; one that is closed by a correction lets go; one that works on holds for what it fills again. */
async function orderMoves(tx: Tx, fact: FactHoldsInput): Promise<HoldMove[]> {
  const { before, after } = fact;
  if (!isOpen(before.status)) return [];
  const ids = [after.holdId, after.marginHoldId].filter((id) => id !== null);
  const holds = await tx.hold.findMany({ where: { id: { in: ids }, releasedAt: null } });
  const shared = isOpen(after.status) ? new Set<string | null>() : await sharedHolds(tx, after, ids);
  const more = isOpen(after.status) ? moreHeld(fact) : null;
  return holds.flatMap((hold): HoldMove[] => {
    if (more === null && shared.has(hold.id)) return [];
    const was = fromColumn(hold.amount);
    const change = more === null ? was.negated() : hold.id === after.holdId ? more.main : more.margin;
    const { id, accountId, assetId } = hold;
    return [{ id, accountId, assetId, was, is: maxOf(ZERO, was.plus(change)), fresh: false, ends: more === null }];
  });
}

/** Exits of a group and an order under replacement share what is held. */
async function sharedHolds(tx: Tx, order: OrderRecord, ids: readonly string[]): Promise<Set<string | null>> {
  const others = await tx.order.findMany({
    where: {
      ...{ id: { not: order.id }, accountId: order.accountId, status: { in: [...OPEN_STATUSES] } },
      OR: [{ holdId: { in: [...ids] } }, { marginHoldId: { in: [...ids] } }],
    },
    select: { holdId: true, marginHoldId: true },
  });
  return new Set(others.flatMap(({ holdId, marginHoldId }) => [holdId, marginHoldId]));
}

/** What was taken back is to be filled again: held at the order's limit, else at the price it had; less than nothing when more was filled. */
function moreHeld({ before, after, original, input, lots }: FactHoldsInput): { main: Decimal; margin: Decimal } {
  const again = before.filledQuantity.minus(after.filledQuantity);
  const price = after.limitPrice ?? fromColumn(original.price);
  const fees = fromColumn(original.fee).minus(input.kind === "correct" ? input.fee : ZERO);
  if (after.notional !== null) return { main: before.filledValue.minus(after.filledValue).plus(fees), margin: ZERO };
  const shortAgain = shortenedBy(lots, again);
  const owned = again.minus(shortAgain);
  if (after.side === "buy") return { main: owned.times(price).plus(fees), margin: ZERO };
  return { main: owned, margin: shortAgain.times(price) };
}

/** The part of it that lay beyond zero: for a sale the units sold short, for a purchase those that covered. */
function shortenedBy(lots: FactLots, again: Decimal): Decimal {
  const held = [...lots.before.values()].reduce((total, lot) => total.plus(lot.openQuantity), ZERO);
  const short = (position: Decimal) => maxOf(ZERO, position.negated());
  const change = short(held)
    .minus(short(held.plus(lots.units)))
    .abs();
  return again.lt(0) ? minOf(change, again.abs()).negated() : minOf(change, again);
}

/** Before the postings, so that a floor never refuses what the whole allows. */
export async function releaseFirst(tx: Tx, { moves }: FactHolds, at: Date): Promise<void> {
  for (const { id, is } of moves.filter((move) => !move.fresh && move.is.lt(move.was))) {
    await tx.hold.update({ where: { id }, data: { amount: toPlain(is) }, select: { id: true } });
  }
  const ended = moves.filter(({ ends }) => ends).map(({ id }) => id);
  if (ended.length > 0)
    await tx.hold.updateMany({ where: { id: { in: ended } }, data: { amount: "0", releasedAt: at } });
}

/** After them, from what they brought. */
export async function takeLast(tx: Tx, { moves }: FactHolds): Promise<void> {
  for (const { id, accountId, assetId, was, is, fresh } of moves) {
    const amount = toPlain(is);
    if (fresh) await tx.hold.create({ data: { id, accountId, assetId, amount }, select: { id: true } });
    else if (is.gt(was)) await tx.hold.update({ where: { id }, data: { amount }, select: { id: true } });
  }
}
