/** What a corporate action of an instrument would reach. */
import {
  CorporateActionPreview,
  CorporateActionPreviewQuery,
  toCorporateActionPreview,
} from "#lib/contracts/corporate-action.ts";
import { route } from "#lib/server/route.ts";
import { previewCorporateAction } from "#lib/services/corporate-actions/list-corporate-actions.ts";

export const GET = route(
  {
    summary: "What a corporate action would reach",
    tags: ["Corporate actions"],
    permission: "corporate_actions:apply",
    query: CorporateActionPreviewQuery,
    answer: CorporateActionPreview,
    view: toCorporateActionPreview,
  },
  ({ ctx, query }) => previewCorporateAction({ ctx, input: query }),
);
