// The venue's calendar: the month from the server, changes by hand from there on.
import type { Metadata } from "next";
import { CalendarDesk } from "#components/calendar/calendar-desk.tsx";
import { monthOf, readMonth, spanOf } from "#components/calendar/month.ts";
import { calendarOptions } from "#lib/client/calendar.ts";
import { toCalendarView } from "#lib/contracts/calendar.ts";
import { toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { getCalendar } from "#lib/services/market/get-calendar.ts";
import { deskPage, readSearch, type SearchParams } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "Calendar" };

export default withRequestId(async function CalendarPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const [{ ctx, may }, search] = await Promise.all([deskPage(), readSearch(searchParams)]);
  const now = await getCalendar({ ctx, input: {} });
  const today = toLocalDate(now.venueAt, VENUE_ZONE);
  const span = spanOf(readMonth(search["month"]) ?? monthOf(today));
  const view = toCalendarView(await getCalendar({ ctx, input: span }));
  return (
    <Hydrated queries={[{ key: calendarOptions(span).queryKey, data: view }]}>
      <CalendarDesk today={today} mayEdit={may("venue:edit")} />
    </Hydrated>
  );
});
