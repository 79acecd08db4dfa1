/** The one map from errors to answers: RFC 9457, a closed code, the request id, and never a stack trace. */
import { ZodError } from "zod";
import type { Problem } from "#lib/contracts/problem.ts";
import { isBusyBeforeStart, isConnectionLost, isLockTimeout, sqlStateOf } from "#lib/db/database-fault.ts";
import { type ErrorCode, type FieldError, ServiceError } from "#lib/services/errors.ts";
import { fieldErrors } from "./field-errors.ts";

export type ProblemCode = ErrorCode | "internal";

export const STATUS_OF = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale_version: 409,
  invalid: 400,
  idempotency_key_missing: 400,
  idempotency_key_invalid: 400,
  idempotency_key_reused: 422,
  idempotency_key_in_use: 409,
  duplicate_client_order_id: 409,
  no_orders_on_book: 409,
  rate_limited: 429,
  payload_too_large: 413,
  unsupported_media_type: 415,
  busy: 503,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number> & Record<ProblemCode, number>;

const TITLE_OF = {
  unauthenticated: "Sign in or give an API key",
  forbidden: "Not permitted",
  not_found: "Not found",
  conflict: "This does not fit the present state",
  stale_version: "Somebody changed it meanwhile",
  invalid: "The request is not valid",
  idempotency_key_missing: "An Idempotency-Key is needed",
  idempotency_key_invalid: "The Idempotency-Key is not valid",
  idempotency_key_reused: "The Idempotency-Key belongs to another request",
  idempotency_key_in_use: "The same request is still being worked on",
  duplicate_client_order_id: "The clientOrderId is taken",
  no_orders_on_book: "A book has no orders",
  rate_limited: "Too many requests",
  payload_too_large: "The request is too large",
  unsupported_media_type: "The body must be JSON",
  busy: "Busy",
  unavailable: "Not available just now",
  internal: "Something went wrong on our side",
} as const satisfies Record<ProblemCode, string>;

export interface ProblemPlace {
  readonly requestId: string;
  /** The path that was asked for. */
  readonly instance: string;
}

export interface ProblemAnswer {
  readonly status: number;
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** The cause is not known: it belongs into the log, with its stack. */
  readonly unexpected: boolean;
}

export interface ProblemParts extends ProblemPlace {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly extra?: { readonly [member: string]: unknown };
}

/** Also for refusals that are answers rather than errors, such as a rejected order: their codes are the domain's. */
export function problemBody({
  code,
  status,
  title,
  detail,
  requestId,
  instance,
  errors = [],
  extra = {},
}: ProblemParts): Problem {
  return {
    ...extra,
    type: `/docs/errors/${code}`,
    title,
    status,
    detail,
    instance,
    code,
    requestId,
    ...(errors.length > 0 ? { errors: [...errors] } : {}),
  };
}

export function problemFrom(thrown: unknown, place: ProblemPlace): ProblemAnswer {
  const error = asServiceError(thrown);
  const code: ProblemCode = error?.code ?? "internal";
  const status = STATUS_OF[code];
  const problem = problemBody({
    ...place,
    code,
    status,
    title: TITLE_OF[code],
    detail: error?.message ?? "This request could not be carried out. Give the request id when you ask about it.",
    errors: error?.errors ?? [],
    extra: error?.extra ?? {},
  });
  const headers: Record<string, string> = {};
  if (error?.retryAfterSeconds != null) headers["retry-after"] = String(error.retryAfterSeconds);
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="ballast"';
  return { status, problem, headers, unexpected: error === null };
}

export function problemResponse({ status, problem, headers }: ProblemAnswer): Response {
  return new Response(JSON.stringify(problem), {
    status,
    headers: { ...headers, "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}

function asServiceError(thrown: unknown): ServiceError | null {
  if (thrown instanceof ServiceError) return thrown;
  if (thrown instanceof ZodError) {
    return new ServiceError("invalid", "Some fields are not as they should be.", {
      errors: fieldErrors(thrown.issues, "body"),
    });
  }
  if (isBusyBeforeStart(thrown) || isLockTimeout(thrown) || isRolledBack(thrown)) {
    return new ServiceError("busy", "Too much is going on at once. Nothing happened; try again in a second.", {
      retryAfterSeconds: 1,
      cause: thrown,
    });
  }
  if (isConnectionLost(thrown)) {
    return new ServiceError(
      "unavailable",
      "The database cannot be reached. Whether the last step was recorded is not known: repeat it with the same Idempotency-Key.",
      { retryAfterSeconds: 2, cause: thrown },
    );
  }
  return null;
}

// Serialization failures and deadlocks that outlasted the retries, and statements that were cut off.
const ROLLED_BACK = new Set(["40001", "40P01", "57014"]);

/** P2028 is a transaction that could not begin or outlived its five seconds: rolled back like the others, unless its end had been sent already, which its verb says. */
function isRolledBack(thrown: unknown): boolean {
  const state = sqlStateOf(thrown);
  if (state !== null) return ROLLED_BACK.has(state);
  return thrown instanceof Error && "code" in thrown && thrown.code === "P2028";
}
