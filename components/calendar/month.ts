// A month as whole weeks from Monday on, in trading days that know no clock.

/** "2026-11". */
export type Month = string;

const DAY_MS = 86_400_000;

export function monthOf(day: string): Month {
  return day.slice(0, 7);
}

/** Null for what is no month of these centuries. */
export function readMonth(text: string | null | undefined): Month | null {
  return text != null && /^(19|2\d)\d{2}-(0[1-9]|1[0-2])$/.test(text) ? text : null;
}

export function addMonths(month: Month, by: number): Month {
  const at = new Date(`${month}-15T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + by);
  return at.toISOString().slice(0, 7);
}

export function addDays(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
}

/** Monday is 0. */
function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** All days that the month's weeks show, those of its neighbours included. */
export function weeksOf(month: Month): readonly (readonly string[])[] {
  const first = `${month}-01`;
  let day = addDays(first, -weekday(first));
  const weeks: string[][] = [];
  while (weeks.length === 0 || monthOf(day) === month) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(day, index)));
    day = addDays(day, 7);
  }
  return weeks;
}

export function spanOf(month: Month): { readonly from: string; readonly to: string } {
  const days = weeksOf(month).flat();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) throw new RangeError(`no such month: ${month}`);
  return { from, to };
}

export function monthTitle(month: Month): string {
  return new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** "Friday, 27 November 2026". */
export function dayTitle(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

const KEYS: { readonly [key: string]: number } = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Where a key leads from a day; null for keys that lead nowhere. */
export function dayByKey(day: string, key: string): string | null {
  const days = KEYS[key];
  if (days !== undefined) return addDays(day, days);
  if (key === "Home") return addDays(day, -weekday(day));
  if (key === "End") return addDays(day, 6 - weekday(day));
  if (key !== "PageUp" && key !== "PageDown") return null;
  const month = addMonths(monthOf(day), key === "PageUp" ? -1 : 1);
  const wanted = `${month}-${day.slice(8)}`;
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  return wanted > last ? last : wanted;
}
