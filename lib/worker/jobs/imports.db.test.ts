/** Imports go through the queue; the loop that looks after orders only sees to it that each has a job. */
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, it } from "vitest";
import { IMPORT_QUEUE } from "#lib/db/queues.ts";
import { advanceImport } from "#lib/services/imports/advance-import.ts";
import { getImport } from "#lib/services/imports/get-import.ts";
import { receiveImport } from "#lib/services/imports/receive-import.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { addBook, fileOf } from "#lib/testing/imports/import-desk.ts";
import { openQueue, type TestQueue } from "#lib/testing/queue.ts";
import { TASKS } from "../schedules.ts";
import { workImportQueue } from "./imports.ts";

let database: TestDatabase;
let desk: TestDesk;
let user: TestUser;
let queue: TestQueue;
let boss: PgBoss;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  user = await addUser(desk.database, "trader");
  queue = await openQueue(database);
  boss = queue.boss;
});
afterAll(async () => {
  await queue.stop();
  await desk.close();
  await database.drop();
});

async function received(): Promise<string> {
  const accountId = await addBook(desk, user);
  const content = fileOf({ date: "2024-01-02", type: "DEPOSIT", amount: "100" });
  const input = { kind: "activities", accountId, fileName: "a.csv", format: "csv", content, dryRun: true } as const;
  return (await receiveImport({ ctx: desk.contextFor({ user }), input })).id;
}

const aged = (id: string) =>
  desk.database.fileImport.update({ where: { id }, data: { updatedAt: new Date(Date.now() - 60_000) } });
const statusOf = async (id: string) =>
  (await getImport({ ctx: desk.contextFor({ user }), input: { importId: id, kind: "activities" } })).status;
const jobs = async () => (await boss.findJobs(IMPORT_QUEUE)).map(({ state }) => state);

/** The loop's turn. */
async function look(): Promise<void> {
  const task = TASKS.find(({ name }) => name === "waiting-imports");
  await task?.run(desk.contextFor(), new AbortController().signal);
}

it("one that has a job is left to it, however long it waits", async () => {
  const id = await received();
  await aged(id);
  await look();
  expect([await jobs(), await statusOf(id)]).toEqual([["created"], "received"]);
  await desk.database.$executeRaw`update pgboss.job set state = 'active' where name = ${IMPORT_QUEUE}`;
  await look();
  expect([await jobs(), await statusOf(id)]).toEqual([["active"], "received"]);
  await advanceImport({ ctx: desk.contextFor(), input: { importId: id } });
  await desk.database.$executeRaw`delete from pgboss.job where name = ${IMPORT_QUEUE}`;
});

it("one whose job is gone has a job again, and is not done by whoever only looks", async () => {
  const id = await received();
  await desk.database.$executeRaw`delete from pgboss.job where name = ${IMPORT_QUEUE}`;
  await look();
  expect(await jobs()).toEqual([]);
  await aged(id);
  await look();
  await look();
  expect([await jobs(), await statusOf(id)]).toEqual([["created"], "received"]);
  const failures: unknown[] = [];
  await workImportQueue(
    boss,
    () => desk.contextFor(),
    (error) => failures.push(error),
  );
  await expect.poll(() => statusOf(id), { timeout: 30_000 }).toBe("staged");
  expect(failures).toEqual([]);
});
