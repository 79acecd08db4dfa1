/** The books are proven all the time: everything each minute while that is quick, else what moved; everything each night and on request. */
import { readProofPace, removeOldPasses } from "#lib/db/proof.sql.ts";
import type { Context } from "#lib/services/context.ts";
import { type PassInput, type PassResult, runPass } from "#lib/services/proof/run-pass.ts";

/** A full pass that takes longer than this is not made every minute. */
const QUICK_MS = 5_000;

export async function proveEachMinute(ctx: Context, signal?: AbortSignal): Promise<PassResult | null> {
  const { lastFullMs, everythingIsDue } = await readProofPace(ctx.database);
  const kind = lastFullMs === null || lastFullMs < QUICK_MS || everythingIsDue ? "full" : "changed";
  return unlessStopped(ctx, { kind, occasion: "minute", signal });
}

/** After three at night in the venue's city, or later when nobody was up then; not at all where every minute is full. */
export async function proveNightly(ctx: Context, signal?: AbortSignal): Promise<PassResult | null> {
  const { nightIsDue } = await readProofPace(ctx.database);
  return nightIsDue ? unlessStopped(ctx, { kind: "full", occasion: "nightly", signal }) : null;
}

/** A request outlives the worker that died over it. */
export async function proveOnRequest(ctx: Context, signal?: AbortSignal): Promise<PassResult | null> {
  const { requestedId: requestId } = await readProofPace(ctx.database);
  if (requestId === null) return null;
  return unlessStopped(ctx, { kind: "full", occasion: "request", requestId, signal });
}

export function forgetOldPasses(ctx: Context): Promise<number> {
  return removeOldPasses(ctx.database);
}

/** A worker that stops, or leads no longer, ends its look between two checks: no failure, and the next leader looks anew. */
async function unlessStopped(ctx: Context, input: PassInput): Promise<PassResult | null> {
  try {
    return await runPass({ ctx, input });
  } catch (error) {
    if (input.signal?.aborted) return null;
    throw error;
  }
}
