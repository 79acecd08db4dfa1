/** The venue's days. */
import { CalendarQuery, CalendarView, toCalendarView } from "#lib/contracts/calendar.ts";
import { route } from "#lib/server/route.ts";
import { getCalendar } from "#lib/services/market/get-calendar.ts";

export const GET = route(
  {
    summary: "Read the venue's calendar",
    description:
      "What the market does now, and each day's session by the rules of the exchange and what admins put above them.",
    tags: ["Market"],
    permission: "portfolio:read",
    query: CalendarQuery,
    answer: CalendarView,
    view: toCalendarView,
  },
  ({ ctx, query }) => getCalendar({ ctx, input: query }),
);
