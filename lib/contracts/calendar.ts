/** The venue's days on the wire: sessions by the rules of the exchange, and what admins have put above them. */
import { z } from "zod";
import { OVERRIDE_KINDS, SESSION_MODES } from "#lib/domain/market/calendar/sessions.ts";
import { Instant } from "./common.ts";
import { Reason } from "./fields.ts";
import { viewOf } from "./view.ts";

export const DayText = z.iso.date().meta({ id: "TradingDay", example: "2026-11-27", description: "New York date." });
const WallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a New York time such as "09:30"')
  .meta({ example: "09:30" });
export const SessionModeText = z.enum(SESSION_MODES);

export const CalendarQuery = z.strictObject({
  from: DayText.optional().meta({ description: "Today unless told." }),
  to: DayText.optional().meta({ description: "At most 400 days after from; 30 days unless told." }),
});

export const CalendarDayView = z
  .strictObject({
    day: DayText,
    kind: z.enum(["full", "half", "closed"]),
    preOpenAt: Instant.nullable(),
    openAt: Instant.nullable(),
    closeAt: Instant.nullable(),
    postCloseAt: Instant.nullable(),
    reason: z.string().nullable().meta({ description: "Holiday, special closure, or what the override says." }),
    override: z
      .strictObject({
        kind: z.enum(OVERRIDE_KINDS),
        openAt: z.string().nullable(),
        closeAt: z.string().nullable(),
        reason: z.string(),
        version: z.int(),
        updatedAt: Instant,
      })
      .nullable(),
  })
  .meta({ id: "CalendarDay" });

export const CalendarView = z
  .strictObject({
    mode: SessionModeText.meta({ description: "nyse: sessions of the exchange; always: trades around the clock." }),
    modeVersion: z.int(),
    phase: z.enum(["closed", "pre", "core", "post"]),
    nextOpenAt: Instant.nullable(),
    nextCloseAt: Instant.nullable(),
    venueAt: Instant,
    days: z.array(CalendarDayView),
  })
  .meta({ id: "Calendar" });
export const toCalendarDayView = viewOf(CalendarDayView);
export type CalendarView = z.output<typeof CalendarView>;
export const toCalendarView = viewOf(CalendarView);

export const SessionModeBody = z
  .strictObject({ mode: SessionModeText, version: z.int().min(1), reason: Reason })
  .meta({ id: "SessionModeRequest" });
export const SessionModeView = z.strictObject({ mode: SessionModeText, version: z.int() }).meta({ id: "SessionMode" });
export const toSessionModeView = viewOf(SessionModeView);

export const OverrideParams = z.strictObject({ day: DayText });
export const OverrideBody = z
  .strictObject({
    kind: z.enum(OVERRIDE_KINDS),
    openAt: WallTime.nullish().meta({ description: "For custom days." }),
    closeAt: WallTime.nullish().meta({ description: "For custom days." }),
    reason: Reason,
    version: z.int().min(0).meta({ description: "0 for a day without an override." }),
  })
  .meta({ id: "SessionOverrideRequest" });
export const RemoveOverrideBody = z.strictObject({ version: z.int().min(1), reason: Reason });
