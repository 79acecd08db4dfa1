/** Limits of an account. */
import { AccountQuery } from "#lib/contracts/portfolio.ts";
import {
  RiskLimitBody,
  RiskLimitsView,
  RiskLimitView,
  toRiskLimitsView,
  toRiskLimitView,
} from "#lib/contracts/risk.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { route } from "#lib/server/route.ts";
import { listLimits } from "#lib/services/risk/list-limits.ts";
import { setLimit } from "#lib/services/risk/set-limit.ts";

export const GET = route(
  {
    summary: "List limits and what is used of them",
    tags: ["Risk"],
    permission: "risk:read",
    query: AccountQuery,
    answer: RiskLimitsView,
    view: toRiskLimitsView,
  },
  ({ ctx, query }) => listLimits({ ctx, input: query }),
);

export const PUT = route(
  {
    summary: "Set a limit",
    tags: ["Risk"],
    permission: "risk:edit",
    body: RiskLimitBody,
    answer: RiskLimitView,
    view: toRiskLimitView,
    refusals: { 409: "Somebody changed the limit meanwhile; `current` says to what." },
  },
  ({ ctx, body }) => setLimit({ ctx, input: { ...body, value: dec(body.value) } }),
);
