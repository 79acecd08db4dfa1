/** Resumes trading. */
import { HaltParams, HaltView, LiftHaltBody, toHaltView } from "#lib/contracts/risk.ts";
import { route } from "#lib/server/route.ts";
import { liftHalt } from "#lib/services/halts/lift-halt.ts";

export const POST = route(
  {
    summary: "Lift a halt",
    tags: ["Halts"],
    permission: ["halts:set:account", "halts:set:desk"],
    params: HaltParams,
    body: LiftHaltBody,
    answer: HaltView,
    view: toHaltView,
  },
  ({ ctx, params, body }) => liftHalt({ ctx, input: { haltId: params.id, reason: body.reason } }),
);
