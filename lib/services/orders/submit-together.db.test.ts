/** An account or a key that somebody holds for long keeps back its own orders, and nobody else's. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase, type Tx } from "#lib/db/client.ts";
import { transactOn } from "#lib/db/transact.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import type { Context, IdempotencyClaim } from "../context.ts";
import { IdempotentReplay } from "../idempotency.ts";
import { submitOrder } from "./submit-order.ts";

let test: TestDatabase;
let desk: TestDesk;
/** The connections of whoever holds something. */
let elsewhere: Database;
let trader: TestUser;
let assetId: string;
let locked: AccountId;
let others: readonly AccountId[];
let events: string[];
let letGo: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  test = await createTestDatabase();
  desk = await openDesk(test.appUrl);
  elsewhere = openDatabase({ url: test.appUrl, connectionsMax: 1 });
  await seedTestMarket(desk.database);
  assetId = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  trader = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await Promise.all([desk.close(), elsewhere.$disconnect()]);
  await test.drop();
});
beforeEach(async () => {
  await setQuote(desk.database, assetId, "10");
  desk.flags["orders.eager_dispatch"] = false;
  const cash = { cash: "1000" };
  locked = await addAccount(desk, trader, cash);
  others = [await addAccount(desk, trader, cash), await addAccount(desk, trader, cash)];
  events = [];
});
afterEach(() => letGo());

/** Until `letGo`, what the statement locks is held by somebody else. */
async function hold(lock: (tx: Tx) => Promise<unknown>): Promise<void> {
  const held = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const holding = elsewhere
    .$transaction(
      async (tx) => {
        await lock(tx);
        held.resolve();
        await end.promise;
        // What was only tried to be held leaves nothing behind.
        throw new LetGo();
      },
      { timeout: 30_000 },
    )
    .catch((error: unknown) => {
      if (!(error instanceof LetGo)) held.reject(error);
    });
  letGo = () => {
    end.resolve();
    return holding;
  };
  await held.promise;
}

class LetGo extends Error {}

async function place(accountId: AccountId, name: string, idempotency: IdempotencyClaim | null = null) {
  const input = {
    ...({ symbol: "ACME", side: "buy", type: "limit", timeInForce: "gtc" } as const),
    ...{ quantity: dec("1"), notional: null, limitPrice: dec("10"), ...SIMPLE_TERMS },
    ...{ accountId, clientOrderId: name },
  };
  try {
    const { refusal } = await submitOrder({ ctx: desk.contextFor({ user: trader, idempotency }), input });
    events.push(refusal === null ? `${name} placed` : `${name} ${refusal.code}`);
  } catch (error) {
    events.push(`${name} failed: ${String(error)}`);
  }
}

