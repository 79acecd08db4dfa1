/** The venue's days: what the market does now, and the sessions of a range of days with what admins changed of them. */
import { phaseAt } from "#lib/domain/market/calendar/phase.ts";
import { dayInfo } from "#lib/domain/market/calendar/sessions.ts";
import { addDays, asLocalDate, type LocalDate, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { type ReadCalendar, readCalendar } from "./read-calendar.ts";
import { readVenueTime } from "./venue-time.ts";

const DAYS_USUAL = 30;
const DAYS_MAX = 400;

export interface CalendarRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export async function getCalendar({ ctx, input }: Verb<CalendarRange>) {
  requirePermission(ctx, "portfolio:read");
  const venueAt = await readVenueTime(ctx.database);
  const found = await readCalendar(ctx.database);
  const { calendar, modeVersion } = found;
  const { phase, nextOpenAt, nextCloseAt } = phaseAt(venueAt, calendar);
  const from = input.from === undefined ? toLocalDate(venueAt, VENUE_ZONE) : asLocalDate(input.from);
  const to = input.to === undefined ? addDays(from, DAYS_USUAL) : asLocalDate(input.to);
  const days = daysBetween(from, to).map((day) => calendarDay(day, found));
  return { mode: calendar.mode, modeVersion, phase, nextOpenAt, nextCloseAt, venueAt, days };
}

function daysBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  if (to < from || addDays(from, DAYS_MAX) < to) {
    const detail = to < from ? "must not come before from" : `must be at most ${DAYS_MAX} days after from`;
    throw new ServiceError("invalid", `The calendar's last day ${detail}.`, { errors: [{ pointer: "to", detail }] });
  }
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

export function calendarDay(day: LocalDate, { calendar, overrides }: Pick<ReadCalendar, "calendar" | "overrides">) {
  const { kind, session, reason } = dayInfo(day, calendar.overrides, calendar.mode);
  const override = overrides.get(day) ?? null;
  return {
    day,
    kind,
    preOpenAt: session?.preOpenAt ?? null,
    openAt: session?.openAt ?? null,
    closeAt: session?.closeAt ?? null,
    postCloseAt: session?.postCloseAt ?? null,
    reason,
    override: override && {
      kind: override.kind,
      openAt: override.openAt,
      closeAt: override.closeAt,
      reason: override.reason,
      version: override.version,
      updatedAt: override.updatedAt,
    },
  };
}
