/** The migrated database and the Prisma schema are the same thing twice; here they are held together, column by column. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { readPrismaSchema, type SchemaTable } from "#lib/testing/prisma-schema.ts";

let database: TestDatabase;
let migrated: SchemaTable[];
const declared = readPrismaSchema();

beforeAll(async () => {
  database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    migrated = await readDatabase(client);
  } finally {
    await client.end();
  }
});
afterAll(() => database.drop());

async function readDatabase(client: pg.Client): Promise<SchemaTable[]> {
  const { rows } = await client.query<SchemaTable>(`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', not a.attnotnull,
          'hasDefault', a.atthasdef or a.attidentity <> '') order by a.attname)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select json_agg(k.name order by k.n) from (
          select a.attname as name, u.n from pg_constraint p, unnest(p.conkey) with ordinality as u (attnum, n)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = u.attnum
          where p.conrelid = c.oid and p.contype = 'p') k), '[]') as "primaryKey",
      coalesce((select json_agg(keys.text order by keys.text) from (
          -- Constraints and plain unique indexes; partial ones and those over expressions are beyond the schema's language.
          select string_agg(a.attname, ',' order by u.n) as text from pg_index i, unnest(i.indkey) with ordinality as u (attnum, n)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = u.attnum
          where i.indrelid = c.oid and i.indisunique and not i.indisprimary and i.indpred is null and i.indexprs is null
          group by i.indexrelid) keys), '[]') as "uniqueKeys",
      coalesce((select json_agg(f.text order by f.text) from (
          select (select string_agg(a.attname, ',' order by u.n) from unnest(p.conkey) with ordinality as u (attnum, n)
              join pg_attribute a on a.attrelid = p.conrelid and a.attnum = u.attnum)
            || ' -> ' || t.relname || '(' || (select string_agg(a.attname, ',' order by u.n) from unnest(p.confkey) with ordinality as u (attnum, n)
              join pg_attribute a on a.attrelid = p.confrelid and a.attnum = u.attnum) || ')' as text
          from pg_constraint p join pg_class t on t.oid = p.confrelid where p.conrelid = c.oid and p.contype = 'f') f), '[]') as "foreignKeys"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migration'
    order by c.relname`);
  return rows;
}

/** Kept by triggers that look once for all rows of a statement. */
const BY_TRIGGER: { readonly [table: string]: readonly string[] } = {
  activity: ["journal_id -> journal(id)", "reverses_id -> activity(id)"],
  activity_key: ["activity_id -> activity(id)"],
  journal: ["account_id -> account(id)", "reverses_id -> journal(id)"],
  lot: ["account_id -> account(id)", "asset_id -> asset(id)", "opened_activity_id -> activity(id)"],
  lot_close: ["account_id -> account(id)", "activity_id -> activity(id)", "lot_id -> lot(id)"],
  posting: ["account_id -> account(id)", "asset_id -> asset(id)", "journal_id -> journal(id)"],
};

const named = <T>(things: readonly (T & { name: string })[]) => new Map(things.map((thing) => [thing.name, thing]));

describe("the migrated database and the Prisma schema", () => {
  it("have the same tables", () => {
    expect(declared.map(({ name }) => name).sort()).toEqual(migrated.map(({ name }) => name));
  });

  it.each(declared.map((table) => [table.name, table] as const))("agree about %s", (name, table) => {
    const real = named(migrated).get(name);
    expect(table.columns).toEqual(real?.columns);
    expect(table.primaryKey).toEqual(real?.primaryKey);
    expect(table.uniqueKeys).toEqual(real?.uniqueKeys);
    expect(table.foreignKeys).toEqual([...(real?.foreignKeys ?? []), ...(BY_TRIGGER[name] ?? [])].sort());
  });
});
