/** What the limit editor sends and what becomes of it: the verb behind PUT /api/v1/risk-limits. */
import type { z } from "zod";
import { RiskLimitBody, toRiskLimitView } from "#lib/contracts/risk.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccessContext } from "#lib/services/access-context.ts";
import { setLimit } from "#lib/services/risk/set-limit.ts";

const PATH = "/api/v1/risk-limits";

interface Sent {
  readonly ctx: AccessContext;
  readonly input: z.output<typeof RiskLimitBody>;
}

export const setLimitForm = {
  schema: RiskLimitBody,
  run: ({ ctx, input }: Sent) => setLimit({ ctx, input: { ...input, value: dec(input.value) } }),
  options: { twin: { method: "PUT", path: () => PATH, pattern: PATH }, view: toRiskLimitView },
} as const;
