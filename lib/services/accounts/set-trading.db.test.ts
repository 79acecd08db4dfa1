/** How an account may trade: changed by whoever answers for risk, never under the feet of what it owes or is short of; and its credit. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId, InstrumentId, OrderId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import { recordExecution } from "../orders/record-execution.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { getPortfolioSummary } from "../portfolio/get-summary.ts";
import { verify } from "../proof/verify.ts";
import { getTradingStatus } from "../status/get-trading-status.ts";
import { deposit } from "./deposit.ts";
import { getAccount } from "./get-account.ts";
import { rollCredits } from "./roll-credits.ts";
import { type SetTradingInput, setTrading } from "./set-trading.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let admin: TestUser;
let acme: InstrumentId;
let accountId: AccountId;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  acme = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  await desk.database.asset.update({ where: { id: acme }, data: { shortable: true } });
  trader = await addUser(desk.database, "trader");
  admin = await addUser(desk.database, "admin");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});
beforeEach(async () => {
  await setQuote(desk.database, acme, "10");
  accountId = await addAccount(desk, trader, { cash: "1000" });
});
afterEach(async () => {
  expect((await verify({ ctx: desk.contextFor(), input: {} })).findings).toEqual([]);
});

type Settings = Partial<Omit<SetTradingInput, "accountId">>;

function set(change: Settings = {}, ctx = desk.contextFor({ user: admin })) {
  const none = { kind: "none", value: dec("0") } as const;
  const input: SetTradingInput = {
    ...{ accountId, multiplier: 1, shorting: false, allowCrossZero: false, version: 1, reason: "A test" },
    ...{ slippage: none, commission: { kind: "default", value: dec("0"), minimum: dec("0") }, ...change },
  };
  return setTrading({ ctx, input });
}

const account = () => getAccount({ ctx: desk.contextFor({ user: trader }), input: { accountId } });

async function trade(side: "buy" | "sell", quantity: string, price: string): Promise<OrderId> {
  const id = await place(side, quantity, price);
  const amounts = { quantity: dec(quantity), price: dec(price), fee: dec("0") };
  const input = { orderId: id, venueExecutionId: randomUUID(), ...amounts, at: new Date() };
  await recordExecution({ ctx: desk.contextFor(), input });
  return id;
}

async function place(side: "buy" | "sell", quantity: string, limit: string): Promise<OrderId> {
  const terms = {
    type: "limit",
    timeInForce: "gtc",
    quantity: dec(quantity),
    notional: null,
    limitPrice: dec(limit),
  } as const;
  const ctx = desk.contextFor({ user: trader });
  const { order, refusal } = await submitOrder({
    ctx,
    input: { accountId, symbol: "ACME", side, ...terms, ...SIMPLE_TERMS },
  });
  expect(refusal).toBeNull();
  await desk.drain();
  return order.id;
}

const credits = () => desk.database.auditEvent.count({ where: { accountId, action: "account.credit" } });

describe("the settings of an account", () => {
  it("change with a reason, a new version and an audit row, and are shown with the account", async () => {
    const slippage = { kind: "bps", value: dec("5") } as const;
    const commission = { kind: "per_share", value: dec("0.005"), minimum: dec("1") } as const;
    const shown = await set({ multiplier: 4, shorting: true, allowCrossZero: true, slippage, commission });
    expect(shown).toMatchObject({
      version: 2,
      credit: dec("3000"),
      buyingPower: dec("4000"),
      trading: { multiplier: 4, shorting: true, allowCrossZero: true, slippage, commission },
    });
    const audit = await desk.database.auditEvent.findFirstOrThrow({
      where: { accountId, action: "account.set_trading" },
    });
    expect(audit).toMatchObject({ reason: "A test", actorId: admin.id });
    expect(await credits()).toBe(1);
  });

  it("are for those who may edit limits", async () => {
    await expect(set({}, desk.contextFor({ user: trader }))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("that somebody else has changed meanwhile are a conflict that says what they are now", async () => {
    await set({ multiplier: 2 });
    await expect(set({ multiplier: 4 })).rejects.toMatchObject({
      code: "stale_version",
      extra: { current: { version: 2, multiplier: 2 } },
    });
  });

  it("must make a model: an amount where something is charged, none where nothing is", async () => {
    const slippage = { kind: "bps", value: dec("0") } as const;
    const commission = { kind: "none", value: dec("1"), minimum: dec("2") } as const;
    await expect(set({ slippage, commission })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/slippage/value" }, { pointer: "/commission/value" }, { pointer: "/commission/minimum" }],
    });
  });

  it("keep a short account short: shorting stays on until it is covered, and then units have their floor again", async () => {
    await set({ shorting: true });
    const selling = await place("sell", "5", "10");
    await expect(set({ version: 2 })).rejects.toMatchObject({ code: "conflict", extra: { blockedBy: [selling] } });
    const amounts = { quantity: dec("5"), price: dec("10"), fee: dec("0") };
    const fill = { orderId: selling, venueExecutionId: randomUUID(), ...amounts, at: new Date() };
    await recordExecution({ ctx: desk.contextFor(), input: fill });
    await expect(set({ version: 2 })).rejects.toMatchObject({
      code: "conflict",
      message: "The account is short (-5 ACME): cover that first.",
    });
    await trade("buy", "5", "10");
    expect((await set({ version: 2 })).trading.shorting).toBe(false);
    const units = await desk.database.balance.findFirstOrThrow({ where: { accountId, assetId: acme } });
    expect(units.floor?.toFixed()).toBe("0");
  });

  it("do not lower the multiplier below what is owed", async () => {
    await set({ multiplier: 2 });
    await trade("buy", "150", "10");
    await expect(set({ multiplier: 1, version: 2 })).rejects.toMatchObject({
      code: "conflict",
      extra: { owed: "500", credit: "0", headroom: "-500" },
    });
    await trade("sell", "150", "10");
    expect((await set({ multiplier: 1, version: 2 })).credit).toEqual(dec("0"));
  });
});

describe("the credit", () => {
  it("is buying power wherever that is shown", async () => {
    await set({ multiplier: 2 });
    const [ctx, input] = [desk.contextFor({ user: trader }), { accountId }];
    const shown = [
      (await account()).buyingPower,
      (await getPortfolioSummary({ ctx, input })).summary.buyingPower,
      (await getTradingStatus({ ctx, input })).buyingPower,
    ];
    expect(shown.map(toPlain)).toEqual(["2000", "2000", "2000"]);
  });

  it("follows a deposit, and nothing else during the day", async () => {
    await set({ multiplier: 2 });
    await deposit({ ctx: desk.contextFor({ user: trader }), input: { accountId, amount: dec("500") } });
    expect(toPlain((await account()).credit)).toBe("1500");
    await trade("buy", "100", "10");
    await setQuote(desk.database, acme, "20");
    await rollCredits({ ctx: desk.contextFor() });
    expect(toPlain((await account()).credit)).toBe("1500");
    expect(await credits()).toBe(2);
  });

  it("follows equity once each trading day, and says so only when it changes", async () => {
    await set({ multiplier: 2 });
    await trade("buy", "100", "10");
    await setQuote(desk.database, acme, "20");
    const yesterday = () =>
      desk.database.$executeRaw`update account set credit_day = credit_day - 1 where id = ${accountId}::uuid`;
    await yesterday();
    expect(await rollCredits({ ctx: desk.contextFor() })).toBe(1);
    expect(toPlain((await account()).credit)).toBe("2000");
    expect(await rollCredits({ ctx: desk.contextFor() })).toBe(0);
    await yesterday();
    expect(await rollCredits({ ctx: desk.contextFor() })).toBe(1);
    expect(await credits()).toBe(2);
  });

  it("that falls below what is owed leaves the floor where the cash is, until it is paid back", async () => {
    await set({ multiplier: 2 });
    await trade("buy", "150", "10");
    await setQuote(desk.database, acme, "4");
    await desk.database.$executeRaw`update account set credit_day = credit_day - 1 where id = ${accountId}::uuid`;
    await rollCredits({ ctx: desk.contextFor() });
    const shown = await account();
    expect([shown.credit, shown.cash, shown.buyingPower].map(toPlain)).toEqual(["100", "-500", "0"]);
    await deposit({ ctx: desk.contextFor({ user: trader }), input: { accountId, amount: dec("600") } });
    // Worth 700 now: 100 in cash and 600 in shares.
    expect(toPlain((await account()).credit)).toBe("700");
    expect(toPlain((await account()).buyingPower)).toBe("800");
  });

  it("is none where an account went below zero without any: what it gets back pays that, and is not spent twice", async () => {
    const { id } = await desk.database.asset.findFirstOrThrow({ where: { symbol: "USD", kind: "currency" } });
    const owes = async () => {
      const { posted, held, floor } = await desk.database.balance.findUniqueOrThrow({
        where: { accountId_assetId: { accountId, assetId: id } },
      });
      return [posted.minus(held), floor].map((amount) => amount?.toFixed());
    };
    await trade("buy", "100", "10");
    // As a fact that is owed does: a dividend of a short position, a late fill.
    await desk.database.$queryRaw`select lower_floor(${accountId}::uuid, ${id}::uuid, 30)`;
    await trade("buy", "3", "10");
    expect(await owes()).toEqual(["-30", "-30"]);
    expect(await rollCredits({ ctx: desk.contextFor() })).toBe(0);
    await trade("sell", "2", "10");
    expect(await rollCredits({ ctx: desk.contextFor() })).toBe(1);
    expect(await owes()).toEqual(["-10", "-10"]);
    await trade("sell", "50", "10");
    expect(await rollCredits({ ctx: desk.contextFor() })).toBe(1);
    expect(await owes()).toEqual(["490", "0"]);
    expect(toPlain((await account()).buyingPower)).toBe("490");
    expect(await rollCredits({ ctx: desk.contextFor() })).toBe(0);
  });
});
