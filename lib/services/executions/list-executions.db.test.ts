/** What the list of fills says they realised: as booked, and as their lots are now. */
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { asLocalDate, startOfDay, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import type { ActivityToRecord } from "../activities/activity-to-record.ts";
import { recordActivities } from "../activities/record-activity.ts";
import { recordExecution } from "../orders/record-execution.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { listExecutions } from "./list-executions.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
const assets = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  for (const symbol of ["ACME", "OTHER"])
    assets.set(symbol, await addInstrument(desk.database, { symbol, price: "10" }));
  trader = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

async function fill(accountId: AccountId, symbol: string, side: "buy" | "sell", price: string): Promise<void> {
  const terms = { type: "limit", timeInForce: "gtc", notional: null, ...SIMPLE_TERMS } as const;
  const { order, refusal } = await submitOrder({
    ctx: desk.contextFor({ user: trader }),
    input: { ...terms, symbol, side, accountId, limitPrice: dec(price), quantity: dec("10") },
  });
  expect(refusal).toBeNull();
  await desk.drain();
  const booked = { quantity: dec("10"), price: dec(price), fee: dec("1"), at: new Date() };
  await recordExecution({
    ctx: desk.contextFor(),
    input: { orderId: order.id, venueExecutionId: uuidv7(), ...booked },
  });
}

async function realised(accountId: AccountId): Promise<readonly string[]> {
  const { items, totals } = await listExecutions({ ctx: desk.contextFor({ user: trader }), input: { accountId } });
  if (totals === null) throw new Error("totals come with the first page");
  const figures = [
    ...items.map((item) => ({ ...item, what: `${item.side} ${item.symbol}` })),
    { ...totals, what: "all" },
  ];
  return figures.map(({ what, ...each }) => `${what} ${toPlain(each.realised)}, now ${toPlain(each.realisedNow)}`);
}

it("is the same until an earlier fact has the lots of its instrument read anew, and adds up to what positions say", async () => {
  const accountId = await addAccount(desk, trader, { cash: "1000" });
  await fill(accountId, "ACME", "buy", "9");
  await fill(accountId, "ACME", "sell", "10");
  await fill(accountId, "OTHER", "buy", "9");
  await fill(accountId, "OTHER", "sell", "8");
  const others = ["sell OTHER -10, now -10", "buy OTHER 0, now 0"];
  expect(await realised(accountId)).toEqual([...others, "sell ACME 10, now 10", "buy ACME 0, now 0", "all 0, now 0"]);
  const ctx = desk.contextFor();
  const day = asLocalDate("2024-01-02");
  const earlier: ActivityToRecord = {
    type: "buy",
    ...{ assetId: assets.get("ACME") ?? "", currencyId: USD_ASSET_ID, day, seq: 0, row: 0 },
    ...{ effectiveAt: startOfDay(day, VENUE_ZONE), quantity: "10", price: "3", gross: null, fee: "0" },
    ...{ ratioNew: null, ratioOld: null, fxToBase: null, externalId: null },
  };
  await ctx.transact((tx) => recordActivities(tx, ctx, { accountId, activities: [earlier] }));
  // First in, first out: the sale takes what had cost three.
  expect(await realised(accountId)).toEqual([...others, "sell ACME 10, now 70", "buy ACME 0, now 0", "all 0, now 60"]);
  const positions = await desk.database.position.aggregate({ where: { accountId }, _sum: { realised: true } });
  expect(positions._sum.realised?.toFixed()).toBe("60");
});
