/** Corporate actions: listing them, and announcing one. */
import {
  CorporateActionBody,
  CorporateActionPage,
  CorporateActionsQuery,
  CorporateActionView,
  toCorporateActionPage,
  toCorporateActionView,
} from "#lib/contracts/corporate-action.ts";
import { route } from "#lib/server/route.ts";
import { announceCorporateAction } from "#lib/services/corporate-actions/announce-corporate-action.ts";
import { listCorporateActions } from "#lib/services/corporate-actions/list-corporate-actions.ts";

export const GET = route(
  {
    summary: "List corporate actions",
    tags: ["Corporate actions"],
    permission: "portfolio:read",
    query: CorporateActionsQuery,
    answer: CorporateActionPage,
    view: toCorporateActionPage,
  },
  ({ ctx, query }) => listCorporateActions({ ctx, input: query }),
);

export const POST = route(
  {
    summary: "Announce a corporate action",
    description:
      "Applied by itself from its ex-day on. A split or symbol change first cancels the instrument's open orders and takes no new ones until it is done.",
    tags: ["Corporate actions"],
    permission: "corporate_actions:apply",
    body: CorporateActionBody,
    answer: CorporateActionView,
    view: toCorporateActionView,
    status: 201,
  },
  ({ ctx, body }) => announceCorporateAction({ ctx, input: body }),
);
