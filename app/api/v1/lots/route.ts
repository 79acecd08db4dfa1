/** Lots of an account. */
import { LotPage, LotsQuery, toLotPage } from "#lib/contracts/position.ts";
import { route } from "#lib/server/route.ts";
import { listLots } from "#lib/services/lots/list-lots.ts";

export const GET = route(
  {
    summary: "List lots, first in, first out",
    tags: ["Portfolio"],
    permission: "portfolio:read",
    query: LotsQuery,
    answer: LotPage,
    view: toLotPage,
  },
  ({ ctx, query }) => listLots({ ctx, input: query }),
);
