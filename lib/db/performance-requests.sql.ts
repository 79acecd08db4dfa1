/** Asks for an account's history to be made again, in the transaction that makes it wrong: the worker finds the request when it commits. */
import type { Database, Tx } from "./client.ts";

export interface RebuildRequest {
  readonly accountId: string;
  /** The first day whose figures are not right any more; null for all of them. */
  readonly fromDay: string | null;
  readonly reason: string;
}

export async function requestRebuild(db: Database | Tx, { accountId, fromDay, reason }: RebuildRequest): Promise<void> {
  await db.$executeRaw`
    insert into performance_account (account_id, requested, stale_from, reason, requested_at)
    values (${accountId}::uuid, 1, coalesce(${fromDay}::text::date, '-infinity'), ${reason}, clock_timestamp())
    on conflict (account_id) do update set requested = performance_account.requested + 1, reason = excluded.reason,
      requested_at = excluded.requested_at, retry_at = null, attempts = 0,
      stale_from = least(excluded.stale_from, performance_account.stale_from)`;
}

export interface HoldersRequest {
  readonly assetIds: readonly string[];
  readonly fromDay: string | null;
  readonly reason: string;
}

/** For every account that has had one of these assets, or is kept in one of these currencies. */
export async function requestRebuildOfHolders(
  db: Database | Tx,
  { assetIds, fromDay, reason }: HoldersRequest,
): Promise<number> {
  return db.$executeRaw`
    insert into performance_account (account_id, requested, stale_from, reason, requested_at)
    select account_id, 1, coalesce(${fromDay}::text::date, '-infinity'), ${reason}, clock_timestamp()
    from (select account_id from position where asset_id = any(${assetIds}::uuid[])
      union select account_id from balance where asset_id = any(${assetIds}::uuid[])) h
    join account a on a.id = h.account_id and a.kind <> 'house'
    order by account_id
    on conflict (account_id) do update set requested = performance_account.requested + 1, reason = excluded.reason,
      requested_at = excluded.requested_at, retry_at = null, attempts = 0,
      stale_from = least(excluded.stale_from, performance_account.stale_from)`;
}
