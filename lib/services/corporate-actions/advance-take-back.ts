/** Takes a corporate action back, step by step: orders canceled, one account after the other, the price as it was. Safe to call at any time, any number of times. */
import { isConnectionLost } from "#lib/db/database-fault.ts";
import { TAKE_BACK_QUEUE } from "#lib/db/queues.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { CorporateActionStatus } from "#lib/domain/ledger/corporate-action.ts";
import { recordAudit } from "../audit.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { withoutOrders } from "./advance-corporate-actions.ts";
import { auditOf } from "./announce-corporate-action.ts";
import type { DueAction } from "./corporate-action-record.ts";
import { isPriceToFollow, moveMarketBack } from "./move-market.ts";
import { countStanding, readNextStanding } from "./standing.ts";
import { takeBackAccount } from "./take-back-account.ts";
import { hasUnbookedFills } from "./unbooked-fills.ts";
import { isStill, lookAtCreditsAnew } from "./under-way.ts";

/** What waits for the venue or the market is left to the next call. */
export async function advanceTakeBack({ ctx, input }: Verb<{ readonly actionId: string }>): Promise<void> {
  requireDesk(ctx, "corporate_actions:apply");
  const action = await ctx.database.corporateAction.findFirst({
    where: { id: input.actionId, status: "taking_back" },
    include: { asset: true },
  });
  if (action === null) return;
  const isSplit = action.kind === "split";
  if (isSplit && !(await withoutOrders(ctx, action))) return;
  // In the action's units, which are about to be others.
  if (isSplit && (await hasUnbookedFills(ctx.database, action.assetId))) return;
  await takeBackAccounts(ctx, action, isSplit && (await isPriceToFollow(ctx, action.id)));
  // As when it was applied: the price after the units.
  if (isSplit && !(await moveMarketBack(ctx, action))) return;
  await ctx.transact((tx) => finish(tx, ctx, action));
}

/** One that fails does not keep the others waiting: the first failure that nobody foresaw is thrown at the end. */
async function takeBackAccounts(ctx: Context, action: DueAction, priceFollows: boolean): Promise<void> {
  const failures: unknown[] = [];
  let page = await readNextStanding(ctx.database, action.id, null);
  while (page.length > 0) {
    for (const accountId of page) {
      const failure = await takeBackAccount(ctx, action, { accountId, priceFollows }).catch((error: unknown) => {
        if (isConnectionLost(error)) throw error;
        return error;
      });
      if (failure !== null) failures.push(failure);
    }
    page = await readNextStanding(ctx.database, action.id, page.at(-1) ?? null);
  }
  if (failures.length > 0) throw failures[0];
}

/** The end is only where every account was taken back or given up. */
async function finish(tx: Transaction, ctx: Context, { id, assetId, kind }: DueAction): Promise<void> {
  await tx.$queryRaw`select id from corporate_action where id = ${id}::uuid for update`;
  const { booked, standing, failed } = await countStanding(tx, id);
  if (standing > failed || !(await isStill(tx, id, "taking_back"))) return;
  const status: CorporateActionStatus = standing === 0 ? "taken_back" : "partly_taken_back";
  await tx.corporateAction.update({
    where: { id },
    data: { status, takenBackAt: ctx.clock.now() },
    select: { id: true },
  });
  if (kind === "split") await lookAtCreditsAnew(tx, id);
  await tx.asset.updateMany({ where: { id: assetId, corporateActionId: id }, data: { corporateActionId: null } });
  await recordAudit(tx, ctx, {
    ...auditOf(id, "corporate_action.taken_back"),
    before: { status: "taking_back", accounts: booked },
    after: { status, accounts: standing },
  });
  tx.afterCommit(() => ctx.notifier.deskChanged());
}

/** At a worker's start: whatever waits, with or without a job of the queue. One that fails keeps no other waiting. */
export async function advanceWaitingTakeBacks(ctx: Context): Promise<void> {
  const failures: unknown[] = [];
  for (const actionId of await readWaiting(ctx)) {
    await advanceTakeBack({ ctx, input: { actionId } }).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

/** What waited for the venue or the market has its next turn, and a job that is gone comes again; the queue keeps one of each. */
export async function remindOfTakeBacks(ctx: Context): Promise<void> {
  for (const actionId of await readWaiting(ctx))
    await ctx.transact((tx) => ctx.enqueue(tx, { queue: TAKE_BACK_QUEUE, data: { actionId }, key: actionId }));
}

async function readWaiting(ctx: Context): Promise<readonly string[]> {
  const rows = await ctx.database.corporateAction.findMany({
    where: { status: "taking_back" },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
