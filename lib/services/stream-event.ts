/** The next event of an account's stream, numbered without gaps under the account's lock. */
import type { Tx } from "#lib/db/client.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";

export type StreamEventType = "order" | "execution" | "balance" | "limit" | "halt" | "breach" | "performance";

/** Its number. Takes the account's row lock until the commit: call it after the account was locked, or as the last write. */
export async function appendStreamEvent(
  tx: Tx,
  accountId: string,
  type: StreamEventType,
  entityId: string,
  payload: unknown,
): Promise<bigint> {
  const text = JSON.stringify(payload);
  const [row] = await tx.$queryRaw<{ seq: bigint }[]>`
    select append_stream_event(${accountId}::uuid, ${type}, ${entityId}::uuid, ${text}::jsonb) as seq`;
  invariant(row !== undefined, "a statement without a table has one row");
  return row.seq;
}
