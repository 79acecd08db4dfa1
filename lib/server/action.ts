/** Makes a server action over the same verb that a route calls: same check of input, same key, same refusal, as a value. */
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Problem } from "#lib/contracts/problem.ts";
import type { AccessContext } from "#lib/services/access-context.ts";
import type { IdempotencyClaim } from "#lib/services/context.ts";
import { IdempotentReplay } from "#lib/services/idempotency.ts";
import type { Principal } from "#lib/services/principal.ts";
import { contextFor } from "./context.ts";
import { type Answer, renderResult } from "./declaration.ts";
import { fingerprintOf, readIdempotencyKey } from "./idempotency-key.ts";
import { identify, type ReadableHeaders, signInFirst } from "./identify.ts";
import { limited, quotaFor } from "./limits.ts";
import { type ProblemPlace, problemFrom } from "./problem.ts";
import { parsePart } from "./read-input.ts";
import { requestIdOf } from "./request-id.ts";
import { type Services, services } from "./services.ts";

export type ActionResult<T> =
  | { readonly ok: true; readonly value: T; readonly replayed: boolean }
  | { readonly ok: false; readonly problem: Problem };

export interface ActionOptions<S extends z.ZodType, R> {
  /** The route over the same verb: an action and a request with one key are one effect. */
  readonly twin?: {
    readonly method: string;
    readonly path: (input: z.output<S>) => string;
    readonly pattern: string;
    /** The part of the input that is that route's body; all of it unless told. */
    readonly body?: (input: z.output<S>) => unknown;
  };
  readonly view?: (result: R) => unknown;
  readonly status?: number;
  readonly render?: (result: R, place: ProblemPlace) => Answer;
}

export interface ActionCall {
  readonly idempotencyKey?: string | undefined;
}

export type Action<V> = (raw: unknown, call?: ActionCall) => Promise<ActionResult<V>>;

/** `V` is what the view makes; it goes to the browser as plain JSON. Next.js has checked Origin against Host before. */
export function action<S extends z.ZodType, R, V = R>(
  schema: S,
  run: (input: { readonly ctx: AccessContext; readonly input: z.output<S> }) => Promise<R>,
  options: ActionOptions<S, R> = {},
): Action<V> {
  return async (raw, call = {}) => {
    const head = await headers();
    const place = { requestId: requestIdOf(head), instance: options.twin?.pattern ?? "action" };
    let result: ActionResult<unknown>;
    try {
      result = await carryOut({ schema, run, options, raw, call, head, place });
    } catch (error) {
      unstable_rethrow(error);
      result = await refusal(error, place);
    }
    await logAction(place, result);
    // The view of `V` is the caller's word; the value is what it made.
    return result as ActionResult<V>;
  };
}

interface Performance<S extends z.ZodType, R> {
  readonly schema: S;
  readonly run: (input: { readonly ctx: AccessContext; readonly input: z.output<S> }) => Promise<R>;
  readonly options: ActionOptions<S, R>;
  readonly raw: unknown;
  readonly call: ActionCall;
  readonly head: ReadableHeaders;
  readonly place: ProblemPlace;
}

/** Without Next.js around it, so that a test can hold it against the route. */
export async function carryOut<S extends z.ZodType, R>(performance: Performance<S, R>): Promise<ActionResult<unknown>> {
  const { schema, run, options, raw, call, head, place } = performance;
  const built = await services();
  const principal = await admitAction(head, place, built);
  const input = parsePart(schema, raw, "body");
  const render = (result: R) => renderResult({ summary: "", tags: ["action"], ...options }, result, place);
  const idempotency = claimOf(options, input, call.idempotencyKey, (result) => render(result as R));
  const ctx = contextFor(principal, { requestId: place.requestId, idempotency }, built);
  try {
    return asResult(render(await run({ ctx, input })), false);
  } catch (error) {
    if (error instanceof IdempotentReplay) return asResult(error.answer, true);
    throw error;
  }
}

async function admitAction(head: ReadableHeaders, { requestId }: ProblemPlace, built: Services): Promise<Principal> {
  const { principal, refusal: refused, address } = await identify(head, requestId, built);
  const quota = quotaFor(principal, "write", address, built.settings);
  const verdict = await built.limiter.consume(quota.policy, quota.subject);
  if (!verdict.allowed) throw limited(quota, verdict);
  if (principal === null || principal.kind !== "session") throw refused ?? signInFirst();
  return principal;
}

function claimOf<S extends z.ZodType, R>(
  { twin }: ActionOptions<S, R>,
  input: z.output<S>,
  header: string | undefined,
  render: IdempotencyClaim["render"],
): IdempotencyClaim | null {
  if (twin === undefined) return null;
  const key = readIdempotencyKey(header ?? null, "accepted");
  if (key === null) return null;
  const { method } = twin;
  const body: unknown = twin.body === undefined ? input : twin.body(input);
  return {
    key,
    route: `${method} ${twin.pattern}`,
    fingerprint: fingerprintOf({ method, path: twin.path(input), query: {}, body }),
    render,
  };
}

function asResult({ status, body }: Answer, replayed: boolean): ActionResult<unknown> {
  if (status < 400) return { ok: true, value: body, replayed };
  return { ok: false, problem: body as Problem };
}

async function logAction({ requestId, instance }: ProblemPlace, result: ActionResult<unknown>): Promise<void> {
  const built = await services().catch(() => null);
  built?.log.info({ requestId, route: instance, code: result.ok ? "ok" : result.problem.code }, "action");
}

async function refusal(error: unknown, place: ProblemPlace): Promise<ActionResult<never>> {
  const { problem, unexpected } = problemFrom(error, place);
  if (unexpected) (await services()).log.error({ err: error, requestId: place.requestId }, "an action failed");
  return { ok: false, problem };
}
