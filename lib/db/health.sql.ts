/** What the health page asks of the database, in one round trip. */
import type { Database } from "./client.ts";
import { callJson } from "./named-statement.ts";

export interface HealthRows {
  readonly now: string;
  readonly processes: readonly {
    readonly kind: string;
    readonly version: string;
    readonly startedAt: string;
    readonly seenAt: string;
    readonly detail: unknown;
  }[];
  readonly leases: readonly { readonly name: string; readonly epoch: string; readonly expiresAt: string }[];
  readonly market: {
    readonly mode: string;
    readonly source: string;
    readonly stepped: boolean;
    readonly venueAt: string;
  } | null;
  readonly quotes: { readonly count: number; readonly newestAt: string | null; readonly oldestAt: string | null };
  readonly migrations: readonly string[];
  readonly proof: {
    readonly lastFull: {
      readonly at: string;
      readonly ms: number;
      readonly accounts: number;
      readonly journals: number;
      readonly postings: number;
    } | null;
    readonly lastAt: string | null;
    /** When the account was looked at whole that has waited longest. */
    readonly oldestAt: string | null;
    readonly stopsDesk: number;
    readonly stopsAccounts: number;
  };
}

/** Processes that have been silent for ten minutes are gone, not sick. */
export function readHealthRows(database: Database): Promise<HealthRows> {
  return callJson(database.$queryRaw`
    select jsonb_build_object(
      'now', clock_timestamp(),
      'processes', coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'version', version, 'startedAt', started_at, 'seenAt', seen_at,
        'detail', detail) order by seen_at desc) from process_report where seen_at > clock_timestamp() - interval '10 minutes'), '[]'),
      'leases', coalesce((select jsonb_agg(jsonb_build_object('name', name, 'epoch', epoch::text, 'expiresAt', expires_at) order by name)
        from worker_lease), '[]'),
      'market', (select jsonb_build_object('mode', mode, 'source', source, 'stepped', stepped, 'venueAt', venue_now()) from market_state where id = 1),
      'quotes', (select jsonb_build_object('count', count(*), 'newestAt', max(updated_at), 'oldestAt', min(updated_at)) from quote),
      'migrations', (select jsonb_agg(name order by id) from schema_migration),
      'proof', jsonb_build_object(
        'lastFull', (select jsonb_build_object('at', started_at, 'ms', duration_ms, 'accounts', accounts, 'journals', journals, 'postings', postings)
          from proof_pass where kind = 'full' and finished_at is not null order by started_at desc limit 1),
        'lastAt', (select max(started_at) from proof_pass where finished_at is not null),
        'oldestAt', greatest((select max(started_at) from proof_pass where kind = 'full' and finished_at is not null),
          (select min(coalesce(p.proved_at, a.created_at)) from account a left join proof_account p on p.account_id = a.id where a.kind <> 'house')),
        'stopsDesk', (select count(*) from proof_finding where closed_at is null and scope = 'desk'),
        'stopsAccounts', (select count(*) from proof_finding where closed_at is null and scope = 'account'))
    ) as result`);
}

/** Whether the database answers at all: the readiness probe. */
export async function pingDatabase(database: Database): Promise<void> {
  await database.$queryRaw`select 1 as alive`;
}

export async function readMigrations(database: Database): Promise<string[]> {
  const rows = await database.$queryRaw<{ name: string }[]>`select name from schema_migration order by id`;
  return rows.map(({ name }) => name);
}
