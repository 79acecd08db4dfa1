/** The venue's calendar as it stands: the mode of its sessions, and the days that admins have put above the rules. */
import type { Database, Tx } from "#lib/db/client.ts";
import {
  type Calendar,
  type DayOverride,
  type OverrideKind,
  SESSION_MODES,
  type SessionMode,
} from "#lib/domain/market/calendar/sessions.ts";
import { asLocalDate, type LocalDate } from "#lib/domain/shared/local-date.ts";
import type { SessionOverride } from "#prisma/generated/client.ts";

/** An override with what is recorded beside it. */
export interface OverrideRecord {
  readonly day: LocalDate;
  readonly kind: OverrideKind;
  readonly openAt: string | null;
  readonly closeAt: string | null;
  readonly reason: string;
  readonly version: number;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

export interface ReadCalendar {
  readonly calendar: Calendar;
  readonly modeVersion: number;
  readonly overrides: ReadonlyMap<LocalDate, OverrideRecord>;
}

export async function readCalendar(db: Database | Tx): Promise<ReadCalendar> {
  const state = await db.marketState.findUnique({
    where: { id: 1 },
    select: { sessions: true, sessionsVersion: true },
  });
  const rows = (await db.sessionOverride.findMany({ orderBy: { day: "asc" } })).map(toOverride);
  return {
    calendar: {
      mode: toMode(state?.sessions),
      overrides: new Map(rows.map((row) => [row.day, dayOverride(row)])),
    },
    modeVersion: state?.sessionsVersion ?? 1,
    overrides: new Map(rows.map((row) => [row.day, row])),
  };
}

export function toMode(text: string | undefined): SessionMode {
  return SESSION_MODES.find((mode) => mode === text) ?? "always";
}

export function toOverride(row: SessionOverride): OverrideRecord {
  const { openAt, closeAt, reason, version, updatedBy, updatedAt } = row;
  const day = asLocalDate(row.day.toISOString().slice(0, 10));
  // The table's CHECK holds the same closed list.
  return { day, kind: row.kind as OverrideKind, openAt, closeAt, reason, version, updatedBy, updatedAt };
}

export function dayOverride({
  day,
  kind,
  openAt,
  closeAt,
  reason,
}: Pick<OverrideRecord, "day" | "kind" | "openAt" | "closeAt" | "reason">): DayOverride {
  return { day, kind, ...(openAt === null ? {} : { openAt }), ...(closeAt === null ? {} : { closeAt }), reason };
}
