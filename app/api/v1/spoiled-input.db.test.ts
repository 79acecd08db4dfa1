/** A right call with one field spoiled: never a 5xx, and the refusal names that field. Operations and fields come from the declarations. */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type ApiOperation, operationsOf } from "#lib/server/openapi/document.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket } from "#lib/testing/fixtures.ts";
import { call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { type ApiAnswer, ask } from "./dispatch.ts";
import { routeTable } from "./route-table.ts";
import { addressOf, type SampleCall, sampleCalls } from "./sample-calls.ts";

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
  const opened = await ask(
    call("/api/v1/accounts", { method: "POST", cookie: admin.cookie, body: { name: "A", cash: "1000" } }),
  );
  accountId = String(opened.body["id"]);
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

interface Place {
  readonly operation: ApiOperation;
  readonly part: "query" | "body";
  readonly field: string;
}

function fieldsOf(schema: z.ZodType | undefined): readonly string[] {
  if (schema === undefined) return [];
  // Declarations with a refinement around the object have their fields one level down.
  const inner = "innerType" in schema.def ? (schema.def.innerType as z.ZodType) : schema;
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

// The stream does not end; its input is read by the same code.
const places: readonly Place[] = operationsOf(routeTable)
  .filter(({ path }) => path !== "/api/v1/stream")
  .flatMap((operation) =>
    (["query", "body"] as const).flatMap((part) =>
      fieldsOf(operation.about[part]).map((field) => ({ operation, part, field })),
    ),
  );

const spoiledText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "\ud800",
    "NaN",
    "-0",
    "1e400",
    "0x10",
    "99999999999999999999999",
    "'; --",
    "null",
  ),
  fc.constantFrom("9999-12-31", "0000-00-00", "2026-02-30", "x".repeat(5_000), "00000000-0000-0000-0000-000000000000"),
);
const spoiled = fc.oneof(
  spoiledText,
  fc.constantFrom(null, true, 0, -1, 1.5, 1e300, 2_147_483_648, Number.MAX_SAFE_INTEGER),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Nobody's things: what the call would change does not exist, so that the next one meets the same desk. */
function samples(): ReturnType<typeof sampleCalls> {
  const nobody = "01890a5d-ac96-774b-bcce-b302099a8057";
  const ids = ["orderId", "cancelableOrderId", "haltId", "keyId", "sessionId", "auditEventId", "userId"] as const;
  const none = Object.fromEntries(ids.map((name) => [name, nobody])) as Record<(typeof ids)[number], string>;
  return sampleCalls({ ...none, accountId, quietAccountId: accountId });
}

function spoil(sample: SampleCall, { part, field }: Place, value: unknown): SampleCall {
  if (part === "body") return { ...sample, body: { ...(sample.body as object | undefined), [field]: value } };
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { ...sample, query: { ...sample.query, [field]: text.toWellFormed() } };
}

function send({ method, path, about }: ApiOperation, sample: SampleCall): Promise<ApiAnswer> {
  const key = about.idempotency === "required" ? { "idempotency-key": randomUUID() } : {};
  const body = sample.body === undefined ? {} : { body: sample.body };
  return ask(call(addressOf(path, sample), { method, cookie: admin.cookie, headers: key, ...body }));
}

test("the declarations have fields to spoil", () => {
  expect(places.length).toBeGreaterThan(80);
  expect(new Set(places.map(({ operation }) => operation.path)).size).toBeGreaterThan(25);
});

test("one spoiled field is never a 5xx, and a refused one is named", { timeout: 240_000 }, async () => {
  const known = samples();
  const property = fc.asyncProperty(fc.constantFrom(...places), spoiled, async (place, value) => {
    const { operation, field } = place;
    const sample = known[`${operation.method} ${operation.path}`];
    if (sample === undefined) throw new Error(`no sample for ${operation.method} ${operation.path}`);
    const { status, body } = await send(operation, spoil(sample, place, value));
    const what = `${operation.method} ${operation.path} with ${field} = ${JSON.stringify(value)}: ${JSON.stringify(body)}`;
    expect(status, what).toBeLessThan(500);
    if (status >= 400)
      expect(body, what).toMatchObject({ status, code: expect.any(String), requestId: expect.any(String) });
    if (status !== 400 || body["code"] !== "invalid") return;
    const errors = body["errors"] as readonly { readonly pointer: string }[];
    expect(errors.length, what).toBeGreaterThan(0);
    // A field may make another one wrong: a limit price without a limit order.
    expect(
      errors.every(({ pointer }) => pointer.length > 1 || pointer === ""),
      what,
    ).toBe(true);
  });
  await fc.assert(property, { numRuns: 1_500, endOnFailure: true });
});

test("every field of every operation is named when it is a thing it can never be", { timeout: 120_000 }, async () => {
  const known = samples();
  const silent: string[] = [];
  for (const place of places) {
    const { operation, part, field } = place;
    const sample = known[`${operation.method} ${operation.path}`] ?? {};
    // No field takes a list of lists, and no text of this length; a search takes any short text.
    const value = part === "body" ? [[{}]] : "\u0000".repeat(600);
    const { status, body } = await send(operation, spoil(sample, place, value));
    const errors = (body["errors"] ?? []) as readonly { readonly pointer: string }[];
    if (status !== 400 || !errors.some(({ pointer }) => pointer.split(/[/.]/).includes(field)))
      silent.push(`${operation.method} ${operation.path} ${field}: ${status} ${JSON.stringify(body)}`.slice(0, 300));
  }
  expect(silent).toEqual([]);
});
