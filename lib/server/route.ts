/** Makes a route handler from a declaration and a verb: authentication, limits, input, idempotency and answer are done here, once. */
import type { z } from "zod";
import { invariant } from "#lib/domain/shared/invariant.ts";
import type { IdempotencyClaim } from "#lib/services/context.ts";
import { IdempotentReplay } from "#lib/services/idempotency.ts";
import type { Principal } from "#lib/services/principal.ts";
import { contextFor } from "./context.ts";
import {
  type Answer,
  type Nothing,
  type RouteDeclaration,
  type RouteHandler,
  type RouteInput,
  renderResult,
  requireStrict,
  WRITES,
} from "./declaration.ts";
import { fingerprintOf, readIdempotencyKey } from "./idempotency-key.ts";
import { identify, signInFirst } from "./identify.ts";
import { limited, limitHeaders, quotaFor } from "./limits.ts";
import { NOTHING, parsePart, queryOf, readBody } from "./read-input.ts";
import { type Call, respond } from "./respond.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { type Services, services } from "./services.ts";

/**
 * `run` returns what its verb returned, unchanged: under an Idempotency-Key the verb stores the rendered answer in its own
 * transaction, so what is rendered there and here must be the same thing.
 */
export function route<R, P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing, B extends z.ZodType = Nothing>(
  declaration: RouteDeclaration<P, Q, B, R>,
  run: (input: RouteInput<P, Q, B>) => Promise<R | Response> | R | Response,
): RouteHandler {
  requireStrict(declaration);
  const handler = (request: Request, segment?: Parameters<RouteHandler>[1]) =>
    respond(request, segment, declaration, async (call) => {
      const built = await services();
      const principal = await admit(call, declaration, built);
      const input = await readInput(call, declaration);
      const claim = claimOf(call, declaration, input);
      const ctx = contextFor(principal, { requestId: call.place.requestId, idempotency: claim }, built);
      try {
        const result = await run({ ...input, ctx, principal, request, services: built });
        return result instanceof Response ? result : renderResult(declaration, result, call.place);
      } catch (error) {
        if (error instanceof IdempotentReplay) return replayed(error);
        throw error;
      }
    });
  return Object.assign(handler, { about: declaration });
}

/** Who is calling, if they may go on: counted, known, and not sent here by another site. */
async function admit(
  call: Call,
  { limit }: { readonly limit?: "read" | "write" | "none" },
  built: Services,
): Promise<Principal> {
  const { request, place, headers } = call;
  const { principal, refusal, address } = await identify(request.headers, place.requestId, built);
  const isWrite = WRITES.has(request.method);
  const kind = limit ?? (isWrite ? "write" : "read");
  if (kind !== "none") {
    const quota = quotaFor(principal, kind, address, built.settings);
    const verdict = await built.limiter.consume(quota.policy, quota.subject);
    for (const [name, value] of Object.entries(limitHeaders(quota, verdict))) headers.set(name, value);
    if (!verdict.allowed) throw limited(quota, verdict);
  }
  if (principal === null) throw refusal ?? signInFirst();
  if (isWrite && principal.kind === "session") requireSameOrigin(request);
  return principal;
}

async function readInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R>(
  { request, url, params }: Call,
  declaration: RouteDeclaration<P, Q, B, R>,
) {
  // Where nothing is declared, nothing may come: the types then say the same.
  const nothing = NOTHING as unknown as P & Q & B;
  const { bodyBytesMax: bytesMax, takesCsv: csv } = declaration;
  const body = WRITES.has(request.method) ? await readBody(request, { bytesMax, csv }) : {};
  // The address's parameters are the body's members then.
  const takenAsBody =
    csv === true && request.headers.get("content-type")?.toLowerCase().startsWith("text/csv") === true;
  return {
    params: parsePart(
      declaration.params ?? nothing,
      declaration.params === undefined ? {} : params,
      "path",
    ) as z.output<P>,
    query: parsePart(declaration.query ?? nothing, takenAsBody ? {} : queryOf(url), "query") as z.output<Q>,
    body: parsePart(
      declaration.body ?? nothing,
      declaration.body === undefined ? (body ?? {}) : body,
      "body",
    ) as z.output<B>,
  };
}

function claimOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R>(
  { request, url, pattern, place }: Call,
  declaration: RouteDeclaration<P, Q, B, R>,
  { query, body }: { readonly query: unknown; readonly body: unknown },
): IdempotencyClaim | null {
  const { method } = request;
  if (!WRITES.has(method)) return null;
  const rule = declaration.idempotency ?? "accepted";
  const key = readIdempotencyKey(request.headers.get("idempotency-key"), rule);
  if (key === null || rule === "natural") return null;
  return {
    key,
    route: `${method} ${pattern}`,
    fingerprint: fingerprintOf({ method, path: url.pathname, query, body }),
    // The verb's result comes back untyped through the claim; it is what `run` returns.
    render: (result) => storable(renderResult(declaration, result as R, place)),
  };
}

function storable({ status, body }: Answer): { readonly status: number; readonly body: unknown } {
  invariant(body !== undefined, "an answer that is kept for retries has a body");
  return { status, body };
}

function replayed({ answer }: IdempotentReplay): Answer {
  return { status: answer.status, body: answer.body, headers: { "idempotent-replayed": "true" } };
}
