/** Brackets, replacements and closing positions as callers of the API meet them; every answer is held against the document. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { recordExecution } from "#lib/services/orders/record-execution.ts";
import { verify } from "#lib/services/proof/verify.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket } from "#lib/testing/fixtures.ts";
import { call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { ask } from "./dispatch.ts";

let database: TestDatabase;
let desk: WebDesk;
let trader: WebUser;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openWebDesk(database.appUrl);
  await seedTestMarket(desk.services.database);
  await addInstrument(desk.services.database, { symbol: "AAPL", price: "100" });
  trader = await desk.user("trader");
  const opened = await send("POST", "/api/v1/accounts", { name: "Main", cash: "10000.00" });
  accountId = String(opened.body.id);
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

function send(method: string, path: string, body?: unknown, key: string = randomUUID()) {
  const headers = method === "GET" ? {} : { "idempotency-key": key };
  return ask(call(path, { method, ...(body === undefined ? {} : { body }), cookie: trader.cookie, headers }));
}

const get = (path: string) => send("GET", path);
const place = (change: object) =>
  send("POST", "/api/v1/orders", { accountId, symbol: "AAPL", side: "buy", type: "limit", quantity: "10", ...change });
const read = async (id: unknown) => (await get(`/api/v1/orders/${String(id)}`)).body;

interface Item {
  readonly id: string;
  readonly legs: readonly { readonly id: string }[];
  readonly order: { readonly id: string };
}

function firstOf({ body }: { readonly body: { readonly [member: string]: unknown } }): Item {
  const [first] = body["items"] as readonly Item[];
  if (first === undefined) throw new Error("the list is empty");
  return first;
}

/** Sending happens after the answer. */
const atVenue = (id: unknown) =>
  expect.poll(async () => (await read(id)).dispatch, { timeout: 5_000 }).toBe("acknowledged");

async function fill(orderId: unknown, quantity: string, price: string): Promise<void> {
  const input = { quantity: dec(quantity), price: dec(price), fee: dec("0"), at: new Date() };
  const id = asId<OrderId>(String(orderId));
  await recordExecution({ ctx: desk.system, input: { ...input, orderId: id, venueExecutionId: randomUUID() } });
}

test("a bracket answers with its exits, which wait for the entry and share what it bought", async () => {
  const placed = await place({
    ...{ orderClass: "bracket", limitPrice: "99.00" },
    takeProfit: { limitPrice: "110.00" },
    stopLoss: { stopPrice: "90.00" },
  });
  expect(placed.status).toBe(201);
  expect(placed.body.legs).toMatchObject([
    { legRole: "take_profit", type: "limit", side: "sell", status: "held", dispatch: "none", parentId: placed.body.id },
    { legRole: "stop_loss", type: "stop", side: "sell", status: "held", stopPrice: "90" },
  ]);
  await atVenue(placed.body.id);
  await fill(placed.body.id, "10", "98.50");
  const listed = await get(`/api/v1/orders?accountId=${accountId}&nested=true`);
  const parent = firstOf(listed);
  expect(parent).toMatchObject({ id: placed.body.id, status: "filled", legRole: "entry" });
  for (const leg of parent.legs) await atVenue(leg.id);
  const units = await desk.services.database.balance.findFirstOrThrow({
    where: { accountId, asset: { symbol: "AAPL" } },
  });
  expect([units.posted.toFixed(), units.held.toFixed()]).toEqual(["10", "10"]);
  await fill(parent.legs[0]?.id, "4", "110");
  const [profit, loss] = await Promise.all(parent.legs.map(({ id }) => read(id)));
  expect([profit?.status, profit?.filledQuantity, loss?.quantity, loss?.leavesQuantity]).toEqual([
    "partially_filled",
    "4",
    "6",
    "6",
  ]);
});

