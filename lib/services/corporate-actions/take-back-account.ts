/** Takes a corporate action back on one account, in a transaction of its own; where that cannot be, says why and keeps nobody else waiting. */
import { isBusyBeforeStart, isConnectionLost, isLockTimeout } from "#lib/db/database-fault.ts";
import type { Transaction } from "#lib/db/transact.ts";
import {
  mayStillReverse,
  planReversing,
  type Reversing,
  readReversing,
  reverseActivities,
  writeReversing,
} from "../activities/reverse-activities.ts";
import type { Context } from "../context.ts";
import { ServiceError } from "../errors.ts";
import type { DueAction } from "./corporate-action-record.ts";
import { readStandingOn } from "./standing.ts";
import { isStill } from "./under-way.ts";

const ATTEMPTS_MAX = 4;
const UNEXPECTED = "Something went wrong on our side: its books stay as they were. Try again, and look into the log.";

interface Place {
  readonly accountId: string;
  readonly priceFollows: boolean;
}

/** Answers with what nobody foresaw, after noting it; it is tried again some times. Throws where the server is away or busy: nothing was tried then. */
export async function takeBackAccount(ctx: Context, action: DueAction, place: Place): Promise<unknown> {
  const { accountId } = place;
  try {
    await takeBack(ctx, action, place);
    return null;
  } catch (error) {
    if (isConnectionLost(error) || isBusyBeforeStart(error) || isLockTimeout(error)) throw error;
    // Somebody else was faster.
    if ((await readStandingOn(ctx.database, action.id, accountId)).length === 0) return null;
    const refusal = error instanceof ServiceError ? error.message : null;
    await note(ctx, action.id, accountId, refusal);
    return refusal === null ? error : null;
  }
}

async function takeBack(ctx: Context, { id, takeBackReason }: DueAction, place: Place): Promise<void> {
  const { accountId } = place;
  const activityIds = await readStandingOn(ctx.database, id, accountId);
  if (activityIds.length === 0) return;
  const input = { ...place, activityIds, reason: takeBackReason ?? "Taken back" };
  // Worked out before the account is locked: a long history takes longer than its orders should wait.
  const prepared = planReversing(ctx, input, await readReversing(ctx.database, input));
  await ctx.transact(async (tx) => {
    if (!(await isStill(tx, id, "taking_back"))) return;
    await write(tx, ctx, id, prepared);
    await tx.takeBackFailure.deleteMany({ where: { corporateActionId: id, accountId } });
  });
}

/** Again under the lock, if anything was booked since; nothing is left to do where somebody else has taken it back meanwhile. */
async function write(tx: Transaction, ctx: Context, id: string, prepared: Reversing): Promise<void> {
  const { input } = prepared;
  if (await mayStillReverse(tx, prepared)) {
    await writeReversing(tx, ctx, prepared);
    return;
  }
  const activityIds = await readStandingOn(tx, id, input.accountId);
  if (activityIds.length > 0) await reverseActivities(tx, ctx, { ...input, activityIds });
}

/** What the rules refuse is not tried again, and what nobody foresaw some times. */
async function note(ctx: Context, actionId: string, accountId: string, refusal: string | null): Promise<void> {
  await ctx.database.$executeRaw`
    insert into take_back_failure as f (corporate_action_id, account_id, failure, updated_at)
    values (${actionId}::uuid, ${accountId}::uuid, ${refusal}::text, ${ctx.clock.now()})
    on conflict (corporate_action_id, account_id) do update set attempts = f.attempts + 1, updated_at = excluded.updated_at,
      failure = coalesce(excluded.failure, case when f.attempts + 1 >= ${ATTEMPTS_MAX}::int then ${UNEXPECTED}::text end)`;
}
