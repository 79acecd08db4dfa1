/** The next event of an account's stream, numbered without gaps under the account's lock. */
import type { Tx } from "#lib/db/client.ts";

export type StreamEventType = "order" | "execution" | "balance" | "limit" | "halt" | "breach";

/** Takes the account's row lock until the commit: call it after the account was locked, or as the last write. */
export async function appendStreamEvent(
  tx: Tx,
  accountId: string,
  type: StreamEventType,
  entityId: string,
  payload: unknown,
): Promise<void> {
  const text = JSON.stringify(payload);
  await tx.$queryRaw`select append_stream_event(${accountId}::uuid, ${type}, ${entityId}::uuid, ${text}::jsonb)::text`;
}
