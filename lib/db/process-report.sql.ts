/** What each process of the desk says about itself every few seconds, for the health page. */
import type { Database } from "./client.ts";

export interface ProcessReport {
  readonly id: string;
  readonly kind: "web" | "worker";
  readonly version: string;
  readonly startedAt: Date;
  /** Leases held, readers of the stream: whatever the health page shows of this kind. */
  readonly detail: { readonly [key: string]: unknown };
}

export async function reportProcess(
  database: Database,
  { id, kind, version, startedAt, detail }: ProcessReport,
): Promise<void> {
  const now = JSON.stringify({ pid: process.pid, memoryBytes: process.memoryUsage.rss(), ...detail });
  await database.$executeRaw`
    insert into process_report (process_id, kind, version, started_at, seen_at, detail)
    values (${id}::uuid, ${kind}, ${version}, ${startedAt}::timestamptz, clock_timestamp(), ${now}::jsonb)
    on conflict (process_id) do update set seen_at = excluded.seen_at, detail = excluded.detail`;
}

/** For a process that ends in order: it is not missed. */
export async function forgetProcess(database: Database, id: string): Promise<void> {
  await database.$executeRaw`delete from process_report where process_id = ${id}::uuid`;
}
