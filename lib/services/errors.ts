/** The application's errors: a closed code, a sentence for the person, and what the answer needs besides. Thrown, so they roll back. */

export const ERROR_CODES = [
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "stale_version",
  "invalid",
  "idempotency_key_missing",
  "idempotency_key_invalid",
  "idempotency_key_reused",
  "idempotency_key_in_use",
  "duplicate_client_order_id",
  "no_orders_on_book",
  "rate_limited",
  "payload_too_large",
  "unsupported_media_type",
  "busy",
  "unavailable",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface FieldError {
  /** JSON pointer into the body, or the name of the query parameter. */
  readonly pointer: string;
  readonly detail: string;
}

export interface ServiceErrorOptions {
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  /** Further members of the problem document, such as the id of the order that is in the way. */
  readonly extra?: { readonly [member: string]: unknown };
  readonly cause?: unknown;
}

export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;
  readonly extra: { readonly [member: string]: unknown };

  constructor(code: ErrorCode, message: string, options: ServiceErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "ServiceError";
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.extra = options.extra ?? {};
  }
}

/** Missing things and other people's things answer alike, so that ids cannot be probed. */
export function notFound(what: string): ServiceError {
  return new ServiceError("not_found", `There is no such ${what}, or it is not yours to see.`);
}

export function noOrdersOnBook(): ServiceError {
  return new ServiceError("no_orders_on_book", "This account is a book: it tells a past, and has no orders.");
}
