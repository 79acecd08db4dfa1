// Trading days: dates of a place, apart from instants, so that "today" is the venue's day and not the server's.
import { invariant } from "./invariant.ts";

declare const localDate: unique symbol;
/** YYYY-MM-DD in the zone it was made for. */
export type LocalDate = string & { readonly [localDate]: true };

export const VENUE_ZONE = "America/New_York";

const DAY_MS = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const formats = new Map<string, Intl.DateTimeFormat>();
// Every day order asks for the same day's end, and finding it takes as long as checking the order.
const starts = new Map<string, number>();
const STARTS_KEPT = 1_000;

export function asLocalDate(text: string): LocalDate {
  const at = SHAPE.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  // A day such as 31 February rolls over instead of failing; the way back shows it.
  const real = at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  invariant(real, `not a calendar date: ${text.slice(0, 40)}`);
  return text as LocalDate;
}

export function toLocalDate(at: Date, zone: string): LocalDate {
  return wallClock(at, zone).slice(0, 10) as LocalDate;
}

/** The first instant of that day in the zone, also where clocks jump over midnight. */
export function startOfDay(date: LocalDate, zone: string): Date {
  const name = `${zone} ${date}`;
  const known = starts.get(name) ?? findStart(date, zone);
  if (starts.size >= STARTS_KEPT) starts.clear();
  starts.set(name, known);
  return new Date(known);
}

function findStart(date: LocalDate, zone: string): number {
  const midnightUtc = Date.parse(`${asLocalDate(date)}T00:00:00Z`);
  const found = [midnightUtc - DAY_MS, midnightUtc + DAY_MS]
    .map((probe) => new Date(midnightUtc - offsetMs(new Date(probe), zone)))
    .filter((candidate) => toLocalDate(candidate, zone) === date)
    .sort((a, b) => a.getTime() - b.getTime());
  const [first] = found;
  invariant(first !== undefined, `${date} does not exist in ${zone}`);
  return first.getTime();
}

export function addDays(date: LocalDate, days: number): LocalDate {
  const at = new Date(Date.parse(`${asLocalDate(date)}T00:00:00Z`) + days * DAY_MS);
  return at.toISOString().slice(0, 10) as LocalDate;
}

function offsetMs(at: Date, zone: string): number {
  const wholeSeconds = at.getTime() - at.getUTCMilliseconds();
  return Date.parse(`${wallClock(at, zone)}Z`) - wholeSeconds;
}

/** What a clock on the wall shows there: YYYY-MM-DDTHH:MM:SS. */
function wallClock(at: Date, zone: string): string {
  const part = Object.fromEntries(
    formatFor(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    const two = "2-digit";
    const fields = { year: "numeric", month: two, day: two, hour: two, minute: two, second: two } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...fields });
    formats.set(zone, format);
  }
  return format;
}
