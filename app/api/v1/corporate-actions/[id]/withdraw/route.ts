/** Takes an announced corporate action back. */
import {
  CorporateActionParams,
  CorporateActionView,
  toCorporateActionView,
  WithdrawCorporateActionBody,
} from "#lib/contracts/corporate-action.ts";
import { route } from "#lib/server/route.ts";
import { withdrawCorporateAction } from "#lib/services/corporate-actions/announce-corporate-action.ts";

export const POST = route(
  {
    summary: "Withdraw an announced corporate action",
    tags: ["Corporate actions"],
    permission: "corporate_actions:apply",
    params: CorporateActionParams,
    body: WithdrawCorporateActionBody,
    answer: CorporateActionView,
    view: toCorporateActionView,
  },
  ({ ctx, params, body }) => withdrawCorporateAction({ ctx, input: { id: params.id, reason: body.reason } }),
);