/** Long enough for what was asked to be on its way to the database: it needs turns of the event loop only. */
async function underWay(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const lockAccount = (tx: Tx) => tx.$queryRaw`select 1 from account where id = ${locked}::uuid for update`;

describe("while somebody holds an account", () => {
  it("a single order for it waits, others are placed meanwhile, and its own come after it in their order", async () => {
    await hold(lockAccount);
    const waiting = [place(locked, "first"), place(locked, "second")];
    await underWay();
    for (const [index, accountId] of others.entries()) await place(accountId, `other ${index}`);
    expect(events).toEqual(["other 0 placed", "other 1 placed"]);
    await letGo();
    await Promise.all(waiting);
    expect(events.slice(2)).toEqual(["first placed", "second placed"]);
  });

  it("orders of the same moment are placed without the one for it, and so are those that come later", async () => {
    await hold(lockAccount);
    const waiting = place(locked, "held");
    await Promise.all(others.map((accountId, index) => place(accountId, `same moment ${index}`)));
    await Promise.all(others.map((accountId, index) => place(accountId, `later ${index}`)));
    expect(new Set(events.slice(0, 2))).toEqual(new Set(["same moment 0 placed", "same moment 1 placed"]));
    expect(new Set(events.slice(2))).toEqual(new Set(["later 0 placed", "later 1 placed"]));
    await letGo();
    await waiting;
    expect(events.slice(4)).toEqual(["held placed"]);
  });

  it("the order for it hears after its time that the account is busy, and nothing of it is left", async () => {
    await hold(lockAccount);
    await place(locked, "held");
    expect(events).toEqual([expect.stringContaining("Others were at work here for too long")]);
    expect(await desk.database.order.count({ where: { accountId: locked } })).toBe(0);
  });
});

describe("while another process works on the same request", () => {
  const claim: IdempotencyClaim = {
    ...{ key: "the same request", route: "POST /api/v1/orders", fingerprint: "ab".repeat(32) },
    render: () => ({ status: 201, body: "placed" }),
  };

  it("its twin waits, others are placed meanwhile, and it is placed when the other gave up", async () => {
    await hold(
      (tx) => tx.$executeRaw`
        insert into idempotency_key (user_id, key, route, fingerprint, expires_at)
        values (${trader.id}::uuid, ${claim.key}, ${claim.route}, decode(${claim.fingerprint}, 'hex'), now() + interval '1 hour')`,
    );
    const waiting = place(locked, "twin", claim);
    await underWay();
    for (const [index, accountId] of others.entries()) await place(accountId, `other ${index}`);
    expect(events).toEqual(["other 0 placed", "other 1 placed"]);
    await letGo();
    await waiting;
    expect(events.slice(2)).toEqual(["twin placed"]);
  });
});

describe("an order whose writing outlives its transaction", () => {
  const slow = (statement: string) => {
    const owner = openDatabase({ url: test.ownerUrl, connectionsMax: 1 });
    return owner.$executeRawUnsafe(statement).finally(() => owner.$disconnect());
  };
  const inAHurry = (ctx: Context): Context => ({ ...ctx, transact: transactOn(desk.database, { timeoutMs: 1_500 }) });
  const terms = { symbol: "ACME", side: "buy", type: "limit", timeInForce: "gtc", notional: null } as const;
  const ticket = { ...terms, ...SIMPLE_TERMS, quantity: dec("1"), limitPrice: dec("10") };
  beforeEach(async () => {
    desk.flags["orders.eager_dispatch"] = true;
    await slow(
      "create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(2); return null; end'",
    );
    await slow("create trigger slow after insert on orders for each statement execute function slow()");
  });
  afterEach(() => slow("drop function slow cascade"));

  it("is not said to have come to nothing: it was placed, and the same request answers so", async () => {
    const claim: IdempotencyClaim = {
      ...{ key: "a request that takes long", route: "POST /api/v1/orders", fingerprint: "cd".repeat(32) },
      render: () => ({ status: 201, body: "placed" }),
    };
    const ctx = desk.contextFor({ user: trader, idempotency: claim });
    const input = { ...ticket, accountId: locked };
    const slowly = submitOrder({ ctx: inAHurry(ctx), input: { ...input, clientOrderId: "slow" } });
    await expect(slowly).rejects.toMatchObject({ code: "unavailable" });
    await slow("drop trigger slow on orders");
    expect(await desk.database.order.count({ where: { accountId: locked } })).toBe(1);
    await expect(submitOrder({ ctx, input: { ...input, clientOrderId: "slow" } })).rejects.toThrow(IdempotentReplay);
    expect(await desk.database.order.count({ where: { accountId: locked } })).toBe(1);
  });

  it("in company is answered with itself: what was placed by this very request is no duplicate of it", async () => {
    const submit = (accountId: AccountId, clientOrderId?: string) =>
      submitOrder({
        ctx: inAHurry(desk.contextFor({ user: trader })),
        input: { ...ticket, accountId, clientOrderId },
      });
    const accounts = [locked, ...others];
    const answers = await Promise.all(accounts.map((accountId, index) => submit(accountId, `together ${index}`)));
    for (const [index, accountId] of accounts.entries()) {
      const rows = await desk.database.order.findMany({ where: { accountId } });
      expect(rows).toMatchObject([{ id: answers[index]?.order.id, clientOrderId: `together ${index}` }]);
    }
    await expect(submit(locked, "together 0")).rejects.toMatchObject({
      code: "duplicate_client_order_id",
      extra: { orderId: answers[0]?.order.id },
    });
  });
});
