/** Health and metrics: who may ask, and what they are told. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket } from "#lib/testing/fixtures.ts";
import { call, openWebDesk, type WebDesk } from "#lib/testing/web-desk.ts";
import { GET as metrics } from "../metrics/route.ts";
import { GET as live } from "./live/route.ts";
import { GET as ready } from "./ready/route.ts";
import { GET as health } from "./route.ts";

let database: TestDatabase;
let desk: WebDesk;
const token = randomBytes(32).toString("base64");

beforeAll(async () => {
  database = await createTestDatabase();
  const secret = () => randomBytes(32).toString("base64");
  Object.assign(process.env, {
    DATABASE_URL: database.appUrl,
    NEXTAUTH_SECRET: secret(),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secret(),
    BALLAST_HASH_KEY: secret(),
    BALLAST_METRICS_TOKEN: token,
  });
  desk = await openWebDesk(database.appUrl);
  await seedTestMarket(desk.services.database);
  await addInstrument(desk.services.database, { symbol: "AAPL", price: "100" });
});

afterAll(async () => {
  await desk.close();
  await database.drop();
});

test("alive and ready are told to everybody and say nothing else", async () => {
  expect(await (await live(call("/api/health/live"))).json()).toEqual({ status: "ok" });
  const answer = await ready(call("/api/health/ready"));
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { status: "ready", checks: { database: true, migrations: true, accepting: true } },
  ]);
});

test("health in detail is for admins, worst first", async () => {
  const trader = await desk.user("trader");
  const admin = await desk.user("admin");
  expect((await health(call("/api/health"))).status).toBe(401);
  expect((await health(call("/api/health", { cookie: trader.cookie }))).status).toBe(403);
  const answer = await health(call("/api/health", { cookie: admin.cookie }));
  const { state, components } = (await answer.json()) as {
    state: string;
    components: { name: string; state: string }[];
  };
  expect([answer.status, state]).toEqual([200, "down"]);
  // No worker runs in this test.
  expect(components[0]).toMatchObject({ name: "worker", state: "down", since: expect.any(String) });
  expect(components.find(({ name }) => name === "migrations")).toMatchObject({ state: "healthy" });
  expect(components).toHaveLength(9);
});

test("metrics need the token or an admin, and count requests by route", async () => {
  expect((await metrics(call("/api/metrics"))).status).toBe(401);
  expect((await metrics(call("/api/metrics", { key: "wrong" }))).status).toBe(401);
  const answer = await metrics(call("/api/metrics", { key: token }));
  const text = await answer.text();
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/plain")]);
  expect(text).toMatch(/ballast_http_request_duration_seconds_count\{[^}]*route="\/api\/health\/live"[^}]*\} 1/);
  expect(text).toContain('ballast_queue_depth{queue="order-dispatch"} 0');
  expect(text).toMatch(/ballast_market_data_age_seconds \d/);
});
