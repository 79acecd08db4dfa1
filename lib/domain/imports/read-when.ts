/** Reads the day or the instant of a row, in the account's time zone, and only forms that name one day and no other. */
import { instantOf, isWallTime, type LocalDate, toLocalDate } from "../shared/local-date.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { shown } from "./read-amount.ts";

export interface When {
  readonly day: LocalDate;
  /** Null where only the day is named. */
  readonly at: Date | null;
}

const SHAPE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;
const FIRST_DAY = "1900-01-01";

export function readWhen(text: string, zone: string): Result<When, string> {
  const found = SHAPE.exec(text);
  if (found === null) return err(otherForm(text));
  const [, date = "", time, seconds = "00", fraction = "", offset] = found;
  const day = calendarDay(date);
  if (day === null) return err(`is ${shown(text)}, a day that is not in the calendar; correct the day or the month`);
  if (day < FIRST_DAY) return err(`is ${shown(text)}; days before ${FIRST_DAY} are not kept`);
  if (time === undefined) return ok({ day, at: null });
  if (!isWallTime(time) || time === "24:00" || seconds > "59")
    return err(`is ${shown(text)}, which has no such time of day`);
  const milliseconds = Date.parse(`1970-01-01T00:00:${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}Z`);
  // Without a zone the clock on the wall is meant, where the account is.
  const minute =
    offset === undefined ? instantOf(day, time, zone).getTime() : Date.parse(`${date}T${time}:00${withColon(offset)}`);
  if (Number.isNaN(minute)) return err(`is ${shown(text)}, whose offset from UTC is none`);
  const at = new Date(minute + milliseconds);
  return ok({ day: toLocalDate(at, zone), at });
}

/** A row that names a day may be of any moment of it; one that names an instant may not be ahead of now. */
export function isAhead({ day, at }: When, now: Date, today: LocalDate): boolean {
  return at === null ? day > today : at.getTime() > now.getTime();
}

function calendarDay(date: string): LocalDate | null {
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(date) ? null : (date as LocalDate);
}

function withColon(offset: string): string {
  return /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
}

/** Names the reading where there is one, and both where there are two. */
function otherForm(text: string): string {
  const [, year, month, day] = /^(\d{4})[./]?(\d{2})[./]?(\d{2})$/.exec(text) ?? [];
  if (year !== undefined && calendarDay(`${year}-${month}-${day}`) !== null) {
    return `is ${shown(text)}; write it as ${year}-${month}-${day}`;
  }
  const [, first = "", second = "", end] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text) ?? [];
  const readings = [
    `${end}-${second.padStart(2, "0")}-${first.padStart(2, "0")}`,
    `${end}-${first.padStart(2, "0")}-${second.padStart(2, "0")}`,
  ].filter((reading) => end !== undefined && calendarDay(reading) !== null);
  const [one, other] = [...new Set(readings)];
  if (one !== undefined && other !== undefined)
    return `is ${shown(text)}, which may be ${one} or ${other}; write the one that is meant`;
  if (one !== undefined) return `is ${shown(text)}; write it as ${one}`;
  return `is ${shown(text)}, not a date; write it as 2024-03-28, or as an instant such as 2024-03-28T15:30:00Z`;
}
