/** Health on the wire. */
import { z } from "zod";
import { Instant } from "./common.ts";
import { viewOf } from "./view.ts";

export const HEALTH_STATES = ["healthy", "degraded", "down", "unknown"] as const;
export const HealthState = z.enum(HEALTH_STATES).meta({ id: "HealthState" });

export const HealthView = z
  .strictObject({
    state: HealthState.meta({ description: "The worst of the components." }),
    checkedAt: Instant,
    components: z
      .array(
        z.strictObject({
          name: z.enum([
            "database",
            "worker",
            "queue",
            "market-data",
            "stream",
            "limits-store",
            "books",
            "migrations",
            "version",
          ]),
          state: HealthState,
          detail: z.string(),
          meaning: z.string().meta({ description: "What it means for trading." }),
          latencyMs: z.int().nullable(),
          since: Instant.meta({ description: "Since when this process has seen it in this state." }),
          lastSuccessAt: Instant.nullable(),
        }),
      )
      .meta({ description: "Worst first." }),
  })
  .meta({ id: "Health" });
export type HealthView = z.output<typeof HealthView>;
export const toHealthView = viewOf(HealthView);

export const ProbeView = z.strictObject({ status: z.literal("ok") });
export const ReadinessView = z.strictObject({
  status: z.enum(["ready", "not_ready"]),
  checks: z.strictObject({ database: z.boolean(), migrations: z.boolean(), accepting: z.boolean() }),
});
export type ReadinessView = z.output<typeof ReadinessView>;
