/** What exits that come to life stand on: how much of the position is there for them to close, and the one hold that they share. */
import { openShortFloor } from "#lib/db/execution.sql.ts";
import { readPreTrade } from "#lib/db/submit-order.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { collateralShare } from "#lib/domain/orders/collateral.ts";
import { splitOrder } from "#lib/domain/orders/crossing.ts";
import { requiredHold } from "#lib/domain/orders/hold.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { type Decimal, maxOf, minOf, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { asId, type HoldId } from "#lib/domain/shared/ids.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import type { Context } from "../context.ts";
import { preTradeInput } from "./pre-trade.ts";
import { ticketOf } from "./ticket-of.ts";

export interface ExitCover {
  /** No exit closes more than that. */
  readonly closable: Decimal;
  /** Null when there is nothing to close. */
  readonly holdId: HoldId | null;
}

/** The units just bought, or the money that covering may take beyond the collateral. */
export async function coverExits(
  tx: Transaction,
  ctx: Context,
  exit: OrderRecord,
  members: readonly OrderRecord[],
): Promise<ExitCover> {
  const row = await readPreTrade(tx, exit.accountId, exit.symbol, exit.side);
  const exits = members.filter(({ legRole, status }) => legRole !== "entry" && isOpen(status));
  const check = preTradeInput(ticketOf(exit), row, true);
  invariant(check !== null && exit.quantity !== null, "an exit has an instrument and a quantity");
  const { instrument, quote, fees, resting, unitsAvailable } = check;
  const book = { position: check.position.quantity, unitsAvailable, resting };
  const { closing: closable } = splitOrder(exit.side, exit.quantity, book);
  if (closable.isZero()) return { closable, holdId: null };
  const collateral = collateralShare(check.collateral, book.position, closable);
  const amounts = exits.map((member): Decimal => {
    const closing = minOf(member.quantity ?? ZERO, closable);
    const ticket = { ...ticketOf(member), quantity: closing };
    const parts = requiredHold({ ticket, instrument, quote, closing, collateral, ...(fees ? { fees } : {}) });
    return exit.side === "sell" ? parts.units : parts.cash;
  });
  const needed = amounts.reduce((most, amount) => maxOf(most, amount), ZERO);
  // An exit protects: it is never refused for money. What it lacks the venue does not fill.
  const amount = exit.side === "sell" ? needed : minOf(needed, maxOf(ZERO, check.cashAvailable));
  const id = asId<HoldId>(ctx.newId());
  const assetId = exit.side === "sell" ? exit.instrumentId : instrument.currencyId;
  await tx.hold.create({ data: { id, accountId: exit.accountId, assetId, amount: toPlain(amount) } });
  if (book.position.lt(0)) await openShortFloor(tx, exit.accountId, exit.instrumentId);
  return { closable, holdId: id };
}
