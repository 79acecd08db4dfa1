/** Accounts: opened whole or not at all, funded once per key, seen and changed only by their own people. */

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { IdempotentReplay } from "../idempotency.ts";
import { listJournals } from "../ledger/list-journals.ts";
import { recordExecution } from "../orders/record-execution.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { verify } from "../proof/verify.ts";
import { deposit } from "./deposit.ts";
import { getAccount } from "./get-account.ts";
import { listAccounts } from "./list-accounts.ts";
import { openAccount } from "./open-account.ts";
import { setMember } from "./set-member.ts";

let database: TestDatabase;
let desk: TestDesk;
let owner: TestUser;
let stranger: TestUser;
let viewer: TestUser;
let admin: TestUser;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl, { connectionsMax: 6 });
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  owner = await addUser(desk.database, "trader");
  stranger = await addUser(desk.database, "trader");
  viewer = await addUser(desk.database, "viewer");
  admin = await addUser(desk.database, "admin");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

const as = (user: TestUser) => desk.contextFor({ user });

describe("opening an account", () => {
  it("gives it an owner, its market, its limits, an opening deposit and the audit of each", async () => {
    const opened = await openAccount({
      ctx: as(admin),
      input: { name: "Main", ownerId: owner.id, cash: dec("20000"), limits: { max_open_orders: dec("3") } },
    });
    expect(await getAccount({ ctx: as(owner), input: { accountId: opened.id } })).toMatchObject({
      name: "Main",
      role: "owner",
      marketSource: "simulated:test",
      currency: "USD",
      cash: dec("20000"),
      held: dec("0"),
      equity: dec("20000"),
      openOrders: 0,
    });
    const limits = await desk.database.riskLimit.findMany({ where: { scopeId: opened.id }, orderBy: { rule: "asc" } });
    expect(limits.map(({ rule, value, version }) => `${rule} ${value.toFixed()} ${version}`)).toEqual([
      "max_daily_loss 5000 1",
      "max_open_orders 3 1",
      "max_order_value 50000 1",
      "max_orders_per_minute 60 1",
      "max_position_value 100000 1",
    ]);
    const audit = await desk.database.auditEvent.findMany({ where: { accountId: opened.id }, orderBy: { id: "asc" } });
    expect(audit.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["account.open", admin.id],
      ["deposit.create", admin.id],
    ]);
    // A name is personal: the record that nobody can erase does not hold it.
    expect(JSON.stringify(audit)).not.toContain("Main");
  });

  it("without cash makes no journal", async () => {
    const accountId = await addAccount(desk, owner);
    expect(await desk.database.journal.count({ where: { accountId } })).toBe(0);
    expect(toPlain((await getAccount({ ctx: as(owner), input: { accountId } })).cash)).toBe("0");
  });

  it("is not for viewers, and for somebody else only by an admin", async () => {
    await expect(openAccount({ ctx: as(viewer), input: { name: "Mine" } })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      openAccount({ ctx: as(owner), input: { name: "Theirs", ownerId: stranger.id } }),
    ).rejects.toMatchObject({ code: "forbidden" });
    // Nobody sets their own limits by way of a new account.
    await expect(
      openAccount({ ctx: as(owner), input: { name: "Wide", limits: { max_order_value: dec("1000000000") } } }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const opened = await openAccount({ ctx: as(admin), input: { name: "Theirs", ownerId: stranger.id } });
    expect((await getAccount({ ctx: as(stranger), input: { accountId: opened.id } })).role).toBe("owner");
  });

  it.each(["-1", "0.001", "1000000000001"])("refuses %s as opening cash and leaves nothing behind", async (cash) => {
    const before = await desk.database.account.count();
    await expect(openAccount({ ctx: as(owner), input: { name: "Main", cash: dec(cash) } })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/cash" }],
    });
    expect(await desk.database.account.count()).toBe(before);
  });
});

