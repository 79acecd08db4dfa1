/** A storm of orders, fills, cancels and money while the books are proven without a pause: not one false alarm. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isBusyBeforeStart } from "#lib/db/database-fault.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId, OrderId } from "#lib/domain/shared/ids.ts";
import { deposit } from "#lib/services/accounts/deposit.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { recordExecution } from "#lib/services/orders/record-execution.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { runPass } from "#lib/services/proof/run-pass.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";

const ACCOUNTS = 4;
/** In each account two of these at a time: what an hour brings to a busy desk of this size. */
const ROUNDS = 30;

let database: TestDatabase;
let desk: TestDesk;
/** A process of its own, as the worker's is. */
let worker: TestDesk;
let trader: TestUser;
let assetId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  [desk, worker] = await Promise.all([openDesk(database.appUrl), openDesk(database.appUrl, { connectionsMax: 4 })]);
  await seedTestMarket(desk.database);
  assetId = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  trader = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await Promise.all([desk.close(), worker.close()]);
  await database.drop();
});

const asTrader = () => desk.contextFor({ user: trader });

async function place(accountId: AccountId, side: "buy" | "sell", quantity: string): Promise<OrderId | null> {
  const terms = { type: "limit", timeInForce: "gtc", notional: null, limitPrice: dec("10"), ...SIMPLE_TERMS } as const;
  const input = { accountId, symbol: "ACME", side, quantity: dec(quantity), ...terms };
  const { order, refusal } = await submitOrder({ ctx: asTrader(), input });
  return refusal === null ? order.id : null;
}

function fill(orderId: OrderId, quantity: string, price: string) {
  const amounts = { quantity: dec(quantity), price: dec(price), fee: dec("0.01") };
  const input = { orderId, venueExecutionId: randomUUID(), ...amounts, at: new Date() };
  return recordExecution({ ctx: desk.contextFor(), input });
}

/** Buys in two fills, sells a part of it, leaves one order and takes another back. */
async function round(accountId: AccountId, nth: number): Promise<void> {
  const bought = await place(accountId, "buy", "3");
  if (bought !== null) {
    await fill(bought, "1", "9.97");
    await fill(bought, "2", nth % 3 === 0 ? "10" : "9.99");
  }
  const resting = await place(accountId, "buy", "0.5");
  const [sold] = await Promise.all([
    place(accountId, "sell", "1.5"),
    deposit({ ctx: asTrader(), input: { accountId, amount: dec("30") } }),
    resting === null || nth % 2 === 0 ? null : cancelOrder({ ctx: asTrader(), input: { orderId: resting } }),
  ]);
  if (sold !== null) await fill(sold, "1.5", "10.01");
}

/** No connection was free in time: nothing happened, and the round is over. */
async function inStorm(accountId: AccountId): Promise<void> {
  for (let nth = 0; nth < ROUNDS; nth += 1) {
    if (nth % 10 === 0) await setQuote(desk.database, assetId, "10");
    await round(accountId, nth).catch((error: unknown) => {
      if (!isBusyBeforeStart(error)) throw error;
    });
  }
}

it("finds nothing, in whole passes and in those over what moved", { timeout: 240_000 }, async () => {
  const opened = Array.from({ length: ACCOUNTS }, () => addAccount(desk, trader, { cash: "1000" }));
  const accounts = await Promise.all(opened);
  let over = false;
  const storm = Promise.all([...accounts, ...accounts].map(inStorm)).finally(() => {
    over = true;
  });
  const seen = { full: 0, changed: 0, suspected: 0, found: 0 };
  while (!over) {
    const kind = (seen.full + seen.changed) % 2 === 0 ? "full" : "changed";
    const { look, findings } = await runPass({ ctx: worker.contextFor(), input: { kind, occasion: "minute" } });
    seen[kind] += 1;
    seen.suspected += look.findings.length;
    seen.found += findings.length;
  }
  await storm;
  await desk.drain();
  const after = await runPass({ ctx: worker.contextFor(), input: { kind: "full", occasion: "minute" } });
  expect(after.findings).toEqual([]);
  expect(after.look.counts.executions).toBeGreaterThan(ACCOUNTS * ROUNDS * 3);
  expect(seen).toMatchObject({ suspected: 0, found: 0 });
  expect(Math.min(seen.full, seen.changed)).toBeGreaterThan(3);
  expect(await desk.database.halt.count()).toBe(0);
  expect(await desk.database.proofFinding.count()).toBe(0);
});
