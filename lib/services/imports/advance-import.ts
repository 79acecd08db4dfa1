/** Does what an import is waiting for: stages, publishes or undoes it. Safe to call at any time, by anybody, any number of times. */
import { isBusyBeforeStart, isConnectionLost, isLockTimeout, isTransactionExpired } from "#lib/db/database-fault.ts";
import { findForgottenImports } from "#lib/db/forgotten-imports.sql.ts";
import { IMPORT_QUEUE } from "#lib/db/queues.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { publishActivities } from "./publish-activities.ts";
import { publishPrices } from "./publish-prices.ts";
import { stageImport } from "./stage-import.ts";
import { undoActivities } from "./undo-activities.ts";
import { undoPrices } from "./undo-prices.ts";

export async function advanceImport({ ctx, input }: Verb<{ readonly importId: string }>): Promise<void> {
  requireDesk(ctx, "activities:record");
  const { importId } = input;
  await stageImport(ctx, importId);
  const found = await ctx.database.fileImport.findUnique({
    where: { id: importId },
    select: { kind: true, status: true },
  });
  if (found?.status === "publishing") {
    await orBack(ctx, importId, "staged", () =>
      found.kind === "prices" ? publishPrices(ctx, importId) : publishActivities(ctx, importId),
    );
  } else if (found?.status === "undoing") {
    await orBack(ctx, importId, "published", () =>
      found.kind === "prices" ? undoPrices(ctx, importId) : undoActivities(ctx, importId),
    );
  }
}

/**
 * What the rules refuse is told and stands as it was before. A server that is away or busy changes nothing: the next turn tries
 * again. Anything else is told too, for trying for ever would help nobody.
 */
async function orBack(
  ctx: Context,
  id: string,
  status: "staged" | "published",
  work: () => Promise<void>,
): Promise<void> {
  const { attempts } = await ctx.database.fileImport.update({
    where: { id },
    data: { attempts: { increment: 1 } },
    select: { attempts: true },
  });
  try {
    await work();
  } catch (error) {
    if (isConnectionLost(error) || isBusyBeforeStart(error) || isLockTimeout(error)) throw error;
    // It may have waited for what a killed worker's connection still held: that is over soon.
    if (isTransactionExpired(error) && attempts < ATTEMPTS_MAX) throw error;
    const failure = failureOf(error);
    await ctx.database.fileImport.updateMany({
      where: { id, status: { in: ["publishing", "undoing"] } },
      data: { status, failure: (failure ?? UNEXPECTED).slice(0, 2000), updatedAt: ctx.clock.now() },
    });
    if (failure === null) throw error;
  }
}

const UNEXPECTED =
  "Something went wrong on our side. Nothing was changed; try again, and tell your administrator if it stays so.";
const TOO_LONG =
  "It would have taken longer than one transaction may here, so nothing was changed. Divide the file into smaller ones.";

/** Null where nobody foresaw it. */
function failureOf(error: unknown): string | null {
  if (isTransactionExpired(error)) return TOO_LONG;
  return error instanceof ServiceError ? reasonOf(error) : null;
}

const ATTEMPTS_MAX = 4;
const NAMED_MAX = 3;

function reasonOf({ message, errors }: ServiceError): string {
  const named = errors.slice(0, NAMED_MAX).map(({ pointer, detail }) => `${pointer.replace(/^\//, "")} ${detail}`);
  return [message, ...(named.length === 0 ? [] : [`${named.join("; ")}.`])].join(" ");
}

/** At a worker's start: whatever waits, with or without a job of the queue. */
export async function advanceWaitingImports(ctx: Context): Promise<void> {
  const waiting = await ctx.database.fileImport.findMany({
    where: { status: { in: ["received", "publishing", "undoing"] } },
    orderBy: { updatedAt: "asc" },
    take: AT_A_TIME,
    select: { id: true },
  });
  for (const { id } of waiting) await advanceImport({ ctx, input: { importId: id } });
}

const IDLE_SECONDS = 20;

/**
 * An import that waits although nobody seems to work on it (a worker was killed, or the command line was, or its job gave up) gets a job
 * again. It is not done here: whoever looks has orders to look after too, and a large file takes longer than they may wait.
 */
export async function remindOfImports(ctx: Context): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - IDLE_SECONDS * 1_000);
  for (const importId of await findForgottenImports(ctx.database, since, AT_A_TIME))
    await ctx.transact((tx) =>
      ctx.enqueue(tx, { queue: IMPORT_QUEUE, data: { importId }, key: `${importId}:reminder` }),
    );
}

const AT_A_TIME = 10;
