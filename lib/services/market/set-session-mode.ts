/** Switches between the sessions of the exchange and a market that is always open. What has expired stays so; open orders keep their end. */
import type { SessionMode } from "#lib/domain/market/calendar/sessions.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { toMode } from "./read-calendar.ts";

export interface SetSessionModeInput {
  readonly mode: SessionMode;
  readonly version: number;
  readonly reason: string;
}

export interface SessionModeRecord {
  readonly mode: SessionMode;
  readonly version: number;
}

export async function setSessionMode({ ctx, input }: Verb<SetSessionModeInput>): Promise<SessionModeRecord> {
  requirePermission(ctx, "venue:edit");
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from market_state where id = 1 for no key update`;
    const state = await tx.marketState.findUniqueOrThrow({ where: { id: 1 } });
    const before: SessionModeRecord = { mode: toMode(state.sessions), version: state.sessionsVersion };
    if (before.version !== input.version) {
      throw new ServiceError(
        "stale_version",
        "Somebody else changed the sessions meanwhile. Look at them and decide again.",
        { extra: { current: before } },
      );
    }
    const after: SessionModeRecord = { mode: input.mode, version: before.version + 1 };
    await tx.marketState.update({ where: { id: 1 }, data: { sessions: after.mode, sessionsVersion: after.version } });
    await recordAudit(tx, ctx, {
      action: "session_mode.set",
      entityType: "session_mode",
      entityId: "venue",
      before,
      after,
      reason: input.reason,
    });
    tx.afterCommit(() => ctx.notifier.deskChanged());
    return after;
  });
}
