/** Gives a database test its own migrated database, with the addresses of both roles, and drops it at the end. */
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  readonly name: string;
  /** As the application's role, which owns nothing. */
  readonly appUrl: string;
  /** As the role that owns the database and migrates it. */
  readonly ownerUrl: string;
  /** As PostgreSQL's superuser, for tests that look from outside. */
  readonly superuserUrl: string;
  drop(): Promise<void>;
}

let serial = 0;

/** A fresh copy of the migrated template. Call it in `beforeAll` and `drop` it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { superuserUrl, ownerUrl, appUrl, template } = inject("testCluster");
  serial += 1;
  const name = `test_${process.pid}_${serial}_${crypto.randomUUID().slice(0, 8)}`;
  await run(superuserUrl, `create database ${name} template ${template} owner ballast_owner`);
  return {
    name,
    appUrl: withDatabase(appUrl, name),
    ownerUrl: withDatabase(ownerUrl, name),
    superuserUrl: withDatabase(superuserUrl, name),
    drop: () => run(superuserUrl, `drop database if exists ${name} with (force)`),
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(base: string, database: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.href;
}
