/** Cancels what still works under a halt. */
import { CanceledUnderHaltView, HaltParams } from "#lib/contracts/risk.ts";
import { route } from "#lib/server/route.ts";
import { cancelHaltedOrders } from "#lib/services/halts/cancel-halted-orders.ts";

export const POST = route(
  {
    summary: "Cancel the orders that a halt left working",
    description:
      "Of every order that is open when the call begins. Safe to repeat. Each order has its own outcome: one that fills first stays filled.",
    tags: ["Halts"],
    permission: ["halts:set:account", "halts:set:desk"],
    idempotency: "natural",
    params: HaltParams,
    answer: CanceledUnderHaltView,
  },
  ({ ctx, params }) => cancelHaltedOrders({ ctx, input: { haltId: params.id } }),
);
