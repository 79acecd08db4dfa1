/** The health page knows of a web process while it runs, and forgets it when its server stops. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { readHealthRows } from "#lib/db/health.sql.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { openWebDesk, type WebDesk } from "#lib/testing/web-desk.ts";
import { closeStreams } from "./open-streams.ts";
import { ownVersion } from "./own-version.ts";
import { reportSelf } from "./report-self.ts";

let database: TestDatabase;
let desk: WebDesk;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openWebDesk(database.appUrl);
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

const webProcesses = async () =>
  (await readHealthRows(desk.services.database)).processes.filter(({ kind }) => kind === "web");

test("a web process reports its version and leaves no trace when the server stops", async () => {
  await reportSelf(desk.services);
  expect(await webProcesses()).toMatchObject([{ version: ownVersion(), detail: { pid: process.pid } }]);
  closeStreams();
  await expect.poll(webProcesses).toEqual([]);
});
