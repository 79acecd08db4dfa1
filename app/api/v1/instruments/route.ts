/** What can be traded. */
import { InstrumentPage, InstrumentsQuery, toInstrumentPage } from "#lib/contracts/instrument.ts";
import { route } from "#lib/server/route.ts";
import { listInstruments } from "#lib/services/instruments/list-instruments.ts";

export const GET = route(
  {
    summary: "List instruments",
    tags: ["Market"],
    permission: "portfolio:read",
    query: InstrumentsQuery,
    answer: InstrumentPage,
    view: toInstrumentPage,
  },
  ({ ctx, query }) => listInstruments({ ctx, input: query }),
);
