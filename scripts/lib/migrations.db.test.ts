/** Every migration can be taken back and run again, and the second way up gives the same database. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { prepareDatabase, runMigrations } from "./migrations.ts";
import { withClient } from "./postgres/roles.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Everything that a migration can make in the public schema, one line each. */
async function shape(): Promise<string[]> {
  return withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
             || ' ' || coalesce(column_default, '') as line
        from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migration'
      union all
      select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'schema_migration'
      union all
      select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_migration'
      union all
      select 'trigger ' || tgrelid::regclass || ' ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
        and tgrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
      union all
      select 'function ' || oid::regprocedure || ' ' || md5(prosrc) from pg_proc where pronamespace = 'public'::regnamespace
      union all
      select 'grant ' || table_name || ' ' || privilege_type || ' ' || grantee
        from information_schema.role_table_grants where table_schema = 'public' and table_name <> 'schema_migration'
      order by 1`);
    return rows.map((row) => row.line);
  });
}

it("goes up, down and up again to the same database", async () => {
  const first = await shape();
  expect(first.length).toBeGreaterThan(0);
  const down = await runMigrations({ ownerUrl: database.ownerUrl, direction: "down" });
  expect(down.length).toBeGreaterThan(0);
  expect(await shape()).toEqual([]);
  const up = await prepareDatabase({ ownerUrl: database.ownerUrl, appRole: "ballast_app" });
  expect(up).toEqual(down.toReversed());
  expect(await shape()).toEqual(first);
});

it("has nothing left to do when it runs a second time", async () => {
  expect(await runMigrations({ ownerUrl: database.ownerUrl, direction: "up" })).toEqual([]);
});

it("lets two starts migrate at once", async () => {
  const twin = await createTestDatabase();
  try {
    await runMigrations({ ownerUrl: twin.ownerUrl, direction: "down" });
    const runs = await Promise.all([1, 2].map(() => runMigrations({ ownerUrl: twin.ownerUrl, direction: "up" })));
    const lengths = runs.map((run) => run.length).sort();
    expect(lengths[0]).toBe(0);
    expect(lengths[1]).toBeGreaterThan(0);
  } finally {
    await twin.drop();
  }
});
