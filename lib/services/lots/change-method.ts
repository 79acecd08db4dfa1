/** One step of a change of method: the lots of some instruments, or its end. The books are whole after each of them, for every position says by which method its lots are kept. */
import type { Tx } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { isLotMethod, type LotMethod } from "#lib/domain/books/lot-method.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { appendStreamEvent } from "../stream-event.ts";
import { computeLots } from "./compute-lots.ts";
import { type Instrument, readUnderOtherMethods, tradesOf } from "./lot-change.ts";

export interface MethodChange {
  readonly id: string;
  readonly accountId: string;
  readonly method: LotMethod;
  readonly status: "waiting" | "undoing";
}

/** So many trades in one transaction: below a second. An instrument that has more is done by itself. */
const TRADES_A_STEP = 5_000;

export async function stepMethod(ctx: Context, change: MethodChange): Promise<void> {
  const { accountId } = change;
  const before = await accountMethod(ctx.database, accountId);
  const target = change.status === "undoing" ? before : change.method;
  const part = firstOf(await readUnderOtherMethods(ctx.database, accountId, target));
  if (part.length === 0) return ctx.transact((tx) => finish(tx, ctx, change));
  const assetIds = part.map(({ assetId }) => assetId);
  await computeLots(ctx, {
    ...{ accountId, assetIds, sameHistory: true },
    as: (opened) => ({
      ...opened,
      instruments: opened.instruments.map((instrument) => ({ ...instrument, lotMethod: target })),
    }),
    async begin(tx) {
      if (!(await isOpen(tx, change))) return false;
      const left = new Set((await readUnderOtherMethods(tx, accountId, target)).map(({ assetId }) => assetId));
      return assetIds.every((assetId) => left.has(assetId));
    },
    async end(tx) {
      const lotMethod = target === before ? null : target;
      await tx.position.updateMany({ where: { accountId, assetId: { in: assetIds } }, data: { lotMethod } });
      const moved = change.status === "undoing" ? { decrement: tradesOf(part) } : { increment: tradesOf(part) };
      const data = { done: moved, updatedAt: ctx.clock.now() };
      await tx.lotChange.update({ where: { id: change.id }, data, select: { id: true } });
    },
  });
}

function firstOf(instruments: readonly Instrument[]): readonly Instrument[] {
  let trades = 0;
  const end = instruments.findIndex((each) => {
    trades += each.trades;
    return trades > TRADES_A_STEP;
  });
  return end < 0 ? instruments : instruments.slice(0, Math.max(1, end));
}

/** Whatever came meanwhile was kept by the old method: the end is only where nothing of it is left. */
async function finish(tx: Transaction, ctx: Context, change: MethodChange): Promise<void> {
  const { id, accountId, method } = change;
  await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
  if (!(await isOpen(tx, change))) return;
  const before = await accountMethod(tx, accountId);
  const target = change.status === "undoing" ? before : method;
  if ((await readUnderOtherMethods(tx, accountId, target)).length > 0) return;
  await tx.account.update({ where: { id: accountId }, data: { lotMethod: target }, select: { id: true } });
  await tx.position.updateMany({ where: { accountId, lotMethod: { not: null } }, data: { lotMethod: null } });
  const status = change.status === "undoing" ? "failed" : "done";
  const row = await tx.lotChange.update({
    where: { id },
    data: { status, updatedAt: ctx.clock.now() },
    select: { trades: true, failure: true },
  });
  await recordAudit(tx, ctx, {
    action: status === "done" ? "account.lots_computed" : "account.lots_kept",
    ...{ entityType: "account", entityId: accountId, accountId, reason: row.failure },
    before: { lotMethod: before },
    after: { lotMethod: target, changeId: id, trades: row.trades },
  });
  await appendStreamEvent(tx, accountId, "balance", accountId, { reason: "lots", change: id });
  tx.afterCommit(() => ctx.notifier.accountChanged(accountId));
}

export async function isOpen(
  tx: Tx,
  { id, status }: { readonly id: string; readonly status: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from lot_change where id = ${id}::uuid and status = ${status} for update`;
  return rows.length > 0;
}

async function accountMethod(db: Pick<Tx, "account">, id: string): Promise<LotMethod> {
  const account = await db.account.findUnique({ where: { id }, select: { lotMethod: true } });
  if (account === null || !isLotMethod(account.lotMethod)) throw notFound("account");
  return account.lotMethod;
}
