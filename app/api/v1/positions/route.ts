/** Positions of an account. */
import { PositionsQuery, PositionsView, toPositionsView } from "#lib/contracts/position.ts";
import { route } from "#lib/server/route.ts";
import { listPositions } from "#lib/services/positions/list-positions.ts";

export const GET = route(
  {
    summary: "List positions, each valued at its quote",
    tags: ["Portfolio"],
    permission: "portfolio:read",
    query: PositionsQuery,
    answer: PositionsView,
    view: toPositionsView,
  },
  ({ ctx, query }) => listPositions({ ctx, input: query }),
);
