/** Lists, counts and the story of orders, read back after real fills. */

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { cancelOrder } from "./cancel-order.ts";
import { closeOrder } from "./close-order.ts";
import { getOrder } from "./get-order.ts";
import { getOrderStory } from "./get-order-story.ts";
import { countOrders, listOrders } from "./list-orders.ts";
import { recordExecution } from "./record-execution.ts";
import { submitOrder } from "./submit-order.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let accountId: AccountId;
let filled: OrderId;
let canceled: OrderId;

const KEY = "story-of-an-order-0001";

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  await addInstrument(desk.database, { symbol: "BOLT", price: "20" });
  trader = await addUser(desk.database, "trader");
  accountId = await addAccount(desk, trader, { cash: "10000" });
  filled = await place("ACME", KEY);
  canceled = await place("ACME");
  await place("BOLT");
  await cancelOrder({ ctx: desk.contextFor({ user: trader }), input: { orderId: canceled } });
  for (const quantity of ["4", "6"]) {
    const fill = { orderId: filled, venueExecutionId: randomUUID(), quantity: dec(quantity), price: dec("10") };
    await recordExecution({ ctx: desk.contextFor(), input: { ...fill, fee: ZERO, at: new Date() } });
  }
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

async function place(symbol: string, key?: string): Promise<OrderId> {
  const idempotency =
    key === undefined
      ? null
      : {
          key,
          route: "POST /api/v1/orders",
          fingerprint: "ab".repeat(32),
          render: () => ({ status: 201, body: { said: "yes" } }),
        };
  const { order } = await submitOrder({
    ctx: desk.contextFor({ user: trader, idempotency }),
    input: {
      accountId,
      symbol,
      side: "buy",
      type: "limit",
      timeInForce: "gtc",
      quantity: dec("10"),
      notional: null,
      limitPrice: dec("10"),
      ...SIMPLE_TERMS,
    },
  });
  return order.id;
}

const read = () => desk.contextFor({ user: trader });

it("filters a tab by one of its statuses, and finds nothing for a status of another tab", async () => {
  const ids = async (input: Partial<Parameters<typeof listOrders>[0]["input"]>) =>
    (await listOrders({ ctx: read(), input: { accountId, ...input } })).items.map(({ id }) => id);
  expect(await ids({ status: "canceled" })).toEqual([canceled]);
  expect(await ids({ tab: "canceled", status: "canceled" })).toEqual([canceled]);
  expect(await ids({ tab: "open", status: "canceled" })).toEqual([]);
});

it("counts the tabs under the list's own filters", async () => {
  expect(await countOrders({ ctx: read(), input: { accountId } })).toMatchObject({ all: 3, open: 1, filled: 1 });
  const acme = await countOrders({ ctx: read(), input: { accountId, symbol: "ACME" } });
  expect(acme).toMatchObject({ all: 2, open: 0, filled: 1, canceled: 1 });
  const tomorrow = new Date(Date.now() + 172_800_000);
  expect(await countOrders({ ctx: read(), input: { accountId, from: tomorrow } })).toMatchObject({ all: 0, open: 0 });
});

it("tells the story of an order with names, the stored answer under its key, and books that add up", async () => {
  const story = await getOrderStory({ ctx: read(), input: { orderId: filled } });
  expect(story.steps.map(({ type }) => type).filter((type) => type !== "sent" && type !== "acknowledged")).toEqual([
    "received",
    "checked",
    "accepted",
    "partially_filled",
    "filled",
  ]);
  const { name } = await desk.database.user.findUniqueOrThrow({ where: { id: trader.id }, select: { name: true } });
  expect(story.steps[0]?.actorName).toBe(name);
  expect(story.audit[0]?.actorName).toBe(name);
  expect(story.storedAnswer).toMatchObject({
    key: KEY,
    route: "POST /api/v1/orders",
    fingerprint: "ab".repeat(32),
    status: 201,
    body: { said: "yes" },
  });
  const sums = new Map<string, string>();
  for (const { assetSymbol, amount } of story.journals.flatMap(({ postings }) => postings)) {
    sums.set(assetSymbol, toPlain(dec(sums.get(assetSymbol) ?? "0").plus(dec(amount))));
  }
  expect([...sums.entries()].sort()).toEqual([
    ["ACME", "0"],
    ["USD", "0"],
  ]);
});

