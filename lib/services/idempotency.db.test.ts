/** A call that waits too long says for what: for its own key, which is another request still running, or for something that others hold. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { deposit } from "./accounts/deposit.ts";
import type { IdempotencyClaim } from "./context.ts";
import { setHalt } from "./halts/set-halt.ts";
import { submitOrder } from "./orders/submit-order.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let accountId: AccountId;
let other: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  trader = await addUser(desk.database, "trader");
  accountId = await addAccount(desk, trader, { cash: "1000" });
  other = new pg.Client({ connectionString: database.appUrl });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await desk.close();
  await database.drop();
});

function newClaim(): IdempotencyClaim {
  const fingerprint = "ab".repeat(32);
  return { key: randomUUID(), route: "POST test", fingerprint, render: () => ({ status: 200, body: {} }) };
}

const ctxWith = (idempotency: IdempotencyClaim) => desk.contextFor({ user: trader, idempotency });

const verbs: { readonly [name: string]: (claim: IdempotencyClaim) => Promise<unknown> } = {
  "an order": (claim) =>
    submitOrder({
      ctx: ctxWith(claim),
      input: {
        accountId,
        symbol: "ACME",
        side: "buy",
        type: "limit",
        timeInForce: "gtc",
        quantity: dec("1"),
        notional: null,
        limitPrice: dec("9"),
        ...SIMPLE_TERMS,
      },
    }),
  "a deposit": (claim) => deposit({ ctx: ctxWith(claim), input: { accountId, amount: dec("5") } }),
};

async function whileHeld<T>(statement: string, values: readonly unknown[], work: () => Promise<T>): Promise<T> {
  await other.query("begin");
  await other.query(statement, [...values]);
  try {
    return await work();
  } finally {
    await other.query("rollback");
  }
}

async function footprint(): Promise<number[]> {
  await desk.drain();
  const { order, journal, auditEvent, idempotencyKey } = desk.database;
  return [await order.count(), await journal.count(), await auditEvent.count(), await idempotencyKey.count()];
}

describe.each(Object.keys(verbs))("%s", (name) => {
  const run = async (claim: IdempotencyClaim) => verbs[name]?.(claim);

  it("whose key another request holds is told that the same request is being worked on", async () => {
    const claim = newClaim();
    const before = await footprint();
    const error = await whileHeld(
      "select claim_key($1::uuid, $2, 'POST test', decode($3, 'hex'))",
      [trader.id, claim.key, claim.fingerprint],
      () => run(claim).catch((thrown: unknown) => thrown),
    );
    expect(error).toMatchObject({ code: "idempotency_key_in_use", retryAfterSeconds: 1 });
    expect(await footprint()).toEqual(before);
  });

  it("whose account somebody else holds is told that the desk is busy, and the key stays free", async () => {
    const claim = newClaim();
    const before = await footprint();
    const error = await whileHeld("select id from account where id = $1::uuid for update", [accountId], () =>
      run(claim).catch((thrown: unknown) => thrown),
    );
    expect(error).toMatchObject({ code: "busy", retryAfterSeconds: 1 });
    expect(await footprint()).toEqual(before);
    await run(claim);
    expect(await desk.database.idempotencyKey.count({ where: { key: claim.key } })).toBe(1);
  });
});

it("a halt that waits for the desk is told that the desk is busy", async () => {
  const error = await whileHeld("select pg_advisory_xact_lock_shared(desk_lock_key())::text", [], () =>
    setHalt({ ctx: ctxWith(newClaim()), input: { accountId, reason: "test" } }).catch((thrown: unknown) => thrown),
  );
  expect(error).toMatchObject({ code: "busy" });
  expect(await desk.database.halt.count()).toBe(0);
});
