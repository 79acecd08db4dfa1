/** Takes the activities of an import back: a reversal for each, and the books as if it had never been, in one transaction. */
import {
  mayStillReverse,
  planReversing,
  type Reversing,
  readReversing,
  reverseActivities,
  writeReversing,
} from "../activities/reverse-activities.ts";
import type { Context } from "../context.ts";
import { lockAccountOf, markUndone, takeImport } from "./import-work.ts";
import { dropDraft, isWhole, keepDraft } from "./keep-draft.ts";

export async function undoActivities(ctx: Context, importId: string): Promise<void> {
  const prepared = await prepare(ctx, importId);
  try {
    await undo(ctx, importId, prepared);
  } finally {
    await dropDraft(ctx, importId, prepared?.plan ?? null);
  }
}

async function undo(ctx: Context, importId: string, prepared: Reversing | null): Promise<void> {
  await ctx.transact(async (tx) => {
    await lockAccountOf(tx, importId);
    const taken = await takeImport(tx, importId, "undoing");
    if (taken === null || taken.accountId === null) return;
    if (prepared !== null) {
      // Worked out before the lock was taken, because that takes longer than others should wait; again if anything was booked since.
      const isCurrent = (await mayStillReverse(tx, prepared)) && (await isWhole(tx, prepared.plan));
      if (isCurrent) await writeReversing(tx, ctx, prepared);
      else await reverseActivities(tx, ctx, prepared.input);
    }
    await markUndone(tx, ctx, importId);
  });
}

/** Null where it brought nothing. */
async function prepare(ctx: Context, importId: string): Promise<Reversing | null> {
  const found = await ctx.database.fileImport.findUnique({
    where: { id: importId },
    select: { accountId: true, status: true, undoReason: true },
  });
  if (found === null || found.accountId === null || found.status !== "undoing") return null;
  const some = await ctx.database.activity.findFirst({ where: { importId }, select: { id: true } });
  if (some === null) return null;
  const input = { accountId: found.accountId, importId, reason: found.undoReason ?? "Undone" };
  const reversing = planReversing(ctx, input, await readReversing(ctx.database, input));
  return { ...reversing, plan: await keepDraft(ctx, importId, reversing.plan) };
}
