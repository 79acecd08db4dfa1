/** Makes the histories of accounts that are due: asked for, a day behind, or with much that is new; one after the other. */
import { packMarketCloses } from "#lib/db/closes.sql.ts";
import {
  failAskedRun,
  findAskedRuns,
  findDueAccounts,
  recordFailure,
  removeOldRuns,
} from "#lib/db/performance-publish.sql.ts";
import type { Context } from "#lib/services/context.ts";
import { type RebuildInput, rebuildPerformance } from "#lib/services/performance/rebuild.ts";
import type { Task } from "../schedules.ts";

/** Of its own, because a long history takes longer than an order may wait to be looked up. */
export const PERFORMANCE_LEASE = "performance";

const ACCOUNTS_A_ROUND = 20;
const MINUTE_MS = 60_000;

export const PERFORMANCE_TASKS: readonly Task[] = [
  { name: "pack-closes", everyMs: 60 * MINUTE_MS, run: (ctx) => packMarketCloses(ctx.database) },
  { name: "rebuild-performance", everyMs: 1_000, run: rebuildDue },
  { name: "old-performance", everyMs: MINUTE_MS, run: (ctx) => removeOldRuns(ctx.database) },
];

/** Whoever waits for what was known then comes first. A failure is remembered, and its account has a later turn; the figures before stay. */
export async function rebuildDue(ctx: Context, signal?: AbortSignal): Promise<number> {
  const failures: Error[] = [];
  let made = 0;
  const attempt = async (run: Attempt, remember: (failure: string) => Promise<void>): Promise<void> => {
    try {
      await rebuildPerformance({ ctx, input: run });
      made += 1;
    } catch (error) {
      // Told by the number that its readers see.
      failures.push(new Error(`run ${run.runId} of account ${run.accountId} failed`, { cause: error }));
      await remember(causeOf(error));
    }
  };
  for (const { runId, accountId, knownAt } of await findAskedRuns(ctx.database, ACCOUNTS_A_ROUND)) {
    if (signal?.aborted) return made;
    const run = { accountId, runId, known: { runId, knownAt } };
    await attempt(run, (failure) => failAskedRun(ctx.database, runId, failure));
  }
  for (const { accountId } of await findDueAccounts(ctx.database, ACCOUNTS_A_ROUND)) {
    if (signal?.aborted) return made;
    const runId = ctx.newId();
    await attempt({ accountId, runId }, (failure) => recordFailure(ctx.database, { accountId, runId, failure }));
  }
  // The log hears of them once all accounts had their turn.
  const [first, ...others] = failures;
  if (first === undefined) return made;
  throw others.length === 0 ? first : new Error(`${failures.length} histories could not be made`, { cause: failures });
}

type Attempt = RebuildInput & { readonly runId: string };

const CAUSE_MAX = 300;

/** For administrators: what is wrong, not where in the code. */
function causeOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [line = ""] = text.trim().split("\n").slice(-1);
  return line.slice(0, CAUSE_MAX);
}
