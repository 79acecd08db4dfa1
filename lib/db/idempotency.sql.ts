/** Named statements for idempotency keys outside the order path. */
import type { Tx } from "./client.ts";
import { callJson } from "./named-statement.ts";

export type KeyClaim =
  | { readonly claim: "none" | "new" | "mismatch" | "in_use" | "gone" }
  | { readonly claim: "replay"; readonly status: number | null; readonly body: unknown };

export interface KeyToClaim {
  readonly userId: string;
  readonly key: string;
  readonly route: string;
  readonly fingerprint: string;
}

/** Waits for a request with the same key that is still running, for two seconds at most: then the claim is `in_use`. */
export async function claimKey(tx: Tx, { userId, key, route, fingerprint }: KeyToClaim): Promise<KeyClaim> {
  await tx.$queryRaw`select set_config('lock_timeout', '2000', true)`;
  return callJson<KeyClaim>(
    tx.$queryRaw`select claim_key(${userId}::uuid, ${key}, ${route}, decode(${fingerprint}, 'hex')) as result`,
  );
}

export interface AnswerToStore {
  readonly userId: string;
  readonly key: string;
  readonly answer: { readonly status: number; readonly body: unknown };
  readonly entityId?: string;
}

export async function storeAnswer(tx: Tx, { userId, key, answer, entityId }: AnswerToStore): Promise<void> {
  const body = JSON.stringify(answer.body ?? null);
  await tx.$queryRaw`select store_answer(${userId}::uuid, ${key}, ${answer.status}::int, ${body}::jsonb, ${entityId ?? null}::uuid)::text`;
}
