/** Counting in PostgreSQL: exact among many at once and over several processes, with the rights of the application's role. */
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import type { LimitStore } from "./limit-store.ts";
import { createPostgresStore } from "./postgres-store.ts";

let testDatabase: TestDatabase;
let one: LimitStore;
let two: LimitStore;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  one = createPostgresStore(testDatabase.appUrl);
  two = createPostgresStore(testDatabase.appUrl);
});
afterAll(async () => {
  await one.close();
  await two.close();
  await testDatabase.drop();
});

it("lets exactly 50 of 200 at once through, over two processes' stores", async () => {
  const policy = { name: "race", limit: 50, windowSeconds: 60 };
  const verdicts = await Promise.all(
    Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? one : two).consume(policy, "a")),
  );
  expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(50);
});

it("begins anew when the window is over", async () => {
  const policy = { name: "window", limit: 1, windowSeconds: 60 };
  expect((await one.consume(policy, "a")).allowed).toBe(true);
  expect((await one.consume(policy, "a")).allowed).toBe(false);
  const client = new pg.Client({ connectionString: testDatabase.ownerUrl });
  await client.connect();
  await client.query("update rate_limit set expire = expire - 60000 where key = 'window:a'");
  await client.end();
  expect(await one.consume(policy, "a")).toMatchObject({ allowed: true, remaining: 0, resetSeconds: 60 });
});

it("tells when the database is away, so that the insurance can step in", async () => {
  const gone = createPostgresStore("postgresql://nobody:x@127.0.0.1:1/none");
  await expect(gone.consume({ name: "x", limit: 1, windowSeconds: 60 }, "a")).rejects.toThrow();
  await gone.close();
});
