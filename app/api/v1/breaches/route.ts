/** Breaches of an account's limits. */
import { BreachesQuery, BreachPage, toBreachPage } from "#lib/contracts/risk.ts";
import { route } from "#lib/server/route.ts";
import { listBreaches } from "#lib/services/risk/list-breaches.ts";

export const GET = route(
  {
    summary: "List breaches",
    tags: ["Risk"],
    permission: "risk:read",
    query: BreachesQuery,
    answer: BreachPage,
    view: toBreachPage,
  },
  ({ ctx, query }) => listBreaches({ ctx, input: query }),
);
