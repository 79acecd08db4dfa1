/** Puts a day of the venue above the rules, or takes that back: closed, half, with hours of its own, or a plain full day. */
import type { Tx } from "#lib/db/client.ts";
import { type OverrideKind, overrideProblem } from "#lib/domain/market/calendar/sessions.ts";
import { asLocalDate, type LocalDate, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { calendarDay } from "./get-calendar.ts";
import { dayOverride, type OverrideRecord, readCalendar, toOverride } from "./read-calendar.ts";
import { readVenueTime } from "./venue-time.ts";

export interface SetOverrideInput {
  /** YYYY-MM-DD in New York. */
  readonly day: string;
  readonly kind: OverrideKind;
  readonly openAt?: string | null | undefined;
  readonly closeAt?: string | null | undefined;
  readonly reason: string;
  /** 0 for a day that has none. */
  readonly version: number;
}

/** The day as it is afterwards. */
export async function setOverride({ ctx, input }: Verb<SetOverrideInput>) {
  requirePermission(ctx, "venue:edit");
  const day = asLocalDate(input.day);
  const wanted = { ...input, day, openAt: input.openAt ?? null, closeAt: input.closeAt ?? null };
  requireSound(wanted);
  return once(ctx, async (tx) => {
    const before = await lockDay(tx, day, input.version);
    const { kind, openAt, closeAt, reason } = wanted;
    const stored = {
      kind,
      openAt,
      closeAt,
      reason,
      version: (before?.version ?? 0) + 1,
      updatedBy: ctx.userId ?? ctx.actor.id,
      updatedAt: ctx.clock.now(),
    };
    const date = columnOf(day);
    await tx.sessionOverride.upsert({ where: { day: date }, create: { day: date, ...stored }, update: stored });
    await audit(tx, ctx, { action: "session_override.set", day, before, after: stored, reason });
    tx.afterCommit(() => ctx.notifier.deskChanged());
    return calendarDay(day, await readCalendar(tx));
  });
}

export interface RemoveOverrideInput {
  readonly day: string;
  readonly version: number;
  readonly reason: string;
}

/** Then the rules say again what the day is. */
export async function removeOverride({ ctx, input }: Verb<RemoveOverrideInput>) {
  requirePermission(ctx, "venue:edit");
  const day = asLocalDate(input.day);
  return once(ctx, async (tx) => {
    const before = await lockDay(tx, day, input.version);
    if (before === null) throw notFound("override");
    await tx.sessionOverride.delete({ where: { day: columnOf(day) } });
    await audit(tx, ctx, { action: "session_override.remove", day, before, after: null, reason: input.reason });
    tx.afterCommit(() => ctx.notifier.deskChanged());
    return calendarDay(day, await readCalendar(tx));
  });
}

function requireSound(wanted: Parameters<typeof dayOverride>[0]): void {
  if (wanted.kind === "custom" && (wanted.openAt === null || wanted.closeAt === null)) {
    const missing = wanted.openAt === null ? "openAt" : "closeAt";
    throw invalid(missing, "A custom day needs both its opening and its closing time.");
  }
  if (wanted.kind !== "custom" && (wanted.openAt !== null || wanted.closeAt !== null)) {
    throw invalid(wanted.openAt === null ? "closeAt" : "openAt", "Only a custom day has hours of its own.");
  }
  const problem = overrideProblem(dayOverride(wanted));
  if (problem !== null) throw invalid(wanted.reason.trim() === "" ? "reason" : "closeAt", problem);
}

function invalid(field: string, detail: string): ServiceError {
  return new ServiceError("invalid", detail, { errors: [{ pointer: `/${field}`, detail }] });
}

/** The override that stands, under the lock that keeps writers of the calendar apart. What has been cannot be changed. */
async function lockDay(tx: Tx, day: LocalDate, version: number): Promise<OverrideRecord | null> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtext('ballast.calendar'))::text`;
  const today = toLocalDate(await readVenueTime(tx), VENUE_ZONE);
  if (day < today) {
    const detail = `${day} is past: the venue's day is ${today}.`;
    throw new ServiceError("invalid", `Past days cannot be changed; ${detail}`, {
      errors: [{ pointer: "day", detail }],
    });
  }
  const row = await tx.sessionOverride.findUnique({ where: { day: columnOf(day) } });
  const current = row === null ? null : toOverride(row);
  if ((current?.version ?? 0) !== version) {
    throw new ServiceError("stale_version", "Somebody else changed this day meanwhile. Look at it and decide again.", {
      extra: { current: current === null ? null : figuresOf(current) },
    });
  }
  return current;
}

function columnOf(day: LocalDate): Date {
  return new Date(`${day}T00:00:00Z`);
}

function figuresOf({ kind, openAt, closeAt, reason, version }: Omit<OverrideRecord, "day">) {
  return { kind, openAt, closeAt, reason, version };
}

interface OverrideAudit {
  readonly action: string;
  readonly day: LocalDate;
  readonly before: Omit<OverrideRecord, "day"> | null;
  readonly after: Omit<OverrideRecord, "day"> | null;
  readonly reason: string;
}

async function audit(tx: Tx, ctx: Context, { action, day, before, after, reason }: OverrideAudit): Promise<void> {
  await recordAudit(tx, ctx, {
    action,
    entityType: "session_override",
    entityId: day,
    before: before && figuresOf(before),
    after: after && figuresOf(after),
    reason,
  });
}
