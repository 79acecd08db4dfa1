/** How the desk is doing, worst first: two statements and what this process knows about itself. */
import { readHealthRows } from "#lib/db/health.sql.ts";
import { readQueueFigures } from "#lib/db/queue-figures.sql.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { assess, type HealthState, type OwnFigures } from "./assess.ts";
import type { TrackedComponent, Tracker } from "./track.ts";

export interface Health {
  readonly state: HealthState;
  readonly checkedAt: Date;
  readonly components: readonly TrackedComponent[];
}

const WORST_FIRST: readonly HealthState[] = ["down", "unknown", "degraded", "healthy"];

export async function getHealth({
  ctx,
  input,
}: Verb<{ readonly own: OwnFigures; readonly tracker: Tracker }>): Promise<Health> {
  requirePermission(ctx, "health:read");
  const startedAt = ctx.clock.now();
  const rows = await readHealthRows(ctx.database);
  const latencyMs = Math.max(0, ctx.clock.now().getTime() - startedAt.getTime());
  const queues = await readQueueFigures(ctx.database);
  const checkedAt = new Date(rows.now);
  const components = input.tracker.see(assess({ rows, queues, latencyMs, own: input.own }), checkedAt);
  const rank = ({ state }: { readonly state: HealthState }) => WORST_FIRST.indexOf(state);
  const sorted = components.toSorted((a, b) => rank(a) - rank(b));
  return { state: sorted[0]?.state ?? "unknown", checkedAt, components: sorted };
}
