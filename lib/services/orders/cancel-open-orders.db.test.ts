/** Canceling a whole book: page by page, up to what was open at the start, each order with its own outcome. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import { cancelAllOrders } from "./cancel-all-orders.ts";
import { cancelOpenOrders } from "./cancel-open-orders.ts";
import { recordExecution } from "./record-execution.ts";
import { submitOrder } from "./submit-order.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let assetId: string;
let one: AccountId;
let two: AccountId;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  assetId = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  trader = await addUser(desk.database, "trader");
});
beforeEach(async () => {
  await setQuote(desk.database, assetId, "10");
  one = await addAccount(desk, trader, { cash: "10000" });
  two = await addAccount(desk, trader, { cash: "10000" });
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

async function place(accountId: AccountId) {
  const ctx = desk.contextFor({ user: trader });
  const ticket = { symbol: "ACME", side: "buy", type: "limit", timeInForce: "gtc" } as const;
  const size = { quantity: dec("1"), notional: null, limitPrice: dec("9"), ...SIMPLE_TERMS };
  const { order } = await submitOrder({ ctx, input: { accountId, ...ticket, ...size } });
  await desk.drain();
  return order;
}

const openIn = (accountId: AccountId) =>
  desk.database.order.count({ where: { accountId, status: { in: ["pending_new", "new", "partially_filled"] } } });
const heldBy = async (accountId: AccountId) =>
  (await desk.database.balance.findFirstOrThrow({ where: { accountId } })).held.toFixed();

it("reaches every order of every account over many pages", async () => {
  for (let n = 0; n < 4; n += 1) for (const account of [one, two]) await place(account);
  const result = await cancelOpenOrders(desk.contextFor(), {}, 3);
  expect(result).toMatchObject({ count: 8, tooLate: [] });
  expect([await openIn(one), await openIn(two), await heldBy(one), await heldBy(two)]).toEqual([0, 0, "0", "0"]);
});

it("names the orders that filled before their turn, and cancels the rest", async () => {
  const orders = [await place(one), await place(one), await place(one)];
  const second = orders[1];
  if (second === undefined) throw new Error("three orders were placed");
  const { findMany } = desk.database.order;
  // Filled between the look at the page and its turn.
  const order = new Proxy(desk.database.order, {
    get: (target, name, receiver) =>
      name !== "findMany"
        ? Reflect.get(target, name, receiver)
        : async (args: Parameters<typeof findMany>[0]) => {
            const page = await findMany(args);
            const fill = { quantity: dec("1"), price: dec("9"), fee: dec("0"), at: new Date() };
            const input = { orderId: second.id, venueExecutionId: `late-${second.id}`, ...fill };
            await recordExecution({ ctx: desk.contextFor(), input });
            return page;
          },
  });
  const ctx = desk.contextFor({ user: trader });
  const watched = new Proxy(ctx.database, {
    get: (target, name, receiver) => (name === "order" ? order : Reflect.get(target, name, receiver)),
  });
  const result = await cancelAllOrders({ ctx: { ...ctx, database: watched }, input: { accountId: one } });
  expect(result).toMatchObject({ count: 2, tooLate: [second.id] });
  expect(await openIn(one)).toBe(0);
});

it("ends although new orders keep coming, and leaves those alone", async () => {
  for (let n = 0; n < 3; n += 1) await place(one);
  const ctx = desk.contextFor({ user: trader });
  let late = 0;
  const transact: typeof ctx.transact = async (work) => {
    const result = await ctx.transact(work);
    await place(one);
    late += 1;
    return result;
  };
  const result = await cancelOpenOrders({ ...ctx, transact }, { accountId: one }, 1);
  expect(result.count).toBe(3);
  expect(await openIn(one)).toBe(late);
});

it("of an order that fails goes on with the others, then says so", async () => {
  const orders = [await place(one), await place(one), await place(one)];
  const ctx = desk.contextFor({ user: trader });
  const broker: typeof ctx.broker = {
    ...ctx.broker,
    cancel: (orderId) =>
      orderId === orders[0]?.id ? Promise.reject(new Error("the venue is away")) : ctx.broker.cancel(orderId),
  };
  await expect(cancelAllOrders({ ctx: { ...ctx, broker }, input: { accountId: one } })).rejects.toThrow("away");
  expect(await desk.database.order.count({ where: { accountId: one, status: "canceled" } })).toBe(2);
  // Repeated when the venue is back, it finishes the rest.
  expect(await cancelAllOrders({ ctx, input: { accountId: one } })).toMatchObject({ count: 1, tooLate: [] });
});
