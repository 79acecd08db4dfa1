/** Lists, counts and the story of orders, read back after real fills. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dec, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { cancelOrder } from "./cancel-order.ts";
import { closeOrder } from "./close-order.ts";
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
