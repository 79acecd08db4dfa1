/** Exactly these rights, table by table: the application's role owns nothing and cannot rewrite the books. */

import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";

/** S select, I insert, U update, D delete; written out here, so that a change in the code has to be made twice. */
const EXPECTED = `
  account SIU
  account_day SIU
  account_member SIUD
  activity SI
  activity_key SIUD
  api_key SIU
  app_user SIU
  asset SIU
  asset_alias SI
  audit_event SI
  balance S
  bar SIU
  bar_import SI
  breach SI
  close_year SIUD
  corporate_action SIU
  draft_activity SIUD
  draft_lot SIUD
  draft_lot_close SIUD
  draft_posting SIUD
  equity_point SIU
  execution SI
  file_import SIU
  file_import_row SIUD
  flag SIU
  halt SIU
  hold SIU
  idempotency_key SIUD
  journal SI
  lot SIUD
  lot_assignment SIUD
  lot_change SIU
  lot_close SIUD
  market_command SIU
  market_state SIU
  open_order_total S
  order_event SI
  orders SIU
  password_token SIUD
  performance_account SIU
  performance_checkpoint SIUD
  performance_run SIUD
  performance_year SIUD
  position SIUD
  posting SI
  process_report SIUD
  proof_account SIUD
  proof_finding SIU
  proof_pass SIUD
  quote SIUD
  rate_limit SIUD
  risk_limit SIU
  schema_migration S
  security_event SID
  session SIU
  session_override SIUD
  stream_event SI
  take_back_failure SIUD
  venue_execution SIU
  venue_order SIU
  worker_lease SIU`;

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

describe("the application's role", () => {
  it("has exactly these rights on tables, and none on partitions", async () => {
    const { rows } = await client.query<{ line: string }>(`
      select c.relname || ' ' || concat(
        case when has_table_privilege('ballast_app', c.oid, 'select') then 'S' end,
        case when has_table_privilege('ballast_app', c.oid, 'insert') then 'I' end,
        case when has_table_privilege('ballast_app', c.oid, 'update') then 'U' end,
        case when has_table_privilege('ballast_app', c.oid, 'delete') then 'D' end,
        case when has_table_privilege('ballast_app', c.oid, 'truncate') then 'T' end,
        case when has_table_privilege('ballast_app', c.oid, 'references') then 'R' end,
        case when has_table_privilege('ballast_app', c.oid, 'trigger') then 'G' end) as line
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
      order by c.relname`);
    const expected = EXPECTED.trim()
      .split("\n")
      .map((line) => line.trim());
    expect(rows.map(({ line }) => line)).toEqual(expected);
    const partitions = await client.query(`
      select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relispartition and c.relkind = 'r'
        and has_table_privilege('ballast_app', c.oid, 'select, insert, update, delete, truncate')`);
    expect(partitions.rows).toEqual([]);
  });

  it("has no right on single columns that the tables do not give", async () => {
    const { rows } = await client.query(`
      select attrelid::regclass::text || '.' || attname as name from pg_attribute
      where attacl is not null and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)`);
    expect(rows).toEqual([]);
  });

  it("owns nothing and can create nothing", async () => {
    const owned = await client.query(`
      select relname from pg_class where relowner = 'ballast_app'::regrole
      union all select proname from pg_proc where proowner = 'ballast_app'::regrole
      union all select nspname from pg_namespace where nspowner = 'ballast_app'::regrole`);
    expect(owned.rows).toEqual([]);
    const create = await client.query(`
      select has_schema_privilege('ballast_app', 'public', 'create') as here, has_schema_privilege('ballast_app', 'pgboss', 'create') as queue,
        has_database_privilege('ballast_app', current_database(), 'create') as anywhere`);
    expect(create.rows[0]).toEqual({ here: false, queue: false, anywhere: false });
    const role = await client.query(
      "select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = 'ballast_app'",
    );
    expect(role.rows[0]).toEqual({ rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false });
    const member = await client.query("select pg_has_role('ballast_app', 'ballast_owner', 'member') as member");
    expect(member.rows[0]?.member).toBe(false);
  });

  it("cannot alter a table or switch a trigger off", async () => {
    const app = new pg.Client({ connectionString: database.appUrl });
    await app.connect();
    try {
      for (const statement of [
        "alter table posting add column more text",
        "alter table posting disable trigger all",
        "drop trigger posting_no_change on posting",
        "drop table posting",
        "set session_replication_role = replica",
        "create table mine (id int)",
      ]) {
        await expect(app.query(statement), statement).rejects.toMatchObject({ code: "42501" });
      }
    } finally {
      await app.end();
    }
  });
});
