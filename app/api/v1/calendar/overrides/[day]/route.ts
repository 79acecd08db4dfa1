/** One day of the venue that differs from the rules. */
import {
  CalendarDayView,
  OverrideBody,
  OverrideParams,
  RemoveOverrideBody,
  toCalendarDayView,
} from "#lib/contracts/calendar.ts";
import { route } from "#lib/server/route.ts";
import { removeOverride, setOverride } from "#lib/services/market/set-override.ts";

const refusals = { 409: "Somebody changed the day meanwhile; `current` says to what." };

export const PUT = route(
  {
    summary: "Override a day of the venue",
    description: "Stands above the rules of the exchange. Past days are refused.",
    tags: ["Market"],
    permission: "venue:edit",
    params: OverrideParams,
    body: OverrideBody,
    answer: CalendarDayView,
    view: toCalendarDayView,
    refusals,
  },
  ({ ctx, params, body }) => setOverride({ ctx, input: { day: params.day, ...body } }),
);

export const DELETE = route(
  {
    summary: "Take an override back",
    tags: ["Market"],
    permission: "venue:edit",
    params: OverrideParams,
    body: RemoveOverrideBody,
    answer: CalendarDayView,
    view: toCalendarDayView,
    refusals,
  },
  ({ ctx, params, body }) => removeOverride({ ctx, input: { day: params.day, ...body } }),
);
