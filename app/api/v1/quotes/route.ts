/** Latest quotes. */
import { QuotesQuery, QuotesView, toQuotesView } from "#lib/contracts/instrument.ts";
import { route } from "#lib/server/route.ts";
import { listQuotes } from "#lib/services/quotes/list-quotes.ts";

export const GET = route(
  {
    summary: "List latest quotes with their age",
    tags: ["Market"],
    permission: "portfolio:read",
    query: QuotesQuery,
    answer: QuotesView,
    view: toQuotesView,
  },
  ({ ctx, query }) => listQuotes({ ctx, input: query }),
);
