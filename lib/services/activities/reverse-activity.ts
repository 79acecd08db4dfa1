/** Takes one activity back, whether it was added by hand, imported or came of a corporate action: the opposite is booked, and both stay. */
import { accountOfActivity } from "#lib/db/list-activities.sql.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { type ActivityRecord, readActivity } from "./list-activities.ts";
import { reverseActivities } from "./reverse-activities.ts";

export interface ReverseActivityInput {
  readonly id: string;
  readonly reason: string;
}

/** What took it back. */
export async function reverseActivity({ ctx, input }: Verb<ReverseActivityInput>): Promise<ActivityRecord> {
  requirePermission(ctx, "activities:record");
  const { id, reason } = input;
  const accountId = await accountOfActivity(ctx.database, id);
  if (accountId === null) throw notFound("activity");
  await requireMember(ctx.database, ctx, accountId);
  return once(ctx, async (tx) => {
    const before = await readActivity(tx, { accountId, id });
    if (before.kind === "execution")
      throw new ServiceError("conflict", "A fill is taken back by the venue, not by hand.");
    if (before.type === "reversal")
      throw new ServiceError("conflict", "A reversal is not reversed: add what happened anew.");
    // Who applies corporate actions corrects what they booked, on whosever account.
    if (before.corporateActionId === null) await requireMember(tx, ctx, accountId, "trader");
    else requirePermission(ctx, "corporate_actions:apply");
    await reverseActivities(tx, ctx, { accountId, activityIds: [id], reason });
    const after = await readActivity(tx, { accountId, id });
    return readActivity(tx, { accountId, id: after.reversedById ?? id });
  });
}
