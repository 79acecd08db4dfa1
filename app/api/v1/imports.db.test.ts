/** Imports as the API's callers meet them: as JSON or as the file itself, within their size, once per key, and only their own. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advanceImport } from "#lib/services/imports/advance-import.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket } from "#lib/testing/fixtures.ts";
import { fileOf } from "#lib/testing/imports/import-desk.ts";
import { call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { type ApiAnswer, ask } from "./dispatch.ts";

let database: TestDatabase;
let desk: WebDesk;
let trader: WebUser;
let stranger: WebUser;
let accountId: string;
let imports: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openWebDesk(database.appUrl);
  await seedTestMarket(desk.services.database);
  await addInstrument(desk.services.database, { symbol: "AAPL", price: "190" });
  trader = await desk.user("trader");
  stranger = await desk.user("trader");
  const opened = await send(trader, "/api/v1/accounts", { name: "Main", cash: "10000.00" });
  accountId = String(opened.body["id"]);
  imports = `/api/v1/accounts/${accountId}/imports`;
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

interface Sending {
  readonly key?: string;
  readonly type?: string;
}

function send(
  user: WebUser,
  path: string,
  body: unknown,
  { key = randomUUID(), type = "application/json" }: Sending = {},
): Promise<ApiAnswer> {
  const headers = { "idempotency-key": key, "content-type": type };
  return ask(call(path, { method: "POST", cookie: user.cookie, body, headers }));
}

const look = (user: WebUser, path: string) => ask(call(path, { cookie: user.cookie }));

async function worked(answer: ApiAnswer): Promise<ApiAnswer> {
  const importId = String(answer.body["id"]);
  await advanceImport({ ctx: desk.system, input: { importId } });
  return look(trader, `${imports}/${importId}`);
}

const BUY = { date: "2024-01-03", type: "BUY", symbol: "AAPL", quantity: "10", unitPrice: "100" };

test("a file is taken as JSON, judged, published on request and undone", async () => {
  const received = await send(trader, imports, { fileName: "t.csv", content: fileOf(BUY), dryRun: true });
  expect(received).toMatchObject({ status: 202, body: { status: "received", kind: "activities", accountId } });
  const staged = await worked(received);
  expect(staged).toMatchObject({ status: 200, body: { status: "staged", accepted: 1, publishable: true } });
  const at = `${imports}/${staged.body["id"]}`;
  const rows = await look(trader, `${at}/rows`);
  expect(rows.body).toMatchObject({
    items: [{ row: 1, line: 2, verdict: "accepted", value: { symbol: "AAPL", day: "2024-01-03" } }],
    nextCursor: null,
  });
  expect(await send(trader, `${at}/publish`, {})).toMatchObject({ status: 202, body: { status: "publishing" } });
  expect(await worked(staged)).toMatchObject({ body: { status: "published" } });
  expect(await send(trader, `${at}/undo`, { reason: "A test" })).toMatchObject({
    status: 202,
    body: { status: "undoing" },
  });
  expect(await worked(staged)).toMatchObject({ body: { status: "undone" } });
  expect(await look(trader, imports)).toMatchObject({ body: { items: [{ id: staged.body["id"] }] } });
});

test("rows may come as objects, and the file itself as text/csv", async () => {
  const rows = await worked(
    await send(trader, imports, {
      rows: [
        { ...BUY, quantity: "1,5" },
        { ...BUY, type: "SPLIT", ratio: ["2", "1"] },
      ],
      dryRun: true,
    }),
  );
  expect(rows.body).toMatchObject({ status: "staged", format: "json", refused: 2 });
  const file = await send(trader, `${imports}?dryRun=true&fileName=mine.csv`, fileOf(BUY), { type: "text/csv" });
  expect(file).toMatchObject({ status: 202, body: { fileName: "mine.csv", format: "csv" } });
  expect((await worked(file)).body).toMatchObject({ status: "staged", accepted: 1 });
  expect(await send(trader, `${imports}?dryrun=true`, fileOf(BUY), { type: "text/csv" })).toMatchObject({
    status: 400,
  });
  expect(await send(trader, imports, "x", { type: "text/plain" })).toMatchObject({ status: 415 });
  expect(await send(trader, imports, { dryRun: true })).toMatchObject({ status: 400 });
});

test("the same key gives the same import, and another file under it is refused", async () => {
  const key = randomUUID();
  const first = await send(trader, imports, { content: fileOf(BUY), dryRun: true }, { key });
  const again = await send(trader, imports, { content: fileOf(BUY), dryRun: true }, { key });
  expect(again.body["id"]).toBe(first.body["id"]);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await send(trader, imports, { content: fileOf(), dryRun: true }, { key })).toMatchObject({ status: 422 });
});

test("a file may be larger than other bodies, but not of any size", async () => {
  const large = "x".repeat(200_000);
  expect(await send(trader, imports, { content: `${fileOf(BUY)}${large}`, dryRun: true })).toMatchObject({
    status: 202,
  });
  expect(await send(trader, imports, { content: "x".repeat(8_400_000), dryRun: true })).toMatchObject({ status: 413 });
  expect(await send(trader, "/api/v1/ping", { note: large })).toMatchObject({ status: 413 });
});

test("what is not one's own is not there", async () => {
  const { body } = await send(trader, imports, { content: fileOf(BUY), dryRun: true });
  for (const path of [
    imports,
    `${imports}/${body["id"]}`,
    `${imports}/${body["id"]}/rows`,
    `/api/v1/accounts/${accountId}/export`,
  ]) {
    expect(await look(stranger, path)).toMatchObject({ status: 404 });
  }
  expect(await send(stranger, imports, { content: fileOf(BUY) })).toMatchObject({ status: 404 });
  expect(await send(stranger, `${imports}/${body["id"]}/publish`, {})).toMatchObject({ status: 404 });
  const shared = { basis: "asTraded", content: "symbol,date,close\nAAPL,2024-01-02,1\n" };
  expect(await send(trader, "/api/v1/prices/imports", shared)).toMatchObject({ status: 403 });
  expect(await send(trader, "/api/v1/prices/imports", { ...shared, accountId })).toMatchObject({
    status: 202,
    body: { kind: "prices", basis: "as_traded" },
  });
});

test("an export is a file with its name", async () => {
  const csv = await look(trader, `/api/v1/accounts/${accountId}/export`);
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.headers.get("content-disposition")).toContain(`activities-${accountId}.csv`);
  expect(String(csv.body["text"])).toMatch(/^date,type,symbol,/);
  expect((await look(trader, `/api/v1/accounts/${accountId}/export?format=json`)).status).toBe(200);
});
