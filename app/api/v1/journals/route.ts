/** The books of an account. */
import { JournalPage, JournalsQuery, toJournalPage } from "#lib/contracts/journal.ts";
import { route } from "#lib/server/route.ts";
import { listJournals } from "#lib/services/ledger/list-journals.ts";

export const GET = route(
  {
    summary: "List journals with their postings",
    tags: ["Ledger"],
    permission: "portfolio:read",
    query: JournalsQuery,
    answer: JournalPage,
    view: toJournalPage,
  },
  ({ ctx, query }) => listJournals({ ctx, input: query }),
);
