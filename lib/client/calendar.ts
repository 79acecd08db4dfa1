/** The venue's days, and where the market stands in them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { CalendarView } from "#lib/contracts/calendar.ts";
import { getJson } from "./fetch.ts";
import { BY_HAND_MS, FOLLOWED_MS } from "./fresh-for.ts";
import { paths } from "./paths.ts";

export interface CalendarSpan {
  readonly from: string;
  readonly to: string;
}

export function calendarOptions(span: CalendarSpan) {
  return queryOptions({
    queryKey: ["calendar", span],
    queryFn: ({ signal }) => getJson<CalendarView>(paths.calendar({ ...span }), signal),
    staleTime: BY_HAND_MS,
    placeholderData: keepPreviousData,
  });
}

/** Where the market stands, without its days. */
export type MarketNow = Omit<CalendarView, "days">;

export function marketNow({ days: _days, ...now }: CalendarView): MarketNow {
  return now;
}

export function marketNowOptions() {
  return queryOptions({
    queryKey: ["calendar", "now"],
    queryFn: async ({ signal }) => marketNow(await getJson<CalendarView>(paths.calendar({}), signal)),
    staleTime: FOLLOWED_MS,
  });
}
