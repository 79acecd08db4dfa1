/** Flags in memory: what the table says, soon after it says so, and the last word while the database is away. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { createFlagReader } from "./flag-provider.ts";

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.appUrl });
});
afterAll(async () => {
  await database.$disconnect();
  await testDatabase.drop();
});

const KEY = "trading.notional_orders";
const row = {
  description: "Orders by amount",
  enabled: true,
  defaultValue: false,
  salt: "s",
  updatedBy: randomUUID(),
  updatedAt: new Date(),
};
const reader = () => createFlagReader(database, randomUUID());

it("answers with the code's defaults until there is a row", async () => {
  const flags = await reader();
  expect(await flags.isOn(KEY, "a")).toBe(true);
  expect(flags.versions()).toEqual({});
  flags.close();
});

it("follows a change within two seconds by itself, and at once when told", async () => {
  await database.flag.upsert({ where: { key: KEY }, create: { key: KEY, ...row }, update: row });
  const flags = await reader();
  expect(await flags.isOn(KEY, randomUUID())).toBe(true);
  expect(flags.versions()).toEqual({ [KEY]: 1 });
  await database.flag.update({ where: { key: KEY }, data: { enabled: false, version: 2 } });
  await expect.poll(() => flags.isOn(KEY, "a"), { timeout: 2_000 }).toBe(false);
  await database.flag.update({ where: { key: KEY }, data: { enabled: true, version: 3 } });
  await flags.refresh();
  expect(await flags.isOn(KEY, "a")).toBe(true);
  expect(flags.versions()).toEqual({ [KEY]: 3 });
  flags.close();
});

it("lets named accounts in or out, a denial first", async () => {
  const [allowed, denied, both] = [randomUUID(), randomUUID(), randomUUID()];
  const data = { rolloutBps: 0, allowAccounts: [allowed, both], denyAccounts: [denied, both] };
  await database.flag.update({ where: { key: KEY }, data });
  const flags = await reader();
  expect(await Promise.all([allowed, denied, both, randomUUID()].map((account) => flags.isOn(KEY, account)))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  const details = await flags.client.getBooleanDetails(KEY, false, { targetingKey: allowed });
  expect(details).toMatchObject({ value: true, reason: "TARGETING_MATCH", variant: "on" });
  flags.close();
});

it("says the same as OpenFeature's own client, account by account", async () => {
  await database.flag.update({ where: { key: KEY }, data: { rolloutBps: 5_000, allowAccounts: [], denyAccounts: [] } });
  const flags = await reader();
  const accounts = Array.from({ length: 200 }, () => randomUUID());
  const asked = await Promise.all(
    accounts.map((targetingKey) => flags.client.getBooleanValue(KEY, false, { targetingKey })),
  );
  expect(asked).toEqual(await Promise.all(accounts.map((account) => flags.isOn(KEY, account))));
  expect(asked.filter((on) => on).length).toBeGreaterThan(60);
  expect(asked.filter((on) => on).length).toBeLessThan(140);
  flags.close();
});

it("asks OpenFeature, whose hooks see every flag that is used", async () => {
  const flags = await reader();
  const seen: string[] = [];
  flags.client.addHooks({ after: ({ flagKey, context }) => void seen.push(`${flagKey} ${context.targetingKey}`) });
  await flags.isOn(KEY, "an account");
  await flags.isOn(KEY, "an account");
  expect(seen).toEqual([`${KEY} an account`]);
  flags.close();
});

it("keeps its last word when the database goes away, and says after a while that it is old", async () => {
  const doomed = await createTestDatabase();
  const own = openDatabase({ url: doomed.appUrl });
  await own.flag.upsert({
    where: { key: KEY },
    create: { key: KEY, ...row, enabled: false },
    update: { enabled: false },
  });
  const flags = await createFlagReader(own, randomUUID());
  expect(flags.stale()).toBe(false);
  await doomed.drop();
  await flags.refresh();
  expect(await flags.isOn(KEY, "a")).toBe(false);
  await expect.poll(() => flags.stale(), { timeout: 6_000 }).toBe(true);
  flags.close();
  await own.$disconnect();
});

it("starts without a database on the code's defaults", async () => {
  const nowhere = openDatabase({ url: "postgresql://nobody:x@127.0.0.1:1/none" });
  const flags = await createFlagReader(nowhere, randomUUID());
  expect(await flags.isOn(KEY, "a")).toBe(true);
  expect(flags.stale()).toBe(true);
  flags.close();
});
