// A trading day in words: how it trades, why, and what an admin has said about it.
import { formatTime } from "#components/format/time.ts";
import type { Shape } from "#components/ui/badge.tsx";
import type { CalendarView } from "#lib/contracts/calendar.ts";

export type CalendarDay = CalendarView["days"][number];
export type Override = NonNullable<CalendarDay["override"]>;
export type SessionMode = CalendarView["mode"];

/** The exchange's own clock, whatever zone the reader prefers. */
export const VENUE_ZONE = "America/New_York";

export const MODE_WORDS: { readonly [M in SessionMode]: { readonly name: string; readonly meaning: string } } = {
  nyse: {
    name: "Exchange hours",
    meaning: "Shares trade in the sessions of the New York exchange, with its holidays and half days.",
  },
  always: {
    name: "Always open (demo)",
    meaning: "Shares trade around the clock, every day; the auctions are at 09:30 and 16:00 New York time.",
  },
};

export const KIND_WORDS: { readonly [K in Override["kind"]]: string } = {
  closed: "Closed all day",
  half_day: "Half day, until 13:00",
  custom: "Hours of its own",
  normal: "A normal full day",
};

export function clock(at: string): string {
  return formatTime(at, { zone: VENUE_ZONE, style: "minute", named: false });
}

/** "09:30 to 16:00", "closed", "around the clock". */
export function hoursWords({ kind, openAt, closeAt }: CalendarDay, mode: SessionMode): string {
  if (kind === "closed" || openAt === null || closeAt === null) return "closed";
  return mode === "always" ? "around the clock" : `${clock(openAt)} to ${clock(closeAt)}`;
}

export interface DayLook {
  readonly word: string;
  readonly shape: Shape;
  readonly tone: "full" | "half" | "closed";
}

export function dayLook({ kind, day, reason }: CalendarDay): DayLook {
  if (kind === "half") return { word: "half day", shape: "half", tone: "half" };
  if (kind === "full") return { word: "open", shape: "dot", tone: "full" };
  const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  return { word: weekend ? "weekend" : (reason ?? "closed"), shape: weekend ? "dash" : "cross", tone: "closed" };
}

/** What the screen reader hears of a day in the month. */
export function dayLabel(day: CalendarDay, mode: SessionMode, title: string): string {
  const { reason, override } = day;
  const parts = [title, hoursWords(day, mode), reason, override === null ? null : "set by an admin"];
  return parts.filter((part) => part !== null).join(", ");
}

/** An override in one line: "Hours of its own, 10:00 to 14:00 (“storm”)". */
export function overrideWords({
  kind,
  openAt,
  closeAt,
  reason,
}: Pick<Override, "kind" | "openAt" | "closeAt" | "reason">) {
  const hours = openAt === null && closeAt === null ? "" : `, ${openAt ?? "09:30"} to ${closeAt ?? "16:00"}`;
  return `${KIND_WORDS[kind]}${hours} (“${reason}”)`;
}

/** What is there now, as a refused change tells it; undefined when it cannot be read, null when it was removed. */
export function overrideNow(current: unknown): Override | null | undefined {
  if (current === null) return null;
  if (typeof current !== "object") return undefined;
  const { kind, openAt, closeAt, reason, version, updatedAt } = current as { readonly [member: string]: unknown };
  if (typeof kind !== "string" || !(kind in KIND_WORDS) || typeof version !== "number") return undefined;
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return {
    kind: kind as Override["kind"],
    openAt: text(openAt),
    closeAt: text(closeAt),
    reason: text(reason) ?? "",
    version,
    updatedAt: text(updatedAt) ?? "",
  };
}