describe("a deposit", () => {
  it("is a journal from the outside world that the day does not count as profit", async () => {
    const accountId = await addAccount(desk, owner, { cash: "100" });
    const done = await deposit({ ctx: as(owner), input: { accountId, amount: dec("50.25"), memo: "Savings" } });
    expect(toPlain(done.cash)).toBe("150.25");
    const { items } = await listJournals({ ctx: as(owner), input: { accountId } });
    expect(items.map(({ kind, memo }) => `${kind} ${memo}`)).toEqual(["deposit Savings", "deposit Opening deposit"]);
    expect(items[0]?.postings.map(({ accountName, symbol, amount }) => [accountName, symbol, amount])).toEqual([
      ["Outside world", "USD", "-50.25"],
      ["Test", "USD", "50.25"],
    ]);
    const day = await desk.database.accountDay.findFirstOrThrow({ where: { accountId } });
    expect([day.startEquity?.toFixed(), day.netDeposits.toFixed()]).toEqual(["0", "150.25"]);
    const stream = await desk.database.streamEvent.findMany({ where: { accountId }, orderBy: { seq: "asc" } });
    expect(stream.map(({ seq, type }) => `${seq} ${type}`)).toEqual(["1 balance", "2 balance"]);
  });

  it("happens once for one key, and the second call hears the first answer", async () => {
    const accountId = await addAccount(desk, owner);
    const idempotency = {
      key: randomUUID(),
      route: "POST /api/v1/deposits",
      fingerprint: "ab".repeat(32),
      render: (result: unknown) => ({
        status: 201,
        body: { cash: toPlain((result as { cash: ReturnType<typeof dec> }).cash) },
      }),
    };
    const put = () =>
      deposit({ ctx: desk.contextFor({ user: owner, idempotency }), input: { accountId, amount: dec("10") } });
    await put();
    const again = await put().catch((error: unknown) => error);
    expect(again).toBeInstanceOf(IdempotentReplay);
    expect((again as IdempotentReplay).answer).toEqual({ status: 201, body: { cash: "10" } });
    const other = { ...idempotency, fingerprint: "cd".repeat(32) };
    const misuse = deposit({
      ctx: desk.contextFor({ user: owner, idempotency: other }),
      input: { accountId, amount: dec("11") },
    });
    await expect(misuse).rejects.toMatchObject({ code: "idempotency_key_reused" });
  });

  it("into somebody else's account meets no account at all", async () => {
    const accountId = await addAccount(desk, owner);
    const input = { accountId, amount: dec("10") };
    await expect(deposit({ ctx: as(stranger), input })).rejects.toMatchObject({ code: "not_found" });
    await expect(deposit({ ctx: as(viewer), input })).rejects.toMatchObject({ code: "forbidden" });
    expect(await desk.database.journal.count({ where: { accountId } })).toBe(0);
  });

  it.each(["0", "-5", "0.005"])("of %s is refused and names the field", async (amount) => {
    const accountId = await addAccount(desk, owner);
    await expect(deposit({ ctx: as(owner), input: { accountId, amount: dec(amount) } })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/amount" }],
    });
  });
});

