/** Every operation of the API, asked by those who may not: each is told so as documented, and none gets data. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiScope, can, type Permission, type Role } from "#lib/domain/access/permissions.ts";
import { type ApiOperation, operationsOf } from "#lib/server/openapi/document.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket } from "#lib/testing/fixtures.ts";
import { call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { type ApiAnswer, ask } from "./dispatch.ts";
import { routeTable } from "./route-table.ts";
import { addressOf, type SampleCall, type SampleIds, sampleCalls } from "./sample-calls.ts";

/** In every name the owner gave: who reads it has been shown their data. */
const CANARY = "Canary Yellow";

interface Caller {
  readonly cookie?: string;
  readonly key?: string;
}

let database: TestDatabase;
let desk: WebDesk;
let owner: WebUser;
let admin: WebUser;
let stranger: WebUser;
let viewer: WebUser;
let samples: ReturnType<typeof sampleCalls>;
const operations = operationsOf(routeTable);
const nameOf = ({ method, path }: ApiOperation) => `${method} ${path}`;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openWebDesk(database.appUrl);
  await seedTestMarket(desk.services.database);
  await addInstrument(desk.services.database, { symbol: "AAPL", price: "100" });
  [owner, admin, stranger, viewer] = await Promise.all([
    desk.user("trader"),
    desk.user("admin"),
    desk.user("trader"),
    desk.user("viewer"),
  ]);
  const flag = { key: "trading.notional_orders", description: "By amount", salt: "x", enabled: true };
  const audit = { defaultValue: true, updatedBy: admin.id, updatedAt: new Date() };
  await desk.services.database.flag.create({ data: { ...flag, ...audit } });
  samples = sampleCalls(await prepare());
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

async function made(path: string, body: unknown, caller: Caller = owner): Promise<Readonly<Record<string, unknown>>> {
  const headers = path.endsWith("/orders") ? { "idempotency-key": randomUUID() } : {};
  const answer = await ask(call(path, { method: "POST", ...caller, body, headers }));
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** The owner's own things, each with the canary in its name where it has one. */
async function prepare(): Promise<SampleIds> {
  const account = await made("/api/v1/accounts", { name: CANARY, cash: "10000.00" });
  const quiet = await made("/api/v1/accounts", { name: `${CANARY} too`, cash: "10000.00" });
  const accountId = String(account["id"]);
  const order = { accountId, symbol: "AAPL", side: "buy", type: "limit", quantity: "1", limitPrice: "50.00" };
  const orders = [await made("/api/v1/orders", order), await made("/api/v1/orders", order)];
  const key = await made("/api/v1/api-keys", { name: CANARY, scopes: ["read"] });
  const halt = await made("/api/v1/halts", { accountId, reason: CANARY });
  const { sessionId } = await desk.signInAgain(owner.email);
  const event = await desk.services.database.auditEvent.findFirstOrThrow({ where: { action: "halt.set" } });
  return {
    accountId,
    orderId: String(orders[0]?.["id"]),
    cancelableOrderId: String(orders[1]?.["id"]),
    haltId: String(halt["id"]),
    keyId: String((key["key"] as { id: string }).id),
    sessionId,
    auditEventId: event.id,
    userId: owner.id,
    quietAccountId: String(quiet["id"]),
  };
}

function sampleOf(operation: ApiOperation): SampleCall {
  const sample = samples[nameOf(operation)];
  if (sample === undefined) throw new Error(`sample-calls.ts has no sample for ${nameOf(operation)}`);
  return sample;
}

function tryIt(operation: ApiOperation, caller: Caller): Promise<ApiAnswer> {
  const { method, path, about } = operation;
  const sample = sampleOf(operation);
  const headers = about.idempotency === "required" ? { "idempotency-key": randomUUID() } : {};
  return ask(
    call(addressOf(path, sample), {
      method,
      ...caller,
      headers: { ...headers, ...(caller.key === undefined ? {} : { "user-agent": "a program" }) },
      ...(sample.body === undefined ? {} : { body: sample.body }),
    }),
  );
}

function mayTry({ about }: ApiOperation, role: Role, scopes: readonly ApiScope[] | null): boolean {
  const needed: readonly Permission[] = about.permission === undefined ? [] : [about.permission].flat();
  return needed.length === 0 || needed.some((permission) => can(role, scopes, permission));
}

function expectProblem({ status, body, headers }: ApiAnswer, statuses: readonly number[]): void {
  expect(statuses, JSON.stringify(body)).toContain(status);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(body).toMatchObject({ status, code: expect.any(String), requestId: expect.any(String) });
  expect(JSON.stringify(body)).not.toContain(CANARY);
}

test("every operation has a sample", () => {
  expect(Object.keys(samples).sort()).toEqual(operations.map(nameOf).sort());
});

describe.each(operations)("$method $path", (operation) => {
  test("is 401 without credentials, and with made-up ones", async () => {
    const madeUp: Caller[] = [{}, { cookie: "next-auth.session-token=x.y.z" }, { key: "blst_0123abcd_nonsense" }];
    for (const caller of madeUp) expectProblem(await tryIt(operation, caller), [401]);
  });

  test.each(["trader", "viewer"] as const)("gives another %s nothing of the owner's", async (role) => {
    const answer = await tryIt(operation, role === "trader" ? stranger : viewer);
    if (!mayTry(operation, role, null)) expectProblem(answer, [403]);
    else if (sampleOf(operation).personal) expectProblem(answer, [403, 404]);
    else expect(JSON.stringify(answer.body)).not.toContain(CANARY);
    expect(answer.status).toBeLessThan(500);
  });
});

test("a key that lacks the scope is refused, whoever's it is", async () => {
  const keys = { read: await keyOf(owner, ["read"]), trade: await keyOf(owner, ["trade"]) };
  const adminsReader = await keyOf(admin, ["read"]);
  const cases = [
    { key: keys.read, role: "trader", scopes: ["read"] },
    { key: keys.trade, role: "trader", scopes: ["trade"] },
    { key: adminsReader, role: "admin", scopes: ["read"] },
  ] as const;
  let refused = 0;
  for (const { key, role, scopes } of cases) {
    for (const operation of operations.filter((one) => !mayTry(one, role, scopes))) {
      const answer = await tryIt(operation, { key });
      expect([nameOf(operation), answer.status]).toEqual([nameOf(operation), 403]);
      expect(answer.body).toMatchObject({ code: "forbidden" });
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(20);
});

test("none of these samples is refused for another reason: those who may do them", async () => {
  const last = ["DELETE /api/v1/sessions", "DELETE /api/v1/users/{userId}/sessions", "PUT /api/v1/users/{userId}/role"];
  const rank = (operation: ApiOperation) => last.indexOf(nameOf(operation));
  const inOrder = operations
    .filter(({ path, about }) => path !== "/api/v1/stream" && about.tags[0] !== "Stream")
    .filter((operation) => !nameOf(operation).endsWith("/status"))
    .toSorted((a, b) => rank(a) - rank(b));
  const outcomes: string[] = [];
  for (const operation of inOrder) {
    const caller = mayTry(operation, "trader", null) ? owner : admin;
    const { status, body } = await tryIt(operation, caller);
    const { otherwise } = sampleOf(operation);
    if (status > 299 && status !== otherwise) outcomes.push(`${nameOf(operation)}: ${status} ${JSON.stringify(body)}`);
  }
  expect(outcomes).toEqual([]);
});

async function keyOf(user: WebUser, scopes: readonly ApiScope[]): Promise<string> {
  return String((await made("/api/v1/api-keys", { name: "A key", scopes }, user))["secret"]);
}
