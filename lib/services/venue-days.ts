/** Filters by date: days of the venue, both included, as the instants between which rows lie. */
import { addDays, asLocalDate, startOfDay, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";

export interface DayRange {
  /** YYYY-MM-DD. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface InstantRange {
  readonly from: Date | null;
  /** The first instant that lies behind the range. */
  readonly before: Date | null;
}

export function venueDays({ from, to }: DayRange): InstantRange {
  return {
    from: from === undefined ? null : startOfDay(asLocalDate(from), VENUE_ZONE),
    before: to === undefined ? null : startOfDay(addDays(asLocalDate(to), 1), VENUE_ZONE),
  };
}

/** Prisma's form; an empty range asks for nothing. */
export function between<Field extends string>(field: Field, { from, before }: InstantRange) {
  type Between = { readonly [F in Field]: { readonly gte?: Date; readonly lt?: Date } };
  if (from === null && before === null) return {};
  return {
    [field]: { ...(from === null ? {} : { gte: from }), ...(before === null ? {} : { lt: before }) },
  } as Between;
}
