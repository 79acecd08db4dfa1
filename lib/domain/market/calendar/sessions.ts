// The trading session of a day: its hours as instants, from the exchange's rules and the overrides that admins enter.
import { addDays, instantOf, isWallTime, type LocalDate, startOfDay, VENUE_ZONE } from "../../shared/local-date.ts";
import type { AssetClass } from "../instrument.ts";
import { isWeekend, nyseEarlyClose, nyseHoliday } from "./nyse-rules.ts";

export const SESSION_MODES = ["nyse", "always"] as const;
export type SessionMode = (typeof SESSION_MODES)[number];

export const OVERRIDE_KINDS = ["closed", "half_day", "custom", "normal"] as const;
export type OverrideKind = (typeof OVERRIDE_KINDS)[number];

/**
 * What an admin says of one day, checked by `overrideProblem` on its way in; it wins over every rule. Times are HH:MM in
 * New York; a normal day is a full one, whatever the rules say.
 */
export interface DayOverride {
  readonly day: LocalDate;
  readonly kind: OverrideKind;
  readonly openAt?: string;
  readonly closeAt?: string;
  readonly reason: string;
}

export interface Calendar {
  readonly mode: SessionMode;
  readonly overrides: ReadonlyMap<LocalDate, DayOverride>;
}

/** Its instants never go backwards in the order written here; the always open market has neither pre nor post. */
export interface TradingSession {
  readonly day: LocalDate;
  readonly kind: "full" | "half";
  readonly preOpenAt: Date;
  readonly openAt: Date;
  readonly closeAt: Date;
  readonly postCloseAt: Date;
  /** In an always open market the auctions interrupt nothing; else they are the open and the close. */
  readonly openingAuctionAt: Date;
  readonly closingAuctionAt: Date;
}

export interface DayInfo {
  readonly day: LocalDate;
  readonly kind: "full" | "half" | "closed";
  readonly session: TradingSession | null;
  /** Names a closed day's holiday or special reason; null on open days and plain weekends. */
  readonly holiday: string | null;
  /** Why the day is not a plain full one: the holiday, the early close, the weekend or the override's reason. */
  readonly reason: string | null;
  readonly override: DayOverride | null;
}

interface Hours {
  readonly openAt: string;
  readonly closeAt: string;
}

const PRE_OPEN = "04:00";
const FULL: Hours = { openAt: "09:30", closeAt: "16:00" };
const HALF: Hours = { openAt: "09:30", closeAt: "13:00" };
const POST_CLOSE = { full: "20:00", half: "17:00" } as const;

// Rules do not change while the program runs, and every quote asks for the same few days; overrides do change.
const ruledSessions = new Map<string, TradingSession | null>();
const SESSIONS_KEPT = 1_000;

/** The market of crypto: no session of an exchange and no override of its days closes it. */
export const alwaysOpen: Calendar = { mode: "always", overrides: new Map() };

export function calendarFor(assetClass: AssetClass, calendar: Calendar): Calendar {
  return assetClass === "crypto" ? alwaysOpen : calendar;
}

/** Null on a day without trading. */
export function sessionOf(day: LocalDate, overrides: Calendar["overrides"], mode: SessionMode): TradingSession | null {
  const override = overrides.get(day);
  if (override !== undefined) return makeSession(day, override, mode);
  const name = `${mode} ${day}`;
  const known = ruledSessions.get(name);
  if (known !== undefined) return known;
  const session = makeSession(day, undefined, mode);
  if (ruledSessions.size >= SESSIONS_KEPT) ruledSessions.clear();
  ruledSessions.set(name, session);
  return session;
}

export function dayInfo(day: LocalDate, overrides: Calendar["overrides"], mode: SessionMode): DayInfo {
  const override = overrides.get(day) ?? null;
  const session = sessionOf(day, overrides, mode);
  const ruled = mode === "nyse" && override === null;
  const reason = override !== null ? override.reason : ruled ? ruledReason(day) : null;
  const holiday = session !== null ? null : ruled ? nyseHoliday(day) : reason;
  return { day, kind: session?.kind ?? "closed", session, holiday, reason, override };
}

/** What is wrong with an override, for the person who enters it; null when nothing is. */
export function overrideProblem(override: DayOverride): string | null {
  const { kind, openAt, closeAt } = override;
  if (override.reason.trim() === "") return "An override needs a reason.";
  const timed = openAt !== undefined || closeAt !== undefined;
  if (kind === "closed" || kind === "normal") return timed ? "A closed or normal day takes no times." : null;
  if (kind === "custom" && !timed) return "A custom day needs its opening or closing time.";
  if (![openAt, closeAt].every((time) => time === undefined || isWallTime(time))) return "Times are HH:MM.";
  const hours = hoursWith(override, kind === "custom" ? FULL : HALF);
  return hours.openAt < hours.closeAt ? null : "A day opens before it closes.";
}

function makeSession(day: LocalDate, override: DayOverride | undefined, mode: SessionMode): TradingSession | null {
  const hours = hoursOf(day, override, mode);
  if (hours === null) return null;
  return mode === "always" ? continuousSession(day, hours) : exchangeSession(day, hours);
}

function hoursOf(day: LocalDate, override: DayOverride | undefined, mode: SessionMode): Hours | null {
  if (override?.kind === "closed") return null;
  if (override?.kind === "half_day") return hoursWith(override, HALF);
  if (override?.kind === "custom") return hoursWith(override, FULL);
  if (override !== undefined || mode === "always") return FULL;
  if (isWeekend(day) || nyseHoliday(day) !== null) return null;
  return { ...FULL, closeAt: nyseEarlyClose(day)?.closeAt ?? FULL.closeAt };
}

function hoursWith(override: DayOverride, usual: Hours): Hours {
  return { openAt: override.openAt ?? usual.openAt, closeAt: override.closeAt ?? usual.closeAt };
}

function ruledReason(day: LocalDate): string | null {
  return nyseHoliday(day) ?? nyseEarlyClose(day)?.reason ?? (isWeekend(day) ? "Weekend" : null);
}

function exchangeSession(day: LocalDate, hours: Hours): TradingSession {
  const at = (time: string) => instantOf(day, time, VENUE_ZONE);
  // Times of a day in this form compare as text.
  const kind = hours.closeAt < FULL.closeAt ? "half" : "full";
  const [openAt, closeAt] = [at(hours.openAt), at(hours.closeAt)];
  return {
    day,
    kind,
    preOpenAt: hours.openAt < PRE_OPEN ? openAt : at(PRE_OPEN),
    openAt,
    closeAt,
    postCloseAt: hours.closeAt > POST_CLOSE[kind] ? closeAt : at(POST_CLOSE[kind]),
    openingAuctionAt: openAt,
    closingAuctionAt: closeAt,
  };
}

/** The whole calendar day; an override of its hours moves the auctions only. */
function continuousSession(day: LocalDate, hours: Hours): TradingSession {
  const startAt = startOfDay(day, VENUE_ZONE);
  const endAt = startOfDay(addDays(day, 1), VENUE_ZONE);
  return {
    day,
    kind: "full",
    preOpenAt: startAt,
    openAt: startAt,
    closeAt: endAt,
    postCloseAt: endAt,
    openingAuctionAt: instantOf(day, hours.openAt, VENUE_ZONE),
    closingAuctionAt: instantOf(day, hours.closeAt, VENUE_ZONE),
  };
}
