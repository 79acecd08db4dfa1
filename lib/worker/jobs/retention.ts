/** Removes what has served its time: stored answers, old sign-in warnings, one-time links, the addresses of ended sessions, dead processes. */
import type { Database } from "#lib/db/client.ts";

const BATCH = 1_000;
const BATCHES_MAX = 50;

/** In small batches, so that no request with one of these keys waits. */
export async function removeExpiredKeys(database: Database): Promise<number> {
  let removed = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
    const count = await database.$executeRaw`
      delete from idempotency_key where (user_id, key) in (
        select user_id, key from idempotency_key where expires_at < clock_timestamp() order by expires_at limit ${BATCH})`;
    removed += count;
    if (count < BATCH) break;
  }
  return removed;
}

export async function removePersonalTraces(database: Database): Promise<void> {
  await database.$executeRaw`delete from security_event where created_at < now() - interval '90 days'`;
  await database.$executeRaw`delete from password_token where expires_at < now() - interval '7 days'`;
  await database.$executeRaw`
    update session set ended_at = expires_at, end_reason = 'expired' where ended_at is null and expires_at < now()`;
  // The row stays, because audit rows speak of it; where from and with what is forgotten.
  await database.$executeRaw`
    update session set address = null, user_agent = null
    where ended_at < now() - interval '90 days' and (address is not null or user_agent is not null)`;
}

export async function removeDeadProcesses(database: Database): Promise<void> {
  await database.$executeRaw`delete from process_report where seen_at < now() - interval '1 day'`;
}
