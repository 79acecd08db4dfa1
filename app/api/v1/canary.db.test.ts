/** A person leaves no e-mail, name, address or browser behind in what is kept for good: audit, journals, stored answers, events. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sealSessionToken, sessionCookieName } from "#lib/adapters/auth/session-token.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { anonymousContext } from "#lib/server/context.ts";
import { operationsOf } from "#lib/server/openapi/document.ts";
import { recordExecution } from "#lib/services/orders/record-execution.ts";
import { signIn } from "#lib/services/sign-in/sign-in.ts";
import { createUser } from "#lib/services/users/create-user.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket } from "#lib/testing/fixtures.ts";
import { call, openWebDesk, PASSWORD, type WebDesk } from "#lib/testing/web-desk.ts";
import { type ApiAnswer, ask } from "./dispatch.ts";
import { routeTable } from "./route-table.ts";
import { addressOf, sampleCalls } from "./sample-calls.ts";

const NAME = "Quetzalcoatl Featherstone";
const EMAIL = "quetzal.canary@featherstone.test";
const ADDRESS = "203.0.113.77";
const BROWSER = "CanaryBrowser/7.7 (Featherstone)";
const TRACES = [/quetzal/i, /featherstone/i, /203\.0\.113\.77/, /canarybrowser/i];
/** What is kept for good, or repeated to whoever knows the key. */
const KEPT = ["audit_event", "journal", "posting", "idempotency_key", "order_event", "stream_event", "execution"];

let database: TestDatabase;
let desk: WebDesk;
let cookie: string;
let userId: string;
let sessionId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openWebDesk(database.appUrl);
  await seedTestMarket(desk.services.database);
  await addInstrument(desk.services.database, { symbol: "AAPL", price: "100" });
  const person = { email: EMAIL, name: NAME, role: "admin", password: PASSWORD } as const;
  userId = (await createUser({ ctx: desk.system, input: person })).user.id;
  const ctx = anonymousContext({ requestId: randomUUID() }, desk.services);
  const input = { email: EMAIL, password: PASSWORD, address: ADDRESS, userAgent: BROWSER };
  await expect(signIn({ ctx, input: { ...input, password: "wrong" } })).rejects.toThrow();
  const open = async () => (await signIn({ ctx, input })).sessionId;
  sessionId = await open();
  const token = await sealSessionToken(await open(), desk.services.settings.NEXTAUTH_SECRET, 3600);
  cookie = `${sessionCookieName(desk.services.settings.url)}=${token}`;
  const flag = { key: "trading.notional_orders", description: "By amount", salt: "x", enabled: true };
  await desk.services.database.flag.create({
    data: { ...flag, defaultValue: true, updatedBy: userId, updatedAt: new Date() },
  });
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

function as(method: string, path: string, body?: unknown, keyed = false): Promise<ApiAnswer> {
  const place = { "x-ballast-client-address": ADDRESS, "user-agent": BROWSER };
  return ask(
    call(path, {
      method,
      cookie,
      headers: { ...place, ...(keyed ? { "idempotency-key": randomUUID() } : {}) },
      ...(body === undefined ? {} : { body }),
    }),
  );
}

async function idOf(path: string, body: unknown): Promise<string> {
  const { status, body: answer } = await as("POST", path, body, path !== "/api/v1/api-keys");
  expect(status, JSON.stringify(answer)).toBe(201);
  return String((answer["key"] as { id: string } | undefined)?.id ?? answer["id"]);
}

test("after a full round of everything a person can do, nothing of theirs is in what is kept for good", async () => {
  const accountId = await idOf("/api/v1/accounts", { name: "Main", cash: "10000.00" });
  const quietAccountId = await idOf("/api/v1/accounts", { name: "Second", cash: "10000.00" });
  const order = { accountId, symbol: "AAPL", side: "buy", type: "limit", quantity: "2", limitPrice: "99.00" };
  const [orderId, cancelableOrderId] = [await idOf("/api/v1/orders", order), await idOf("/api/v1/orders", order)];
  const fill = { quantity: dec("2"), price: dec("99"), fee: dec("0"), at: new Date() };
  const input = { orderId: asId<OrderId>(orderId), venueExecutionId: randomUUID(), ...fill };
  await recordExecution({ ctx: desk.system, input });
  const keyId = await idOf("/api/v1/api-keys", { name: "Mine", scopes: ["read"] });
  const haltId = await idOf("/api/v1/halts", { accountId, reason: "A pause" });
  const { id: auditEventId } = await desk.services.database.auditEvent.findFirstOrThrow();
  const ids = { accountId, quietAccountId, orderId, cancelableOrderId, haltId, keyId, sessionId, auditEventId, userId };
  const samples = sampleCalls(ids);
  // What would put them out comes at the end.
  const out = ["DELETE /api/v1/sessions", "DELETE /api/v1/users/{userId}/sessions"];
  const operations = operationsOf(routeTable).filter(
    ({ path, method }) => `${method} ${path}` !== "GET /api/v1/stream",
  );
  const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  for (const operation of operations.toSorted((a, b) => out.indexOf(nameOf(a)) - out.indexOf(nameOf(b)))) {
    const { method, path, about } = operation;
    const sample = samples[nameOf(operation)];
    if (sample === undefined) throw new Error(`no sample for ${nameOf(operation)}`);
    const keyed = method !== "GET" && about.idempotency !== "none";
    const { status } = await as(method, addressOf(path, sample), sample.body, keyed);
    expect(status, nameOf(operation)).toBeLessThan(500);
  }

  for (const table of KEPT) {
    const rows = await desk.services.database.$queryRawUnsafe<{ row: string }[]>(
      `select to_jsonb(t)::text as row from ${table} t`,
    );
    expect(rows.length, table).toBeGreaterThan(0);
    for (const { row } of rows) for (const trace of TRACES) expect(row, table).not.toMatch(trace);
  }
  // The proof that they were here at all.
  expect(
    await desk.services.database.session.count({ where: { address: ADDRESS, userAgent: BROWSER } }),
  ).toBeGreaterThan(0);
});
