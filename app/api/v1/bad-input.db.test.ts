/** Whatever comes in, no route answers with a 5xx, and a refused input names what is wrong with it. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operationsOf } from "#lib/server/openapi/document.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket } from "#lib/testing/fixtures.ts";
import { type CallOptions, call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { ask } from "./dispatch.ts";
import { routeTable } from "./route-table.ts";

const callApi = (path: string, options: CallOptions = {}) => ask(call(path, options));

let database: TestDatabase;
let desk: WebDesk;
let admin: WebUser;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openWebDesk(database.appUrl);
  await seedTestMarket(desk.services.database);
  await addInstrument(desk.services.database, { symbol: "AAPL", price: "100" });
  admin = await desk.user("admin");
  const opened = await callApi("/api/v1/accounts", {
    method: "POST",
    cookie: admin.cookie,
    body: { name: "A", cash: "1000" },
  });
  accountId = String(opened.body.id);
});

afterAll(async () => {
  await desk.close();
  await database.drop();
});

// What a new password or an ended session of our own would do to the rest of the run; they have tests of their own.
const APART = ["/api/v1/stream", "/api/v1/me/password", "/api/v1/sessions", "/api/v1/users/{userId}"];
const operations = operationsOf(routeTable).filter(({ path, method }) =>
  method === "GET" ? path !== "/api/v1/stream" : !APART.some((start) => path.startsWith(start)),
);

const nasty = fc.oneof(
  fc.string({ maxLength: 60, unit: "binary" }),
  fc.constantFrom(
    "",
    "null",
    "-1",
    "1e3",
    "0",
    "00000000-0000-0000-0000-000000000000",
    "%00",
    "'; drop table orders; --",
    "99999999999999999999",
    "../../etc",
    "true",
    "2026-02-31",
    "0000-01-01",
    "9999-12-31",
    "AAPL",
    "NaN",
  ),
);
const own = fc.constant("own").map(() => accountId);
const value = fc.oneof(
  nasty,
  nasty,
  own,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(nasty, { maxLength: 3 }),
);

const FIELDS = [
  "accountId",
  "symbol",
  "side",
  "type",
  "timeInForce",
  "quantity",
  "notional",
  "limitPrice",
  "limit",
  "cursor",
  "from",
  "to",
  "tab",
  "name",
  "cash",
  "amount",
  "reason",
  "version",
  "rule",
  "value",
  "enabled",
  "range",
  "interval",
  "before",
  "action",
  "requestId",
  "symbols",
  "search",
  "role",
  "inForce",
  "all",
];
const input = fc.dictionary(
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...FIELDS) }, { weight: 1, arbitrary: nasty }),
  value,
  { maxKeys: 6 },
);

/** Half of what comes is nearly right: only so it gets past the first check. */
const nearly = fc.record(
  {
    accountId: own,
    symbol: fc.constantFrom("AAPL", "NOPE"),
    side: fc.constantFrom("buy", "sell"),
    type: fc.constantFrom("market", "limit"),
    quantity: fc.constantFrom(
      "1",
      "0",
      "0.0000000001",
      "99999999999999999999",
      "99999999999999999999.999999999999999999",
    ),
    limitPrice: fc.constantFrom("1", "0.001", "99999999999999999999", "0"),
    cursor: fc.constantFrom("MjAyNi0wMS0wMVQwMDowMDowMC4wMDBaIHg", "x", "_"),
    from: fc.constantFrom("1900-01-01", "2999-12-31"),
    reason: fc.constantFrom("why", "a\u0000b", "😀".repeat(200)),
    version: fc.constantFrom(0, 1, 2_147_483_647),
    rule: fc.constantFrom("max_order_value", "max_open_orders"),
    value: fc.constantFrom("99999999999999999999", "0.5"),
    amount: fc.constantFrom("99999999999999999999", "0.01", "0"),
  },
  { requiredKeys: ["accountId"] },
);

function queryText(given: object): string {
  const pairs = Object.entries(given).map(([name, item]) => [
    name,
    typeof item === "string" ? item.toWellFormed() : JSON.stringify(item),
  ]);
  return new URLSearchParams(pairs as [string, string][]).toString();
}

test("no route answers any input with a 5xx, and a 400 names the field", { timeout: 240_000 }, async () => {
  const runs = fc.tuple(fc.constantFrom(...operations), fc.oneof(input, nearly), fc.oneof(nasty, own, fc.uuid()));
  await fc.assert(
    fc.asyncProperty(runs, async ([{ path, method }, given, id]) => {
      const filled = path.replaceAll(
        /\{\w+\}/g,
        encodeURIComponent(id.toWellFormed() === "" ? "x" : id.toWellFormed()),
      );
      if (filled.split("/").length !== path.split("/").length) return;
      const write = method !== "GET";
      const answer = await callApi(write ? filled : `${filled}?${queryText(given)}`, {
        method,
        cookie: admin.cookie,
        ...(write
          ? { body: given, headers: { "idempotency-key": `key-${Math.trunc(performance.now() * 1000)}-0123456789` } }
          : {}),
      });
      expect(answer.status, `${method} ${filled} ${JSON.stringify(given)} ${JSON.stringify(answer.body)}`).toBeLessThan(
        500,
      );
      if (answer.status >= 400)
        expect(answer.body).toMatchObject({
          code: expect.any(String),
          requestId: expect.any(String),
          status: answer.status,
        });
      if (answer.status === 400 && answer.body.code === "invalid") expect(answer.body.errors).not.toHaveLength(0);
    }),
    { numRuns: 1_200, endOnFailure: false },
  );
});
