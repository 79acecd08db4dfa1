/** What this worker says about itself every five seconds, for the health page. */
import type { Database } from "#lib/db/client.ts";

export interface ProcessSelf {
  readonly id: string;
  readonly version: string;
  readonly startedAt: Date;
  /** Leases held, with their epochs, and whatever else the health page shows. */
  readonly detail: () => { readonly [key: string]: unknown };
}

export async function reportProcess(
  database: Database,
  { id, version, startedAt, detail }: ProcessSelf,
): Promise<void> {
  const now = JSON.stringify({ pid: process.pid, ...detail() });
  await database.$executeRaw`
    insert into process_report (process_id, kind, version, started_at, seen_at, detail)
    values (${id}::uuid, 'worker', ${version}, ${startedAt}::timestamptz, clock_timestamp(), ${now}::jsonb)
    on conflict (process_id) do update set seen_at = excluded.seen_at, detail = excluded.detail`;
}

export async function forgetProcess(database: Database, id: string): Promise<void> {
  await database.$executeRaw`delete from process_report where process_id = ${id}::uuid`;
}
