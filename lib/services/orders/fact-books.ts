/** What taking a fill back writes to the books: journals, executions, lots, position and holds, with room made where it is missing. */

import type { Tx } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/decimal.ts";
import { lowerFloor } from "#lib/db/execution.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { FEE_INCOME_ID, VENUE_CLEARING_ID } from "#lib/domain/ledger/house-accounts.ts";
import { fillPostings } from "#lib/domain/ledger/postings.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { type Decimal, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { type AssetId, asId } from "#lib/domain/shared/ids.ts";
import type { Execution } from "#prisma/generated/client.ts";
import type { Context } from "../context.ts";
import type { FactExecution, FactToBook } from "./fact.ts";
import { type FactHolds, factHolds, releaseFirst, takeLast } from "./fact-holds.ts";
import { bookFactLots, type FactLots, writeFactLots } from "./fact-lots.ts";

export interface FactBooked {
  readonly executions: readonly FactExecution[];
  /** There was less than what had to go, and the floor gave way. */
  readonly gaveWay: boolean;
  /** The lots are still to be made of the facts that are left. */
  readonly rebuild: boolean;
}

interface Leg {
  readonly postings: readonly { readonly accountId: string; readonly assetId: string; readonly amount: Decimal }[];
  readonly kind: "reversal" | "trade";
  readonly memo: string;
}

export async function bookFact(tx: Transaction, ctx: Context, fact: FactToBook): Promise<FactBooked> {
  const account = await tx.account.findUniqueOrThrow({
    where: { id: fact.after.accountId },
    select: { currencyId: true, eventSeq: true, lotMethod: true },
  });
  const lots = await bookFactLots(tx, ctx, fact, account);
  const legs = [await reversalOf(tx, fact), ...correctionOf(fact, account.currencyId)];
  const executions = executionsOf(ctx, fact, lots, account.eventSeq);
  const holds = await factHolds(tx, ctx, { ...fact, currencyId: account.currencyId, lots });
  const gaveWay = await makeRoom(tx, fact.after, legs, holds);
  await releaseFirst(tx, holds, fact.input.at);
  await writeJournals(tx, fact, legs, executions);
  await takeLast(tx, holds);
  await tx.execution.createMany({
    data: executions.map((execution) => ({ ...execution, accountSeq: BigInt(execution.accountSeq) })),
  });
  await writeFactLots(tx, ctx, fact, { lots, executions, collateralHoldId: holds.collateralHoldId });
  return { executions, gaveWay, rebuild: lots.rebuild };
}

/** Every movement the other way, fee included. */
async function reversalOf(tx: Tx, { original, after }: FactToBook): Promise<Leg> {
  const postings = await tx.posting.findMany({ where: { journalId: original.journalId }, orderBy: { seq: "asc" } });
  return {
    kind: "reversal",
    memo: `Took back ${words(original.side, original)} ${after.symbol} at ${toPlain(fromColumn(original.price))}`,
    postings: postings.map(({ accountId, assetId, amount }) => ({
      accountId,
      assetId,
      amount: fromColumn(amount).negated(),
    })),
  };
}

function words(side: string, { quantity }: Pick<Execution, "quantity">): string {
  return `${side === "buy" ? "the purchase of" : "the sale of"} ${toPlain(fromColumn(quantity))}`;
}

function correctionOf({ input, after }: FactToBook, currencyId: string): Leg[] {
  if (input.kind === "bust") return [];
  const { quantity, price, fee } = input;
  const postings = fillPostings({
    ...{
      account: after.accountId,
      clearing: VENUE_CLEARING_ID,
      fees: FEE_INCOME_ID,
      side: after.side,
      quantity,
      price,
      fee,
    },
    ...{ currencyId: asId<AssetId>(currencyId), instrumentId: after.instrumentId },
  });
  const verb = after.side === "buy" ? "Bought" : "Sold";
  const memo = `${verb} ${toPlain(quantity)} ${after.symbol} at ${toPlain(price)}, as corrected`;
  return [{ kind: "trade", memo, postings }];
}

function executionsOf(ctx: Context, fact: FactToBook, lots: FactLots, eventSeq: bigint): FactExecution[] {
  const { input, after, original } = fact;
  const common = {
    accountId: after.accountId,
    orderId: after.id,
    assetId: after.instrumentId,
    symbol: after.symbol,
    effectiveAt: input.at.toISOString(),
  };
  const correcting = input.kind === "correct";
  const bust: FactExecution = {
    ...common,
    id: lots.bustId,
    // The venue reports a correction once; in the books it is two movements.
    venueExecutionId: correcting ? `${input.venueExecutionId}/reversal` : input.venueExecutionId,
    kind: "bust",
    reversesId: original.id,
    side: after.side === "buy" ? "sell" : "buy",
    quantity: toPlain(fromColumn(original.quantity)),
    price: toPlain(fromColumn(original.price)),
    fee: toPlain(fromColumn(original.fee).negated()),
    realised: toPlain(lots.bust.realised),
    journalId: ctx.newId(),
    accountSeq: (eventSeq + 1n).toString(),
  };
  if (lots.correct === null) return [bust];
  const { quantity, price, fee } = input;
  const correct: FactExecution = {
    ...common,
    ...{
      id: lots.correctId,
      venueExecutionId: input.venueExecutionId,
      kind: "correct",
      reversesId: null,
      side: after.side,
    },
    ...{
      quantity: toPlain(quantity),
      price: toPlain(price),
      fee: toPlain(fee),
      realised: toPlain(lots.correct.realised),
    },
    ...{ journalId: ctx.newId(), accountSeq: (eventSeq + 2n).toString() },
  };
  return [bust, correct];
}

/** A fact is booked whatever there is: what the account no longer has is what its floor gives way for. */
async function makeRoom(tx: Tx, order: OrderRecord, legs: readonly Leg[], holds: FactHolds): Promise<boolean> {
  const free = new Map<string, Decimal>();
  const add = (assetId: string, amount: Decimal) => free.set(assetId, (free.get(assetId) ?? ZERO).plus(amount));
  for (const { accountId, assetId, amount } of legs.flatMap(({ postings }) => postings)) {
    if (accountId === order.accountId) add(assetId, amount);
  }
  for (const { assetId, was, is } of holds.moves) add(assetId, was.minus(is));
  let gaveWay = false;
  for (const [assetId, change] of free) {
    if (!change.lt(0)) continue;
    gaveWay = (await lowerFloor(tx, order.accountId, assetId, toPlain(change.negated()))) || gaveWay;
  }
  return gaveWay;
}

async function writeJournals(
  tx: Tx,
  { input, after, original }: FactToBook,
  legs: readonly Leg[],
  executions: readonly FactExecution[],
): Promise<void> {
  const named = legs.flatMap((leg, index) => {
    const id = executions[index]?.journalId;
    return id === undefined ? [] : [{ ...leg, id }];
  });
  await tx.journal.createMany({
    data: named.map(({ id, kind, memo }) => ({
      ...{ id, kind, memo, accountId: after.accountId, orderId: after.id, effectiveAt: input.at },
      reversesId: kind === "reversal" ? original.journalId : null,
    })),
  });
  // What comes in is booked before what goes out, so that no floor refuses what both together allow.
  const rows = named
    .flatMap(({ id, postings }) => postings.map((posting, index) => ({ ...posting, journalId: id, seq: index + 1 })))
    .sort((a, b) => b.amount.comparedTo(a.amount));
  await tx.posting.createMany({ data: rows.map((row) => ({ ...row, amount: toPlain(row.amount) })) });
}
