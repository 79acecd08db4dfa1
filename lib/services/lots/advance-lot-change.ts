/** Does what a change of lots is waiting for, step by step. Safe to call at any time, by anybody, any number of times. */
import { isBusyBeforeStart, isConnectionLost, isLockTimeout, isTransactionExpired } from "#lib/db/database-fault.ts";
import { LOT_QUEUE } from "#lib/db/queues.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { LotChange } from "#prisma/generated/client.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { appendStreamEvent } from "../stream-event.ts";
import { stepMethod } from "./change-method.ts";
import { takeLots } from "./take-lots.ts";

export async function advanceLotChange({ ctx, input }: Verb<{ readonly changeId: string }>): Promise<void> {
  requireDesk(ctx, "deposits:create");
  for (;;) {
    const change = await ctx.database.lotChange.findFirst({
      where: { id: input.changeId, status: { in: ["waiting", "undoing"] } },
    });
    if (change === null) return;
    await orBack(ctx, change, () => step(ctx, change));
  }
}

function step(ctx: Context, { id, accountId, ...change }: LotChange): Promise<void> {
  const status = change.status as "waiting" | "undoing";
  if (change.kind === "method") {
    return stepMethod(ctx, { id, accountId, status, method: change.method as LotMethod });
  }
  const takes = (change.takes as { openingId: string; quantity: string }[]).map(({ openingId, quantity }) => ({
    openingId,
    quantity: dec(quantity),
  }));
  return takeLots(ctx, { id, accountId, status, closingId: change.closingId ?? "", takes });
}

const ATTEMPTS_MAX = 4;
const UNEXPECTED =
  "Something went wrong on our side. The lots stay as they were; try again, and tell your administrator if it stays so.";

/** What the rules refuse goes back at once, and what nobody foresaw after some tries. A server that is away or busy changes nothing. */
async function orBack(ctx: Context, change: LotChange, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isConnectionLost(error) || isBusyBeforeStart(error) || isLockTimeout(error)) throw error;
    const refused = error instanceof ServiceError;
    const attempts = change.attempts + 1;
    if (!refused && attempts < ATTEMPTS_MAX) {
      const data = { attempts, updatedAt: ctx.clock.now() };
      await ctx.database.lotChange.update({ where: { id: change.id }, data, select: { id: true } });
      throw error;
    }
    await goBack(ctx, change, refused ? error.message : UNEXPECTED);
    if (!refused && !isTransactionExpired(error)) throw error;
  }
}

/** What was computed already is computed back; where that fails too, every position still says by which method its lots are kept. */
async function goBack(ctx: Context, { id, accountId, kind, status }: LotChange, failure: string): Promise<void> {
  const next = kind === "method" && status === "waiting" ? "undoing" : "failed";
  await ctx.transact(async (tx) => {
    await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
    const data = { status: next, attempts: 0, failure, updatedAt: ctx.clock.now() };
    await tx.lotChange.updateMany({ where: { id, status }, data });
    await appendStreamEvent(tx, accountId, "balance", accountId, { reason: "lots", change: id });
    tx.afterCommit(() => ctx.notifier.accountChanged(accountId));
  });
}

/** At a worker's start: whatever waits, with or without a job of the queue. */
export async function advanceWaitingLotChanges(ctx: Context): Promise<void> {
  for (const id of await readWaiting(ctx, 0)) await advanceLotChange({ ctx, input: { changeId: id } });
}

const IDLE_SECONDS = 20;

/**
 * A change on which nobody seems to work gets a job again. It is not done here: whoever looks has orders to look after too, and a long
 * history takes longer than they may wait.
 */
export async function remindOfLotChanges(ctx: Context): Promise<void> {
  for (const id of await readWaiting(ctx, IDLE_SECONDS))
    await ctx.transact((tx) => ctx.enqueue(tx, { queue: LOT_QUEUE, data: { changeId: id }, key: id }));
}

const AT_A_TIME = 10;

async function readWaiting(ctx: Context, idleSeconds: number): Promise<readonly string[]> {
  const idleSince = new Date(ctx.clock.now().getTime() - idleSeconds * 1_000);
  const rows = await ctx.database.lotChange.findMany({
    where: { status: { in: ["waiting", "undoing"] }, updatedAt: { lte: idleSince } },
    orderBy: { updatedAt: "asc" },
    take: AT_A_TIME,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
