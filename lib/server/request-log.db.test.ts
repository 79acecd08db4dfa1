/** What the web process writes about requests: one line a write, with the id that its caller was given, and nothing that came in with it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { POST as createAccount, GET as listAccounts } from "#app/api/v1/accounts/route.ts";
import { createLog } from "#lib/adapters/telemetry/log.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { seedTestMarket } from "#lib/testing/fixtures.ts";
import { call, openWebDesk, type WebDesk } from "#lib/testing/web-desk.ts";
import { provideServices } from "./services.ts";

let database: TestDatabase;
let desk: WebDesk;
const lines: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openWebDesk(database.appUrl);
  await seedTestMarket(desk.services.database);
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLog({ name: "web", level: "info", production: true, destination });
  provideServices({ ...desk.services, log });
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

test("a write is one line of JSON with its request id, route and status", async () => {
  const { cookie } = await desk.user("trader");
  const answer = await createAccount(
    call("/api/v1/accounts", { method: "POST", cookie, body: { name: "My own name for it", cash: "100" } }),
  );
  expect(answer.status).toBe(201);
  const requestId = answer.headers.get("x-request-id");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "info", requestId, method: "POST", route: "/api/v1/accounts", status: 201, ms: expect.any(Number) },
  ]);
  expect(lines.join("")).not.toContain("My own name for it");
  lines.length = 0;
  await listAccounts(call("/api/v1/accounts", { cookie }));
  expect(lines).toEqual([]);
});
