/** Takes a corporate action back on every account in whose books it stands, and tells how far that is. */
import {
  CorporateActionParams,
  CorporateActionTakeBack,
  CorporateActionView,
  TakeBackCorporateActionBody,
  toCorporateActionTakeBack,
  toCorporateActionView,
} from "#lib/contracts/corporate-action.ts";
import { route } from "#lib/server/route.ts";
import { getTakeBack } from "#lib/services/corporate-actions/get-take-back.ts";
import { takeBackCorporateAction } from "#lib/services/corporate-actions/take-back-corporate-action.ts";

export const GET = route(
  {
    summary: "What taking a corporate action back would reach, and how far it is",
    tags: ["Corporate actions"],
    permission: "corporate_actions:apply",
    params: CorporateActionParams,
    answer: CorporateActionTakeBack,
    view: toCorporateActionTakeBack,
  },
  ({ ctx, params }) => getTakeBack({ ctx, input: params }),
);

export const POST = route(
  {
    summary: "Take a corporate action back on all accounts",
    description:
      "The worker books the opposite account by account; GET tells how far it is. A split first cancels the instrument's open orders and takes no new ones until it is done; a simulated price goes back with it. Where an account cannot be taken back the others still are: it ends as partly_taken_back, GET names those accounts, and asking again tries them anew. A symbol change is not taken back: announce another one.",
    tags: ["Corporate actions"],
    permission: "corporate_actions:apply",
    params: CorporateActionParams,
    body: TakeBackCorporateActionBody,
    answer: CorporateActionView,
    view: toCorporateActionView,
    status: 202,
    refusals: { 409: "It is only announced, was withdrawn or taken back before, or another one is under way." },
  },
  ({ ctx, params, body }) => takeBackCorporateAction({ ctx, input: { id: params.id, reason: body.reason } }),
);
