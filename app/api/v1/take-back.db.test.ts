/** Taking a corporate action back as the API's callers meet it: taken for later, once per key, by admins alone, and told of until it is over. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advanceWaitingTakeBacks } from "#lib/services/corporate-actions/advance-take-back.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket } from "#lib/testing/fixtures.ts";
import { call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { type ApiAnswer, ask } from "./dispatch.ts";

let database: TestDatabase;
let desk: WebDesk;
let admin: WebUser;
let trader: WebUser;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openWebDesk(database.appUrl);
  await seedTestMarket(desk.services.database);
  const assetId = await addInstrument(desk.services.database, { symbol: "AAPL", price: "190" });
  [admin, trader] = [await desk.user("admin"), await desk.user("trader")];
  id = randomUUID();
  const told = { kind: "cash_dividend", exDay: new Date("2026-11-20T00:00:00Z"), amount: "1", reason: "Announced" };
  await desk.services.database.corporateAction.create({
    data: { ...told, id, assetId, status: "applied", appliedAt: new Date(), createdBy: admin.id },
  });
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

function takeBack(user: WebUser, body: unknown, key = randomUUID()): Promise<ApiAnswer> {
  const headers = { "idempotency-key": key };
  return ask(call(`/api/v1/corporate-actions/${id}/take-back`, { method: "POST", cookie: user.cookie, body, headers }));
}

const look = (user: WebUser) => ask(call(`/api/v1/corporate-actions/${id}/take-back`, { cookie: user.cookie }));

test("needs an admin and a reason", async () => {
  expect(await takeBack(trader, { reason: "Wrong" })).toMatchObject({ status: 403, body: { code: "forbidden" } });
  expect(await look(trader)).toMatchObject({ status: 403 });
  expect(await takeBack(admin, {})).toMatchObject({ status: 400, body: { errors: [{ pointer: "/reason" }] } });
  expect(await look(admin)).toMatchObject({ status: 200, body: { status: "applied", standing: 0, failures: [] } });
});

test("is answered 202, the same again for the same key, and 409 when it has been done", async () => {
  const key = randomUUID();
  const first = await takeBack(admin, { reason: "The amount was another" }, key);
  expect(first).toMatchObject({
    status: 202,
    body: { id, status: "taking_back", takeBackReason: "The amount was another", takenBackAt: null },
  });
  const again = await takeBack(admin, { reason: "The amount was another" }, key);
  expect([again.status, again.body, again.headers.get("idempotent-replayed")]).toEqual([202, first.body, "true"]);
  expect(await look(admin)).toMatchObject({ body: { status: "taking_back" } });
  await advanceWaitingTakeBacks(desk.system);
  expect(await look(admin)).toMatchObject({ body: { status: "taken_back" } });
  expect(await takeBack(admin, { reason: "Again" })).toMatchObject({
    status: 409,
    body: { code: "conflict", detail: "It has been taken back before." },
  });
});
