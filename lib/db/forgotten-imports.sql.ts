/** Imports that wait for something, and for which there is no job that waits, runs or is to be tried again. */
import type { Database } from "./client.ts";
import { IMPORT_QUEUE } from "./queues.ts";

/** Those that were not touched since then, the oldest first. */
export async function findForgottenImports(db: Database, since: Date, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select i.id from file_import i
    where i.status in ('received', 'publishing', 'undoing') and i.updated_at <= ${since}::timestamptz and not exists (
      select 1 from pgboss.job j
      where j.name = ${IMPORT_QUEUE} and j.state in ('created', 'retry', 'active') and j.data ->> 'importId' = i.id::text)
    order by i.updated_at limit ${limit}::int`;
  return rows.map(({ id }) => id);
}
