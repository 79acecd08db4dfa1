/** Sets the clock of a stepped market by hand: to try an auction, a holiday or an expiry without waiting for it. */
import { ensureBarMonths } from "#lib/db/bars.sql.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";

export interface SetVenueClockInput {
  /** Null lets venue time be the wall clock again. */
  readonly at: Date | null;
}

export async function setVenueClock({ ctx, input: { at } }: Verb<SetVenueClockInput>): Promise<void> {
  requirePermission(ctx, "venue:edit");
  // Beforehand, because making months needs locks that a market at work should not wait for; empty months harm nobody.
  if (at !== null) await ensureBarMonths(ctx.database, at, at);
  await once(ctx, async (tx) => {
    await tx.$queryRaw`select id from market_state where id = 1 for no key update`;
    const state = await tx.marketState.findUniqueOrThrow({ where: { id: 1 } });
    if (!state.stepped || state.mode !== "simulated") {
      throw new ServiceError("conflict", "Only a stepped market has a clock that can be set.");
    }
    await tx.marketState.update({ where: { id: 1 }, data: { venueAt: at } });
    await recordAudit(tx, ctx, {
      action: "venue_clock.set",
      entityType: "session_mode",
      entityId: "venue",
      before: { venueAt: state.venueAt },
      after: { venueAt: at },
    });
    tx.afterCommit(() => ctx.notifier.quotesChanged());
  });
}