describe("an account's people", () => {
  it("see it, and nobody else does; an admin sees all", async () => {
    const accountId = await addAccount(desk, owner);
    await expect(getAccount({ ctx: as(viewer), input: { accountId } })).rejects.toMatchObject({ code: "not_found" });
    await setMember({ ctx: as(owner), input: { accountId, userId: viewer.id, role: "viewer" } });
    expect((await getAccount({ ctx: as(viewer), input: { accountId } })).role).toBe("viewer");
    expect((await listAccounts({ ctx: as(viewer), input: {} })).items.map(({ id }) => id)).toEqual([accountId]);
    expect((await getAccount({ ctx: as(admin), input: { accountId } })).role).toBeNull();
    await expect(listAccounts({ ctx: as(owner), input: { all: true } })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listAccounts({ ctx: as(admin), input: { all: true } })).items.map(({ id }) => id)).toContain(
      accountId,
    );
    await setMember({ ctx: as(owner), input: { accountId, userId: viewer.id, role: null } });
    await expect(getAccount({ ctx: as(viewer), input: { accountId } })).rejects.toMatchObject({ code: "not_found" });
    const audit = await desk.database.auditEvent.findMany({
      where: { accountId, action: "account.set_member" },
      orderBy: { id: "asc" },
    });
    expect(audit.map(({ after }) => JSON.parse(after ?? "null").role)).toEqual(["viewer", null]);
  });

  it("always include an owner, and only owners and admins choose them", async () => {
    const accountId = await addAccount(desk, owner);
    const put = (by: TestUser, userId: TestUser["id"], role: "owner" | "trader" | null) =>
      setMember({ ctx: as(by), input: { accountId, userId, role } });
    await expect(put(owner, owner.id, null)).rejects.toMatchObject({ code: "conflict" });
    await put(owner, stranger.id, "trader");
    await expect(put(stranger, stranger.id, "owner")).rejects.toMatchObject({ code: "forbidden" });
    await put(admin, stranger.id, "owner");
    expect(await put(owner, owner.id, "trader")).toMatchObject({ role: "trader" });
    await expect(put(owner, randomUUID() as TestUser["id"], "trader")).rejects.toMatchObject({ code: "forbidden" });
    await expect(put(stranger, randomUUID() as TestUser["id"], "trader")).rejects.toMatchObject({ code: "not_found" });
  });

  it("are listed page by page without a gap", async () => {
    const reader = await addUser(desk.database, "trader");
    const made: AccountId[] = [];
    for (let count = 0; count < 5; count += 1) made.unshift(await addAccount(desk, reader));
    const first = await listAccounts({ ctx: as(reader), input: { limit: 3 } });
    const second = await listAccounts({ ctx: as(reader), input: { limit: 3, cursor: first.nextCursor ?? "" } });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made);
    expect(second.nextCursor).toBeNull();
  });
});

describe("equity", () => {
  it("is cash and positions at the last price, and while there is no quote at that of the last trade, which is told", async () => {
    const accountId = await addAccount(desk, owner, { cash: "1000" });
    const assetId = await addInstrument(desk.database, { symbol: `X${Date.now()}`.slice(0, 12), price: "20" });
    const { symbol } = await desk.database.asset.findUniqueOrThrow({ where: { id: assetId } });
    const { order } = await submitOrder({
      ctx: as(owner),
      input: {
        accountId,
        symbol,
        side: "buy",
        type: "limit",
        timeInForce: "gtc",
        quantity: dec("10"),
        notional: null,
        limitPrice: dec("20"),
        ...SIMPLE_TERMS,
      },
    });
    await desk.drain();
    const amounts = { quantity: dec("4"), price: dec("19"), fee: dec("0") };
    await recordExecution({
      ctx: desk.contextFor(),
      input: { orderId: order.id, venueExecutionId: "E-1", ...amounts, at: new Date() },
    });
    const view = async () => {
      const { cash, held, buyingPower, equity, missingPrices, olderPrices } = await getAccount({
        ctx: as(owner),
        input: { accountId },
      });
      return [
        toPlain(cash),
        toPlain(held),
        toPlain(buyingPower),
        equity === null ? null : toPlain(equity),
        missingPrices,
        olderPrices.map((older) => [older.symbol, older.kind, toPlain(older.price)]),
      ];
    };
    expect(await view()).toEqual(["924", "120", "804", "1004", [], []]);
    await desk.database.quote.delete({ where: { assetId } });
    expect(await view()).toEqual(["924", "120", "804", "1000", [], [[symbol, "trade", "19"]]]);
    const { items } = await listJournals({ ctx: as(owner), input: { accountId, orderId: order.id } });
    expect(items.map(({ kind, postings }) => [kind, postings.length])).toEqual([["trade", 4]]);
  });
});

it("all of this leaves clean books", async () => {
  expect((await verify({ ctx: desk.contextFor(), input: {} })).findings).toEqual([]);
});
