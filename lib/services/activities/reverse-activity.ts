/** Takes one activity back that was added by hand or imported: the opposite is booked, and both stay. */
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
  requirePermission(ctx, "deposits:create");
  const { id, reason } = input;
  const accountId = await accountOfActivity(ctx.database, id);
  if (accountId === null) throw notFound("activity");
  await requireMember(ctx.database, ctx, accountId, "trader");
  return once(ctx, async (tx) => {
    const before = await readActivity(tx, { accountId, id });
    if (before.kind === "execution")
      throw new ServiceError("conflict", "A fill is taken back by the venue, not by hand.");
    if (before.type === "reversal")
      throw new ServiceError("conflict", "A reversal is not reversed: add what happened anew.");
    if (before.corporateActionId !== null) {
      throw new ServiceError(
        "conflict",
        "This came with a corporate action, which an administrator takes back as a whole.",
      );
    }
    await reverseActivities(tx, ctx, { accountId, activityIds: [id], reason });
    const after = await readActivity(tx, { accountId, id });
    return readActivity(tx, { accountId, id: after.reversedById ?? id });
  });
}
