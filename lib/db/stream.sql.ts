/** The stored events of account streams: numbered without gaps, so that a reader goes on where it stopped. */
import type { Database } from "./client.ts";

export interface StreamEventRow {
  readonly accountId: string;
  readonly seq: bigint;
  readonly type: string;
  readonly entityId: string | null;
  readonly payload: unknown;
}

export function readStreamEvents(
  database: Database,
  accountId: string,
  after: bigint,
  limit: number,
): Promise<StreamEventRow[]> {
  return database.$queryRaw<StreamEventRow[]>`
    select account_id as "accountId", seq, type, entity_id as "entityId", payload from stream_event
    where account_id = ${accountId}::uuid and seq > ${after}::bigint
    order by seq limit ${limit}::int`;
}

/** The latest number of each account. */
export async function readStreamHeads(
  database: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await database.$queryRaw<{ id: string; seq: bigint }[]>`
    select id, event_seq as seq from account where id = any(${[...accountIds]}::uuid[])`;
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}
