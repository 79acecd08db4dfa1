/** A run of what was known at an instant: the worker makes it when it is asked for, and the caller waits a moment for it. */
import { setTimeout as pause } from "node:timers/promises";
import { type PerformanceHead, readPerformanceHead } from "#lib/db/performance-head.sql.ts";
import { askForRun, markKnownRunUsed, readKnownMoment } from "#lib/db/performance-publish.sql.ts";
import { addDays, asLocalDate, toLocalDate } from "#lib/domain/shared/local-date.ts";
import type { Context } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { whyNot } from "./failed-run.ts";

const LOOK_EVERY_MS = 100;
const LOOKS = 40;
const RETRY_AFTER_SECONDS = 2;

/**
 * Answers with the head whose run is that one; when it takes longer, the caller is told to ask again. Instants between the same two things
 * that were recorded have the same run.
 */
export async function headKnownAt(ctx: Context, current: PerformanceHead, knownAt: Date): Promise<PerformanceHead> {
  const { accountId } = current;
  const moment = await readKnownMoment(ctx.database, accountId, knownAt);
  const through = lastWholeDay(current, knownAt);
  for (let look = 0; look < LOOKS; look += 1) {
    const head = await readPerformanceHead(ctx.database, accountId, moment);
    if (head === null) throw notFound("account");
    const { run } = head;
    if (run?.status === "ready" && run.lastDay !== null && run.lastDay >= through && !run.missed) {
      await markKnownRunUsed(ctx.database, run.id);
      return head;
    }
    if (run?.status === "failed" && look > 0) throw failed(run.id);
    if (look === 0 && !(await askForRun(ctx.database, { id: ctx.newId(), accountId, knownAt: moment, through })))
      throw beingMade();
    await pause(LOOK_EVERY_MS);
  }
  throw beingMade();
}

function lastWholeDay({ today, timeZone }: PerformanceHead, knownAt: Date): string {
  const yesterday = addDays(asLocalDate(today), -1);
  const day = toLocalDate(knownAt, timeZone);
  return day < yesterday ? day : yesterday;
}

function beingMade(): ServiceError {
  return new ServiceError("busy", "The books as they were known then are being made. Ask again in a moment.", {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

function failed(runId: string): ServiceError {
  return new ServiceError("unavailable", `The books as they were known then could not be made. ${whyNot(runId)}`, {
    retryAfterSeconds: 60,
  });
}