it("keeps the story from somebody who is not a member", async () => {
  const stranger = await addUser(desk.database, "trader");
  const ctx = desk.contextFor({ user: stranger });
  await expect(getOrderStory({ ctx, input: { orderId: filled } })).rejects.toMatchObject({ code: "not_found" });
  await expect(getOrderStory({ ctx, input: { orderId: asId<OrderId>(randomUUID()) } })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("takes a venue's reports from the desk itself only, not from whoever may trade", async () => {
  const ctx = desk.contextFor({ user: trader });
  const fill = { orderId: filled, venueExecutionId: randomUUID(), quantity: dec("1"), price: dec("10") };
  await expect(recordExecution({ ctx, input: { ...fill, fee: ZERO, at: new Date() } })).rejects.toMatchObject({
    code: "forbidden",
  });
  const close = { orderId: filled, event: { type: "cancel", reason: "requested" } } as const;
  await expect(closeOrder({ ctx, input: close })).rejects.toMatchObject({ code: "forbidden" });
});

it("shows exits under their parent, and a group as open while any of it is", async () => {
  const ctx = desk.contextFor({ user: trader });
  const own = await addAccount(desk, trader, { cash: "10000" });
  const { order: entry, legs } = await submitOrder({
    ctx,
    input: {
      ...{ accountId: own, symbol: "ACME", side: "buy", type: "limit", timeInForce: "gtc", ...SIMPLE_TERMS },
      ...{ quantity: dec("5"), notional: null, limitPrice: dec("10"), orderClass: "bracket" },
      ...{ takeProfit: { limitPrice: dec("12") }, stopLoss: { stopPrice: dec("8"), limitPrice: null } },
    },
  });
  const tab = async (tab: "open" | "filled" | "closed" | "all") => {
    const { items } = await listOrders({ ctx, input: { accountId: own, tab, nested: true } });
    return items.map(({ id, legs }) => [id, ...(legs ?? []).map((leg) => leg.status)]);
  };
  const counts = (nested: boolean) => countOrders({ ctx, input: { accountId: own, nested } });
  expect(await tab("open")).toEqual([[entry.id, "held", "held"]]);
  expect(await counts(true)).toMatchObject({ open: 1, closed: 0, all: 1 });
  expect(await counts(false)).toMatchObject({ open: 3, closed: 0, all: 3 });

  const fill = { orderId: entry.id, venueExecutionId: randomUUID(), quantity: dec("5"), price: dec("10"), fee: ZERO };
  await recordExecution({ ctx: desk.contextFor(), input: { ...fill, at: new Date() } });
  await desk.drain();
  expect((await tab("open")).map(([id]) => id)).toEqual([entry.id]);
  expect([await tab("filled"), await tab("closed")]).toEqual([[], []]);
  expect(await counts(true)).toMatchObject({ open: 1, filled: 0, closed: 0, all: 1 });
  expect(await counts(false)).toMatchObject({ open: 2, filled: 1, closed: 1, all: 3 });

  const [exit] = legs;
  if (exit === undefined) throw new Error("a bracket has exits");
  expect((await getOrder({ ctx, input: { orderId: entry.id } })).legs?.map(({ id }) => id)).toEqual(
    legs.map(({ id }) => id),
  );
  const story = await getOrderStory({ ctx, input: { orderId: exit.id } });
  expect(story.parent?.id).toBe(entry.id);
  expect(story.parent?.legs).toHaveLength(2);
  expect(story.steps.map(({ type }) => type)).toEqual(expect.arrayContaining(["held", "activated"]));
});
