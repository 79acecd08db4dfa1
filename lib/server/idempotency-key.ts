/** Reads the Idempotency-Key of a request and takes the fingerprint of what it is asked for. */
import { createHash } from "node:crypto";
import { canonical } from "#lib/domain/audit/canonical.ts";
import { ServiceError } from "#lib/services/errors.ts";

/**
 * `none` is for answers that must not be stored, because they carry a secret or personal data. `natural` is for requests that are
 * idempotent by themselves: a key is welcome and nothing is kept under it.
 */
export type IdempotencyRule = "required" | "accepted" | "natural" | "none";

const HEADER = "Idempotency-Key";
const BARE = /^[\x21-\x7e]{16,255}$/;

/** The key, bare or as a quoted string; null when none came and none is needed. */
export function readIdempotencyKey(header: string | null, rule: IdempotencyRule): string | null {
  if (header === null) {
    if (rule !== "required") return null;
    throw new ServiceError(
      "idempotency_key_missing",
      "Send a header Idempotency-Key with 16 to 255 visible characters, new for each order and the same for each retry of it.",
      { errors: [{ pointer: HEADER, detail: "is missing; a new UUID does" }] },
    );
  }
  if (rule === "none") {
    throw invalidKey(
      "This request takes no Idempotency-Key: its answer is not kept, so it could not be repeated.",
      "must be left out",
    );
  }
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (BARE.test(key)) return key;
  throw invalidKey(
    "The Idempotency-Key is not valid.",
    "must have 16 to 255 visible ASCII characters, bare or in double quotes",
  );
}

function invalidKey(message: string, detail: string): ServiceError {
  return new ServiceError("idempotency_key_invalid", message, { errors: [{ pointer: HEADER, detail }] });
}

export interface Fingerprinted {
  readonly method: string;
  /** The path with its parameters filled in: the same body for another order is another request. */
  readonly path: string;
  readonly query?: unknown;
  readonly body: unknown;
}

export function fingerprintOf({ method, path, query, body }: Fingerprinted): string {
  return createHash("sha256").update(canonical({ method, path, query, body })).digest("hex");
}
