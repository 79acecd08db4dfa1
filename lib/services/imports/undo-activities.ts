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

export async function undoActivities(ctx: Context, importId: string): Promise<void> {
  const prepared = await prepare(ctx, importId);
  await ctx.transact(async (tx) => {
    await lockAccountOf(tx, importId);
    const taken = await takeImport(tx, importId, "undoing");
    if (taken === null || taken.accountId === null) return;
    if (prepared !== null) {
      // Worked out before the lock was taken, because that takes longer than others should wait; again if anything was booked since.
      if (await mayStillReverse(tx, prepared)) await writeReversing(tx, ctx, prepared);
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
  return planReversing(ctx, input, await ctx.transact((tx) => readReversing(tx, input)));
}
