/** What a route says about itself: how its input is read, what it answers, and what the API's document tells of it. */
import { z } from "zod";
import type { Permission } from "#lib/domain/access/permissions.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import type { AccessContext } from "#lib/services/access-context.ts";
import type { Principal } from "#lib/services/principal.ts";
import type { IdempotencyRule } from "./idempotency-key.ts";
import type { LimitKind } from "./limits.ts";
import type { ProblemPlace } from "./problem.ts";
import type { NOTHING } from "./read-input.ts";
import type { Services } from "./services.ts";

export type Nothing = typeof NOTHING;

export interface Answer {
  readonly status: number;
  /** `undefined` is an answer without a body. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The part that the OpenAPI document is made of. */
export interface RouteAbout {
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly [string, ...string[]];
  /** Documentation only: the verb is what checks it. */
  readonly permission?: Permission | readonly Permission[];
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Where files are taken: more than an ordinary body may have. */
  readonly bodyBytesMax?: number;
  /** A body of text/csv becomes the member `content`; the other members come as parameters of the address. */
  readonly takesCsv?: boolean;
  /** The body of a success; outside production every answer is held against it. */
  readonly answer?: z.ZodType;
  /** Media types of a success that is a file. */
  readonly files?: readonly string[];
  /** Of a success, 200 unless told; 204 where the verb returns nothing. */
  readonly status?: number;
  /** A success may also be a 202 with the same body: the worker does it, and the body says how far it is. */
  readonly mayTakeLater?: boolean;
  /** Refusals that are answers of this route besides the usual ones, e.g. `{ 422: "The order was refused." }`. */
  readonly refusals?: { readonly [status: number]: string };
  /** `accepted` on writes unless told. */
  readonly idempotency?: IdempotencyRule;
  /** By method unless told. */
  readonly limit?: LimitKind;
  /** Needs no credentials. */
  readonly public?: boolean;
}

export interface RouteDeclaration<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R> extends RouteAbout {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** From the verb's result to JSON. Annotate its parameter, or name a function: it is read before the verb is. */
  readonly view?: (result: R) => unknown;
  /** Instead of view and status where a result may be a refusal. What it makes is also what a retry hears. */
  readonly render?: (result: R, place: ProblemPlace) => Answer;
}

export interface RouteInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly ctx: AccessContext;
  readonly principal: Principal;
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  readonly request: Request;
  readonly services: Services;
}

/** As Next.js calls a route handler. */
export interface Segment {
  readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export interface RouteHandler {
  (request: Request, segment?: Segment): Promise<Response>;
  readonly about: RouteAbout;
}

export const WRITES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** A field that nobody reads is a mistake of the caller's that we would hide. */
export function requireStrict(about: RouteAbout): void {
  for (const schema of [about.params, about.query, about.body]) {
    if (!(schema instanceof z.ZodObject)) continue;
    invariant(schema.def.catchall instanceof z.ZodNever, `${about.summary}: input schemas are strict objects`);
  }
}

export function renderResult<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R>(
  declaration: RouteDeclaration<P, Q, B, R>,
  result: R,
  place: ProblemPlace,
): Answer {
  if (declaration.render !== undefined) return declaration.render(result, place);
  const body: unknown = declaration.view === undefined ? result : declaration.view(result);
  return { status: declaration.status ?? (body === undefined ? 204 : 200), body };
}
