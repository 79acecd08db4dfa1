// Where an instant stands in the calendar: its phase of the day, and the sessions that follow.
import { invariant } from "../../shared/invariant.ts";
import { addDays, type LocalDate, toLocalDate, VENUE_ZONE } from "../../shared/local-date.ts";
import { type Calendar, sessionOf, type TradingSession } from "./sessions.ts";

export const PHASES = ["closed", "pre", "core", "post"] as const;
export type Phase = (typeof PHASES)[number];

export interface MarketPhase {
  readonly phase: Phase;
  /** The session that the instant is in, pre and post included; null while the market is closed. */
  readonly session: TradingSession | null;
  /** Until then this answer's phase holds; an always open market's days follow each other without a gap. */
  readonly phaseEndsAt: Date;
  /** The next start and end of core trading after the instant. */
  readonly nextOpenAt: Date;
  readonly nextCloseAt: Date;
}

/** Longer than any closure that the rules and special days make; each override may add one closed day. */
const LONGEST_CLOSURE = 30;

export function phaseAt(at: Date, calendar: Calendar): MarketPhase {
  const today = toLocalDate(at, VENUE_ZONE);
  const ahead = findSession(today, calendar, (session) => session.postCloseAt > at);
  const { closeAt } = findSession(ahead.day, calendar, (session) => session.closeAt > at);
  const { openAt } = findSession(ahead.day, calendar, (session) => session.openAt > at);
  const found = phaseIn(ahead, at);
  return { ...found, session: found.phase === "closed" ? null : ahead, nextOpenAt: openAt, nextCloseAt: closeAt };
}

/** The session under way or, when none is, the one that follows: the first whose end is still to come. */
export function sessionUntil(end: "closeAt" | "postCloseAt", at: Date, calendar: Calendar): TradingSession {
  return findSession(toLocalDate(at, VENUE_ZONE), calendar, (session) => session[end] > at);
}

/** The first session, from that day on, that the test accepts. */
export function findSession(
  from: LocalDate,
  calendar: Calendar,
  accepts: (session: TradingSession) => boolean,
): TradingSession {
  let day = from;
  const days = LONGEST_CLOSURE + calendar.overrides.size;
  for (let tried = 0; tried < days; tried += 1) {
    const session = sessionOf(day, calendar.overrides, calendar.mode);
    if (session !== null && accepts(session)) return session;
    day = addDays(day, 1);
  }
  invariant(false, `no trading session within ${days} days of ${from}`);
}

function phaseIn(session: TradingSession, at: Date): { phase: Phase; phaseEndsAt: Date } {
  if (at < session.preOpenAt) return { phase: "closed", phaseEndsAt: session.preOpenAt };
  if (at < session.openAt) return { phase: "pre", phaseEndsAt: session.openAt };
  if (at < session.closeAt) return { phase: "core", phaseEndsAt: session.closeAt };
  return { phase: "post", phaseEndsAt: session.postCloseAt };
}
