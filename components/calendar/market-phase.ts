// Where the market stands in its day, in one sentence that names New York.
import { formatTime } from "#components/format/time.ts";
import type { CalendarView } from "#lib/contracts/calendar.ts";
import { clock, VENUE_ZONE } from "./day-words.ts";

export type PhaseFigures = Pick<CalendarView, "mode" | "phase" | "nextOpenAt" | "nextCloseAt" | "venueAt">;

/** "Market open, closes 16:00 New York", "Market closed, opens Monday 09:30 New York", "Always open (demo)". */
export function phaseText(market: PhaseFigures): string {
  const { mode, phase, nextOpenAt, nextCloseAt, venueAt } = market;
  if (mode === "always") return "Always open (demo)";
  const opens = nextOpenAt === null ? "" : `, opens ${whenWords(nextOpenAt, venueAt)} New York`;
  switch (phase) {
    case "core":
      return `Market open${nextCloseAt === null ? "" : `, closes ${clock(nextCloseAt)} New York`}`;
    case "pre":
      return `Before the open${opens}`;
    case "post":
      return `After the close${opens}`;
    case "closed":
      return `Market closed${opens}`;
  }
}

const DAY_MS = 86_400_000;

/** Today by the clock alone, within a week by the weekday, beyond it by the date. */
function whenWords(at: string, now: string): string {
  const day = (instant: string) => formatTime(instant, { zone: VENUE_ZONE, style: "date" });
  if (day(at) === day(now)) return clock(at);
  const near = Date.parse(at) - Date.parse(now) < 6 * DAY_MS;
  const name = near ? WEEKDAY.format(new Date(at)) : formatTime(at, { zone: VENUE_ZONE, style: "day", named: false });
  return `${name} ${clock(at)}`;
}

const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: VENUE_ZONE });
