// Trading days: dates of a place, apart from instants, so that "today" is the venue's day and not the server's.
import { parseCount } from "./count.ts";
import { invariant } from "./invariant.ts";

declare const localDate: unique symbol;
/** YYYY-MM-DD in the zone it was made for. */
export type LocalDate = string & { readonly [localDate]: true };

export const VENUE_ZONE = "America/New_York";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WALL_TIME = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
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

let zonesKnown: ReadonlySet<string> | null = null;

export function isTimeZone(zone: string): boolean {
  zonesKnown ??= new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  return zonesKnown.has(zone);
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

/** HH:MM on a clock of the place, 24:00 being the end of the day. */
export function isWallTime(text: string): boolean {
  return WALL_TIME.test(text);
}

/**
 * The instant at which a clock there first shows that time on that day, or jumps over it: a later time never gives an
 * earlier instant.
 */
export function instantOf(date: LocalDate, time: string, zone: string): Date {
  invariant(isWallTime(time), `not a time of day: ${time.slice(0, 40)}`);
  const minutes =
    parseCount(time.slice(0, 2), { min: 0, max: 24 }) * 60 + parseCount(time.slice(3), { min: 0, max: 59 });
  const startAt = startOfDay(date, zone).getTime();
  const endAt = startOfDay(addDays(date, 1), zone).getTime();
  // Only a day on which the clocks change needs more than adding.
  if (endAt - startAt === DAY_MS) return new Date(startAt + minutes * MINUTE_MS);
  if (time === "24:00") return new Date(endAt);
  const wall = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE_MS;
  const [shown] = [startAt, endAt]
    .map((probe) => wall - offsetMs(new Date(probe), zone))
    .filter((candidate) => wallClock(new Date(candidate), zone).startsWith(`${date}T${time}`))
    .sort((a, b) => a - b);
  return new Date(shown ?? clockChange(startAt, endAt, zone));
}

/** 0 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(`${asLocalDate(date)}T00:00:00Z`).getUTCDay();
}

/** HH:MM, as a clock there shows it. */
export function toWallTime(at: Date, zone: string): string {
  return wallClock(at, zone).slice(11, 16);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  const at = new Date(Date.parse(`${asLocalDate(date)}T00:00:00Z`) + days * DAY_MS);
  return at.toISOString().slice(0, 10) as LocalDate;
}

/** The first minute after the clocks have changed between the two instants. */
function clockChange(from: number, to: number, zone: string): number {
  const before = offsetMs(new Date(from), zone);
  let [low, high] = [0, (to - from) / MINUTE_MS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(new Date(from + middle * MINUTE_MS), zone) === before) low = middle;
    else high = middle;
  }
  return from + high * MINUTE_MS;
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
