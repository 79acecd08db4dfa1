/** HMAC-SHA-256 under the desk's own key: the same value is recognised again, and cannot be guessed back without the key. */
import { createHmac } from "node:crypto";
import type { KeyedHash } from "#lib/ports/keyed-hash.ts";

export function createKeyedHash(key: string): KeyedHash {
  return { hex: (value) => createHmac("sha256", key).update(value, "utf8").digest("hex") };
}
