/** Everything about one order. */

import { z } from "zod";
import { Id } from "#lib/contracts/common.ts";
import { OrderStoryView, toOrderStoryView } from "#lib/contracts/order-story.ts";
import { route } from "#lib/server/route.ts";
import { getOrderStory } from "#lib/services/orders/get-order-story.ts";

export const GET = route(
  {
    summary: "Get an order's story: steps, executions, journals, verdicts, stored answer, audit",
    tags: ["Orders"],
    permission: "orders:read",
    params: z.strictObject({ id: Id }),
    answer: OrderStoryView,
    view: toOrderStoryView,
  },
  ({ ctx, params: { id } }) => getOrderStory({ ctx, input: { orderId: id } }),
);
