/** The export of a long account: part by part, in the one order of facts, and of one moment. */
import { text } from "node:stream/consumers";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readFacts } from "#lib/db/book-facts.sql.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { recordTrades } from "#lib/testing/lots/long-book.ts";
import { recordExecution } from "../orders/record-execution.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { exportActivities } from "./export-activities.ts";

let database: TestDatabase;
let desk: TestDesk;
let user: TestUser;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  user = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

async function fill(accountId: AccountId, symbol: string, day: string): Promise<void> {
  const ticket = { symbol, side: "buy", type: "limit", timeInForce: "gtc", notional: null, ...SIMPLE_TERMS } as const;
  const input = { ...ticket, accountId, quantity: dec("1"), limitPrice: dec("10") };
  const { order } = await submitOrder({ ctx: desk.contextFor({ user }), input });
  await desk.drain();
  const booked = { quantity: dec("1"), price: dec("10"), fee: dec("0"), at: new Date(`${day}T15:00:00Z`) };
  await recordExecution({
    ctx: desk.contextFor(),
    input: { orderId: order.id, venueExecutionId: uuidv7(), ...booked },
  });
}

it("comes part by part, in the one order of facts, without what is booked while it is read", async () => {
  const accountId = await addAccount(desk, user, { cash: "1000" });
  const long = await addInstrument(desk.database, { symbol: "LONG", price: "10" });
  await addInstrument(desk.database, { symbol: "LATE", price: "10" });
  await recordTrades(desk, accountId, new Map([[long, 4_500]]));
  // The second one is reported late, and has its place years after its own day.
  await fill(accountId, "LATE", "2020-03-02");
  await fill(accountId, "LATE", "2015-03-02");
  const expected = await readFacts(desk.database, { accountId });
  const texts: string[] = [];
  for await (const part of await exportActivities({
    ctx: desk.contextFor({ user }),
    input: { accountId, format: "csv" },
  })) {
    if (texts.length === 1) await fill(accountId, "LATE", "2024-03-02");
    texts.push(part);
  }
  // Head, parts and an empty tail; none of the parts is the whole.
  const lines = texts.slice(1, -1).map((part) => part.trimEnd().split("\n").length);
  expect(lines.length).toBeGreaterThan(2);
  expect(Math.max(...lines)).toBeLessThanOrEqual(2_000);
  const ids = texts.slice(1).flatMap((part) => part.match(/(?:execution|activity):[0-9a-f-]{36}/g) ?? []);
  expect(ids).toEqual(expected.map(({ kind, id }) => `${kind}:${id}`));
});

it("is one JSON document however many parts it has", async () => {
  const accountId = await addAccount(desk, user, { cash: "1000" });
  const read = async () => {
    const parts = await exportActivities({ ctx: desk.contextFor({ user }), input: { accountId, format: "json" } });
    return JSON.parse(await text(parts)) as { readonly type: string }[];
  };
  expect((await read()).map(({ type }) => type)).toEqual(["DEPOSIT"]);
  const asset = await addInstrument(desk.database, { symbol: "MANY", price: "10" });
  await recordTrades(desk, accountId, new Map([[asset, 2_100]]));
  expect(await read()).toHaveLength(2_102);
});
