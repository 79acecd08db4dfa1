/** Work that comes round: each task at its own pace, one at a time, under the lease of the schedules. */
import { ensureUpcomingMonths } from "#lib/db/partitions.sql.ts";
import { rollCredits } from "#lib/services/accounts/roll-credits.ts";
import type { Context } from "#lib/services/context.ts";
import { advanceCorporateActions } from "#lib/services/corporate-actions/advance-corporate-actions.ts";
import { remindOfTakeBacks } from "#lib/services/corporate-actions/advance-take-back.ts";
import { remindOfImports } from "#lib/services/imports/advance-import.ts";
import { remindOfLotChanges } from "#lib/services/lots/advance-lot-change.ts";
import { recordEquityPoints } from "./jobs/equity-points.ts";
import { forgetOldPasses, proveEachMinute, proveNightly, proveOnRequest } from "./jobs/reconcile.ts";
import { resolveDispatch } from "./jobs/resolve-dispatch.ts";
import { removeDeadProcesses, removeExpiredKeys, removePersonalTraces } from "./jobs/retention.ts";
import { expireUnsent, settleCancels, settleReplacements } from "./jobs/settle-orders.ts";
import type { Term } from "./lease.ts";
import type { Bell } from "./wake.ts";

export const SCHEDULES_LEASE = "schedules";
/** Of its own, because a look at all books takes longer than an order may wait to be looked up. */
export const PROOF_LEASE = "proof";

export interface Task {
  readonly name: string;
  readonly everyMs: number;
  readonly run: (ctx: Context, signal: AbortSignal) => Promise<unknown>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const TASKS: readonly Task[] = [
  { name: "resolve-dispatch", everyMs: 2_000, run: resolveDispatch },
  { name: "settle-cancels", everyMs: 2_000, run: settleCancels },
  { name: "settle-replacements", everyMs: 2_000, run: settleReplacements },
  { name: "expire-unsent", everyMs: 5_000, run: expireUnsent },
  { name: "equity-points", everyMs: 20_000, run: (ctx) => recordEquityPoints(ctx.database) },
  { name: "corporate-actions", everyMs: 2_000, run: (ctx) => advanceCorporateActions({ ctx }) },
  { name: "corporate-action-take-backs", everyMs: 2_000, run: remindOfTakeBacks },
  { name: "waiting-imports", everyMs: 10_000, run: remindOfImports },
  { name: "waiting-lots", everyMs: 10_000, run: remindOfLotChanges },
  { name: "credits", everyMs: MINUTE_MS, run: (ctx) => rollCredits({ ctx }) },
  { name: "expired-keys", everyMs: MINUTE_MS, run: (ctx) => removeExpiredKeys(ctx.database) },
  { name: "personal-traces", everyMs: HOUR_MS, run: (ctx) => removePersonalTraces(ctx.database) },
  { name: "dead-processes", everyMs: HOUR_MS, run: (ctx) => removeDeadProcesses(ctx.database) },
  { name: "month-partitions", everyMs: 6 * HOUR_MS, run: (ctx) => ensureUpcomingMonths(ctx.database) },
];

export const PROOF_TASKS: readonly Task[] = [
  { name: "proof-on-request", everyMs: 2_000, run: proveOnRequest },
  { name: "proof-each-minute", everyMs: MINUTE_MS, run: proveEachMinute },
  { name: "proof-nightly", everyMs: 10 * MINUTE_MS, run: proveNightly },
  { name: "old-proofs", everyMs: HOUR_MS, run: forgetOldPasses },
];

export interface ScheduleOptions {
  readonly systemContext: () => Context;
  readonly bell: Bell;
  readonly tasks?: readonly Task[];
  readonly onFailed: (error: unknown, task: string) => void;
}

/** A task that fails does not keep the others from running, and has its next turn at its own pace. */
export async function leadSchedules(
  term: Term,
  { systemContext, bell, tasks = TASKS, onFailed }: ScheduleOptions,
): Promise<void> {
  const due = new Map(tasks.map((task) => [task.name, 0]));
  while (!term.signal.aborted) {
    for (const task of tasks) {
      if (term.signal.aborted || performance.now() < (due.get(task.name) ?? 0)) continue;
      await task.run(systemContext(), term.signal).catch((error: unknown) => onFailed(error, task.name));
      due.set(task.name, performance.now() + task.everyMs);
    }
    const next = Math.min(...due.values());
    await bell.wait(Math.max(10, next - performance.now()), term.signal);
  }
}
