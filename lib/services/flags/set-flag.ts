/** Switches a flag, with a reason, when nobody else has changed it meanwhile; in force everywhere within two seconds. */
import type { Flag as FlagRow } from "#prisma/generated/client.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";

export interface SetFlagInput {
  readonly key: string;
  readonly enabled: boolean;
  /** Share of accounts that see it while enabled, in basis points. */
  readonly rolloutBps?: number | undefined;
  readonly version: number;
  readonly reason: string;
}

export type FlagRecord = FlagRow;

export async function setFlag({ ctx, input }: Verb<SetFlagInput>): Promise<FlagRecord> {
  requirePermission(ctx, "flags:edit");
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select key from flag where key = ${input.key} for update`;
    const before = await tx.flag.findUnique({ where: { key: input.key } });
    if (before === null) throw notFound("flag");
    if (before.version !== input.version) {
      throw new ServiceError(
        "stale_version",
        "Somebody else changed this flag meanwhile. Look at it and decide again.",
        {
          extra: {
            current: {
              enabled: before.enabled,
              rolloutBps: before.rolloutBps,
              version: before.version,
              reason: before.reason,
            },
          },
        },
      );
    }
    const flag = await tx.flag.update({
      where: { key: input.key },
      data: {
        enabled: input.enabled,
        rolloutBps: input.rolloutBps ?? before.rolloutBps,
        version: before.version + 1,
        reason: input.reason,
        updatedBy: ctx.userId ?? ctx.actor.id,
        updatedAt: ctx.clock.now(),
      },
    });
    await recordAudit(tx, ctx, {
      action: "flag.set",
      entityType: "flag",
      entityId: flag.key,
      before: { enabled: before.enabled, rolloutBps: before.rolloutBps, version: before.version },
      after: { enabled: flag.enabled, rolloutBps: flag.rolloutBps, version: flag.version },
      reason: input.reason,
    });
    tx.afterCommit(() => ctx.notifier.flagsChanged());
    return flag;
  });
}