test("canceling one member cancels the group and frees what it held", async () => {
  const first = firstOf(await get(`/api/v1/orders?accountId=${accountId}&tab=open`));
  const canceled = await send("DELETE", `/api/v1/orders/${first.id}`);
  expect([canceled.status, canceled.body.status]).toEqual([200, "canceled"]);
  expect((await get(`/api/v1/orders?accountId=${accountId}&tab=open`)).body.items).toEqual([]);
  const units = await desk.services.database.balance.findFirstOrThrow({
    where: { accountId, asset: { symbol: "AAPL" } },
  });
  expect(units.held.toFixed()).toBe("0");
});

test("a replacement is a new order that names the old one, once per key, and refused ones leave it as it is", async () => {
  const placed = await place({ limitPrice: "95.00" });
  await atVenue(placed.body.id);
  const key = randomUUID();
  const replace = () => send("PATCH", `/api/v1/orders/${placed.body.id}`, { limitPrice: "96.00", quantity: "12" }, key);
  const [replaced, again] = [await replace(), await replace()];
  expect([replaced.status, replaced.body.replacesId, replaced.body.limitPrice, replaced.body.quantity]).toEqual([
    200,
    placed.body.id,
    "96",
    "12",
  ]);
  expect([again.body.id, again.headers.get("idempotent-replayed")]).toEqual([replaced.body.id, "true"]);
  await atVenue(replaced.body.id);
  expect(await read(placed.body.id)).toMatchObject({ status: "replaced", replacedById: replaced.body.id });
  expect((await read(replaced.body.id)).status).toBe("new");
  const same = await send("PATCH", `/api/v1/orders/${replaced.body.id}`, { limitPrice: "96.00" });
  expect([same.status, same.body.code]).toEqual([422, "unchanged"]);
  const dear = await send("PATCH", `/api/v1/orders/${replaced.body.id}`, { quantity: "100000" });
  expect([dear.status, dear.body.orderId === replaced.body.id]).toEqual([422, false]);
  expect((await read(replaced.body.id)).status).toBe("new");
  const gone = await send("PATCH", `/api/v1/orders/${placed.body.id}`, { limitPrice: "97.00" });
  expect([gone.status, gone.body.code]).toEqual([422, "not_replaceable"]);
});

test("a position is closed in part and whole; orders that hold it are canceled or named", async () => {
  const exit = await place({ side: "sell", quantity: "5", limitPrice: "120.00" });
  await atVenue(exit.body.id);
  const close = (change: object) => send("POST", "/api/v1/positions/AAPL/close", { accountId, ...change });
  const blocked = await close({ cancelOrders: false });
  expect([blocked.status, blocked.body.blockedBy]).toEqual([409, [exit.body.id]]);
  const wrong = await close({ quantity: "1", percentage: "50" });
  expect([wrong.status, wrong.body.errors]).toMatchObject([400, [{ pointer: "/percentage" }]]);
  const part = await close({ percentage: "50" });
  expect([part.status, part.body.side, part.body.type, part.body.quantity]).toEqual([201, "sell", "market", "3"]);
  expect((await read(exit.body.id)).status).toBe("canceled");
  await atVenue(part.body.id);
  await fill(part.body.id, "3", "100");
  const key = randomUUID();
  const all = () => send("POST", "/api/v1/positions/close-all", { accountId }, key);
  const [closed, again] = [await all(), await all()];
  expect(closed.body.items).toMatchObject([{ symbol: "AAPL", problem: null, order: { quantity: "3" } }]);
  expect([again.status, again.body, again.headers.get("idempotent-replayed")]).toEqual([200, closed.body, "true"]);
  await atVenue(firstOf(closed).order.id);
  await fill(firstOf(closed).order.id, "3", "100");
  const none = await close({});
  expect([none.status, none.body.reason]).toEqual([404, "no_position"]);
});

test("and the books are clean after all that", async () => {
  expect((await verify({ ctx: desk.system, input: {} })).findings).toEqual([]);
});
