// Instants as text in a named time zone; ages in the shortest honest unit.

export type TimeStyle = "time" | "minute" | "day" | "month" | "date" | "full" | "precise";

const SHAPES: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  minute: { hour: "2-digit", minute: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  precise: { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 },
  day: { day: "numeric", month: "short" },
  month: { month: "short", year: "numeric" },
  date: { day: "2-digit", month: "short", year: "numeric" },
  full: { day: "2-digit", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

const cache = new Map<string, Intl.DateTimeFormat>();

function formatterFor(zone: string, style: TimeStyle | "zone"): Intl.DateTimeFormat {
  const key = `${zone}|${style}`;
  const known = cache.get(key);
  if (known) return known;
  const made =
    style === "zone"
      ? // Only the American English data knows EST and EDT by name.
        new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "short" })
      : new Intl.DateTimeFormat("en-GB", { ...SHAPES[style], timeZone: zone, hourCycle: "h23" });
  cache.set(key, made);
  return made;
}

export interface TimeOptions {
  readonly zone: string;
  readonly style?: TimeStyle | undefined;
  /** Leave the zone out only where a column head names it. */
  readonly named?: boolean | undefined;
}

/** "21 Nov 2026, 14:02:31 EST". */
export function formatTime(at: string | Date, { zone, style = "full", named }: TimeOptions): string {
  const instant = typeof at === "string" ? new Date(at) : at;
  const text = formatterFor(zone, style).format(instant);
  return (named ?? style !== "date") ? `${text} ${zoneName(zone, instant)}` : text;
}

/** The zone's short name on that day: "EST", "UTC", "GMT+1". */
export function zoneName(zone: string, at: string | Date): string {
  const instant = typeof at === "string" ? new Date(at) : at;
  const parts = formatterFor(zone, "zone").formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** A venue-local trading day, "2026-11-21", without moving it through any zone. */
export function formatDay(day: string): string {
  return formatterFor("UTC", "date").format(new Date(`${day}T00:00:00Z`));
}

/** "0.4 s", "12 s", "3 min", "2 h", "4 d". */
export function formatAge(milliseconds: number): string {
  const age = Math.max(0, milliseconds);
  if (age < 9_950) return `${(age / 1000).toFixed(1)} s`;
  if (age < 60_000) return `${Math.floor(age / 1000)} s`;
  if (age < 3_600_000) return `${Math.floor(age / 60_000)} min`;
  if (age < 172_800_000) return `${Math.floor(age / 3_600_000)} h`;
  return `${Math.floor(age / 86_400_000)} d`;
}

/** "340 ms" or "1.24 s": how long a step took. */
export function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}
