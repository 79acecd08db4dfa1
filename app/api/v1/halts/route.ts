/** Halts: listing them, and stopping an account or the desk. */
import { HaltBody, HaltPage, HaltsQuery, HaltView, toHaltPage, toHaltView } from "#lib/contracts/risk.ts";
import { route } from "#lib/server/route.ts";
import { listHalts } from "#lib/services/halts/list-halts.ts";
import { setHalt } from "#lib/services/halts/set-halt.ts";

export const GET = route(
  {
    summary: "List halts",
    tags: ["Halts"],
    permission: "halts:read",
    query: HaltsQuery,
    answer: HaltPage,
    view: toHaltPage,
  },
  ({ ctx, query }) => listHalts({ ctx, input: query }),
);

export const POST = route(
  {
    summary: "Halt an account or the desk",
    description:
      "Once this has answered, no order enters an open state. Cancels go on, and fills of orders already sent are booked.",
    tags: ["Halts"],
    permission: ["halts:set:account", "halts:set:desk"],
    body: HaltBody,
    answer: HaltView,
    view: toHaltView,
    status: 201,
  },
  ({ ctx, body }) => setHalt({ ctx, input: body }),
);
