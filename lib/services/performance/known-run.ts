/** A run of what was known at an instant: the worker makes it when it is asked for, and the caller waits a moment for it. */
import { setTimeout as pause } from "node:timers/promises";
import { type PerformanceHead, readPerformanceHead } from "#lib/db/performance-head.sql.ts";
import { askForRun } from "#lib/db/performance-publish.sql.ts";
import type { Context } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";

const LOOK_EVERY_MS = 100;
const LOOKS = 40;
const RETRY_AFTER_SECONDS = 2;

/** Answers with the head whose run is that one; when it takes longer, the caller is told to ask again. */
export async function headKnownAt(ctx: Context, accountId: string, knownAt: Date): Promise<PerformanceHead> {
  for (let look = 0; look < LOOKS; look += 1) {
    const head = await readPerformanceHead(ctx.database, accountId, knownAt);
    if (head === null) throw notFound("account");
    if (head.run?.status === "ready") return head;
    if (head.run?.status === "failed" && look > 0) throw failed(head.run.failure);
    if (look === 0) await askForRun(ctx.database, { id: ctx.newId(), accountId, knownAt });
    await pause(LOOK_EVERY_MS);
  }
  throw new ServiceError("busy", "The books as they were known then are being made. Ask again in a moment.", {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

function failed(cause: string | null): ServiceError {
  return new ServiceError(
    "unavailable",
    `The books as they were known then could not be made: ${cause ?? "unknown"}.`,
    {
      retryAfterSeconds: 60,
    },
  );
}
