/** Dividends, splits and symbol changes on a real database with a market and a venue: what holders get, what happens to orders, who gets richer. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bookMatch } from "#lib/db/venue.sql.ts";
import type { CorporateActionKind } from "#lib/domain/ledger/corporate-action.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { setTrading } from "#lib/services/accounts/set-trading.ts";
import { reverseActivity } from "#lib/services/activities/reverse-activity.ts";
import { advanceCorporateActions } from "#lib/services/corporate-actions/advance-corporate-actions.ts";
import {
  announceCorporateAction,
  withdrawCorporateAction,
} from "#lib/services/corporate-actions/announce-corporate-action.ts";
import { listCorporateActions } from "#lib/services/corporate-actions/list-corporate-actions.ts";
import { cancelOpenOrders } from "#lib/services/orders/cancel-open-orders.ts";
import { getPortfolioSummary } from "#lib/services/portfolio/get-summary.ts";
import { verify } from "#lib/services/proof/verify.ts";
import type { TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addUser } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { carryOutCommands } from "./market-commands.ts";

let test: TestDatabase;
let venue: VenueDesk;
let admin: TestUser;

beforeAll(async () => {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL", "MSFT", "KO", "PEP"]);
  admin = await addUser(venue.desk.database, "admin");
  await venue.desk.database.marketState.updateMany({ data: { stepped: true } });
  await venue.setTime("2026-11-18T15:00:00Z");
  await venue.step(1);
});
afterAll(async () => {
  await venue.desk.close();
  await test.drop();
});

const announce = (symbol: string, kind: CorporateActionKind, exDay: string, terms: object = {}) =>
  announceCorporateAction({
    ctx: venue.contextFor({ user: admin }),
    input: {
      ...{ symbol, kind, exDay, amount: null, ratioNew: null, ratioOld: null, cashInLieu: null, newSymbol: null },
      reason: "As the company said",
      ...terms,
    },
  });

async function quote(symbol: string, last: string): Promise<void> {
  const [bid, ask] = [dec(last).minus("0.01"), dec(last).plus("0.01")].map(toPlain);
  await venue.quote({ symbol, bid: bid ?? last, ask: ask ?? last, last, size: "100000" });
}

async function holding(symbol: string, quantity: string, price = "100"): Promise<AccountId> {
  const account = await addAccount(venue.desk, venue.trader, { cash: "100000" });
  await quote(symbol, price);
  await venue.place(account, { symbol, side: "buy", quantity });
  await venue.match();
  return account;
}

/** As the worker does every two seconds, with the market's leader beside it. */
async function advance(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await advanceCorporateActions({ ctx: venue.contextFor() });
    await carryOutCommands(venue.contextFor(), venue.marketLease, venue.market);
  }
}

const summaryOf = (accountId: AccountId) =>
  getPortfolioSummary({ ctx: venue.contextFor({ user: venue.trader }), input: { accountId } });
const statusOf = async (id: string) =>
  (await venue.desk.database.corporateAction.findUniqueOrThrow({ where: { id } })).status;
const findings = async () => (await verify({ ctx: venue.contextFor(), input: {} })).findings;

/** What the venue writes of a fill of one at 100, before anybody has told the desk. */
async function matchOf(orderId: string, at: string) {
  const { name: lease, epoch } = venue.venueLease;
  const order = await venue.desk.database.venueOrder.findUniqueOrThrow({ where: { orderId } });
  const { venueOrderId, assetId, accountId } = order;
  return {
    ...{ lease, epoch: epoch.toString(), at, accountId, groupId: null, assetId, cashUsed: "0", taken: null },
    orders: [
      {
        ...{ orderId, executionsBefore: 0, quantityBefore: "1", quantity: "1", marks: null },
        executions: [{ id: `${venueOrderId}:0001`, quantity: "1", price: "100", fee: "0" }],
        close: { status: "filled", reason: "filled" },
      },
    ],
  } as const;
}

describe("a cash dividend", () => {
  it("is received by who is long and paid by who is short on its day, once, however often it is looked at", async () => {
    const long = await holding("KO", "40");
    const short = await addAccount(venue.desk, venue.trader, { cash: "100000" });
    const none = { kind: "none", value: dec("0") } as const;
    await setTrading({
      ctx: venue.contextFor({ user: admin }),
      input: {
        ...{
          accountId: short,
          multiplier: 1,
          shorting: true,
          allowCrossZero: false,
          version: 1,
          reason: "May be short",
        },
        ...{ slippage: none, commission: { ...none, minimum: dec("0") } },
      },
    });
    await venue.desk.database.asset.updateMany({ where: { symbol: "KO" }, data: { shortable: true } });
    await venue.place(short, { symbol: "KO", side: "sell", quantity: "10" });
    await venue.match();
    const before = { long: await summaryOf(long), short: await summaryOf(short) };
    const { id } = await announce("KO", "cash_dividend", "2026-11-19", { amount: dec("0.51") });
    await advance();
    expect(await statusOf(id)).toBe("announced");
    await venue.setTime("2026-11-19T15:00:00Z");
    await advance();
    await advance();
    expect(await statusOf(id)).toBe("applied");
    const cash = async (account: AccountId, was: typeof before.long) =>
      toPlain((await summaryOf(account)).summary.cash.minus(was.summary.cash));
    expect(await cash(long, before.long)).toBe("20.4");
    expect(await cash(short, before.short)).toBe("-5.1");
    expect(await venue.desk.database.activity.count({ where: { corporateActionId: id } })).toBe(2);
    expect(await findings()).toEqual([]);
  });

  it("waits for fills of the day before that are on their way: who bought then receives it", async () => {
    const { database } = venue.desk;
    await venue.setTime("2026-11-18T20:30:00Z");
    const account = await addAccount(venue.desk, venue.trader, { cash: "1000" });
    await quote("MSFT", "100");
    const { order } = await venue.place(account, { symbol: "MSFT", side: "buy", quantity: "1", timeInForce: "gtc" });
    await venue.desk.drain();
    const { id } = await announce("MSFT", "cash_dividend", "2026-11-19", { amount: dec("2") });
    expect(await bookMatch(database, await matchOf(order.id, "2026-11-18T20:30:00Z"))).toBe(true);
    await venue.setTime("2026-11-19T05:00:00Z");
    await advance();
    expect([await statusOf(id), await database.activity.count({ where: { corporateActionId: id } })]).toEqual([
      "applying",
      0,
    ]);
    await venue.match();
    await advance();
    const booked = await database.activity.findMany({ where: { corporateActionId: id, accountId: account } });
    expect([await statusOf(id), ...booked.map(({ gross }) => gross?.toFixed())]).toEqual(["applied", "2"]);
    expect(await findings()).toEqual([]);
  });

  it("that was wrong is taken back account by account, by who may apply it, and the next one is booked beside it", async () => {
    await venue.setTime("2026-11-19T15:30:00Z");
    const account = await holding("PEP", "10");
    await venue.setTime("2026-11-20T14:30:00Z");
    const before = (await summaryOf(account)).summary.cash;
    const { id } = await announce("PEP", "cash_dividend", "2026-11-20", { amount: dec("5.1") });
    await advance();
    const booked = await venue.desk.database.activity.findFirstOrThrow({ where: { corporateActionId: id } });
    const reverse = (user: TestUser) =>
      reverseActivity({ ctx: venue.contextFor({ user }), input: { id: booked.id, reason: "The amount was 0.51" } });
    await expect(reverse(venue.trader)).rejects.toMatchObject({ code: "forbidden" });
    await reverse(admin);
    expect((await summaryOf(account)).summary.cash).toEqual(before);
    await expect(reverse(admin)).rejects.toMatchObject({ code: "conflict" });
    await announce("PEP", "cash_dividend", "2026-11-20", { amount: dec("0.51") });
    await advance();
    expect(toPlain((await summaryOf(account)).summary.cash.minus(before))).toBe("5.1");
    expect(await findings()).toEqual([]);
  });
});

describe("a split", () => {
  it("cancels open orders first, takes no new ones meanwhile, and makes nobody richer", async () => {
    await venue.setTime("2026-11-20T15:00:00Z");
    const account = await holding("AAPL", "15", "90");
    const resting = await venue.place(account, {
      symbol: "AAPL",
      side: "sell",
      quantity: "5",
      limit: "120",
      timeInForce: "gtc",
    });
    await venue.match();
    const { id } = await announce("AAPL", "split", "2026-11-21", { ratioNew: dec("3"), ratioOld: dec("1") });
    await venue.setTime("2026-11-21T15:00:00Z");
    const before = await summaryOf(account);
    await advanceCorporateActions({ ctx: venue.contextFor() });
    expect(await statusOf(id)).toBe("applying");
    const refused = await venue.place(account, { symbol: "AAPL", side: "sell", quantity: "1", limit: "120" });
    expect(refused.refusal).toMatchObject({ code: "symbol_not_tradable" });
    await advance();
    expect(await statusOf(id)).toBe("applied");
    const order = await venue.desk.database.order.findUniqueOrThrow({ where: { id: resting.order.id } });
    expect(order).toMatchObject({ status: "canceled", cancelReason: "corporate_action" });
    const after = await summaryOf(account);
    const [position] = after.positions;
    expect(
      [position?.quantity, position?.cost, position?.averagePrice].map((value) => value && toPlain(value)),
    ).toEqual(["45", "1350.15", "30.003333333333333333"]);
    expect(toPlain(position?.quote?.last ?? dec("0"))).toBe("30");
    expect(toPlain(position?.quote?.previousClose ?? dec("0"))).not.toBe("90");
    expect(after.summary.equity && toPlain(after.summary.equity)).toBe(
      before.summary.equity && toPlain(before.summary.equity),
    );
    const placed = await venue.place(account, { symbol: "AAPL", side: "sell", quantity: "45", limit: "29" });
    expect(placed.refusal).toBeNull();
    await venue.match();
    expect(await findings()).toEqual([]);
  });

  it("pays cash for the fraction that cannot be held", async () => {
    await venue.setTime("2026-11-22T15:00:00Z");
    await venue.desk.database.asset.updateMany({ where: { symbol: "PEP" }, data: { fractionable: false } });
    const account = await holding("PEP", "25", "10");
    const { id } = await announce("PEP", "split", "2026-11-23", {
      ratioNew: dec("1"),
      ratioOld: dec("10"),
      cashInLieu: dec("101"),
    });
    const before = await summaryOf(account);
    await venue.setTime("2026-11-23T15:00:00Z");
    await advance();
    expect(await statusOf(id)).toBe("applied");
    const after = await summaryOf(account);
    expect(after.positions.map(({ quantity }) => toPlain(quantity))).toEqual(["2"]);
    expect(toPlain(after.summary.cash.minus(before.summary.cash))).toBe("50.5");
    expect(await findings()).toEqual([]);
  });

  it("of today is refused while a fill of today is on its way, and a match of before finds the instrument stopped", async () => {
    const { database } = venue.desk;
    await venue.setTime("2026-11-23T15:30:00Z");
    const account = await addAccount(venue.desk, venue.trader, { cash: "1000" });
    await quote("MSFT", "100");
    const { order } = await venue.place(account, { symbol: "MSFT", side: "buy", quantity: "1", timeInForce: "gtc" });
    await venue.desk.drain();
    const matched = await matchOf(order.id, "2026-11-23T15:30:00Z");
    const terms = { ratioNew: dec("2"), ratioOld: dec("1") };
    const { id } = await announce("MSFT", "split", "2026-11-23", terms);
    expect(await bookMatch(database, matched)).toBe(false);
    await withdrawCorporateAction({ ctx: venue.contextFor({ user: admin }), input: { id, reason: "A mistake" } });
    expect(await bookMatch(database, matched)).toBe(true);
    expect(await database.execution.count({ where: { orderId: order.id } })).toBe(0);
    await expect(announce("MSFT", "split", "2026-11-23", terms)).rejects.toMatchObject({
      errors: [{ pointer: "/exDay", detail: expect.stringContaining("tomorrow") }],
    });
    await venue.match();
  });

  it("cannot be of a day that has trades at the old price, nor of a past one", async () => {
    await holding("MSFT", "1");
    const terms = { ratioNew: dec("2"), ratioOld: dec("1") };
    await expect(announce("MSFT", "split", "2026-11-23", terms)).rejects.toMatchObject({
      errors: [{ pointer: "/exDay", detail: expect.stringContaining("tomorrow") }],
    });
    await expect(announce("MSFT", "split", "2026-11-01", terms)).rejects.toMatchObject({
      errors: [{ pointer: "/exDay" }],
    });
    await expect(announce("MSFT", "split", "2026-11-24", { ratioNew: dec("2") })).rejects.toMatchObject({
      errors: [{ pointer: "/ratioOld" }],
    });
  });
});

describe("a symbol change", () => {
  it("keeps the instrument, its prices and what is held, under the new name", async () => {
    await venue.setTime("2026-11-24T15:00:00Z");
    const account = await holding("MSFT", "3");
    const { id } = await announce("MSFT", "symbol_change", "2026-11-24", { newSymbol: "MSFTX" });
    await advance();
    expect(await statusOf(id)).toBe("applied");
    expect((await summaryOf(account)).positions.map(({ symbol }) => symbol)).toContain("MSFTX");
    const payload = { symbol: "MSFTX", bid: "110.99", ask: "111.01", last: "111", size: "1000" };
    await venue.desk.database.marketCommand.create({ data: { kind: "quote", payload } });
    await carryOutCommands(venue.contextFor(), venue.marketLease, venue.market);
    expect((await summaryOf(account)).positions[0]?.quote?.last).toEqual(dec("111"));
    const bought = await venue.place(account, { symbol: "MSFTX", side: "buy", quantity: "1" });
    expect(bought.refusal).toBeNull();
    await venue.match();
    expect(await findings()).toEqual([]);
  });
});

describe("an announcement", () => {
  it("can be withdrawn before its day, and by admins only", async () => {
    const { id } = await announce("KO", "cash_dividend", "2026-12-24", { amount: dec("1") });
    const input = { id, reason: "A mistake" };
    await expect(
      withdrawCorporateAction({ ctx: venue.contextFor({ user: venue.trader }), input }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
    await withdrawCorporateAction({ ctx: venue.contextFor({ user: admin }), input });
    expect(await statusOf(id)).toBe("withdrawn");
    await expect(withdrawCorporateAction({ ctx: venue.contextFor({ user: admin }), input })).rejects.toMatchObject({
      code: "conflict",
    });
    const { items } = await listCorporateActions({ ctx: venue.contextFor({ user: venue.trader }), input: {} });
    expect(items[0]).toMatchObject({ id, status: "withdrawn", symbol: "KO" });
  });
});

describe("whatever comes between", () => {
  it("a holder who cannot pay a dividend owes it: booked like the others', with a breach and a halt that say so", async () => {
    await venue.setTime("2026-11-25T15:00:00Z");
    const none = { kind: "none", value: dec("0") } as const;
    const short = await addAccount(venue.desk, venue.trader, { cash: "4000" });
    await setTrading({
      ctx: venue.contextFor({ user: admin }),
      input: {
        ...{
          accountId: short,
          multiplier: 1,
          shorting: true,
          allowCrossZero: false,
          version: 1,
          reason: "May be short",
        },
        ...{ slippage: none, commission: { ...none, minimum: dec("0") } },
      },
    });
    await quote("KO", "100");
    await venue.place(short, { symbol: "KO", side: "sell", quantity: "10" });
    await venue.match();
    const free = (await summaryOf(short)).summary.buyingPower;
    const resting = await venue.place(short, {
      symbol: "PEP",
      side: "buy",
      quantity: toPlain(free.trunc()),
      limit: "1",
    });
    expect(resting.refusal).toBeNull();
    const long = await holding("KO", "10");
    const { id } = await announce("KO", "cash_dividend", "2026-11-26", { amount: dec("3") });
    await venue.setTime("2026-11-26T15:00:00Z");
    await advance();
    await advance();
    const { database } = venue.desk;
    const booked = await database.activity.findMany({
      where: { corporateActionId: id, accountId: { in: [long, short] } },
    });
    expect(booked.map((row) => [row.accountId === long, row.gross?.toFixed()]).sort()).toEqual([
      [false, "-30"],
      [true, "30"],
    ]);
    expect(await statusOf(id)).toBe("applied");
    const breaches = await database.breach.findMany({ where: { accountId: short } });
    const message = "The dividend of KO on 2026-11-26 took more than the account had free.";
    expect(breaches).toMatchObject([{ rule: "overdrawn", orderId: null, message }]);
    const halts = await database.halt.findMany({ where: { accountId: { in: [long, short] }, liftedAt: null } });
    expect(halts).toMatchObject([{ accountId: short, reason: message }]);
    const refused = await venue.place(short, { symbol: "PEP", side: "buy", quantity: "1", limit: "1" });
    expect(refused.refusal).toMatchObject({ code: "halted" });
    expect(await database.breach.count({ where: { accountId: long } })).toBe(0);
    expect(await findings()).toEqual([]);
    await cancelOpenOrders(venue.contextFor(), { accountId: short });
    await venue.match();
    expect(await findings()).toEqual([]);
  });

  it("one that was withdrawn after it was looked for is not applied", async () => {
    const { id } = await announce("KO", "cash_dividend", "2026-11-27", { amount: dec("1") });
    await venue.setTime("2026-11-27T15:00:00Z");
    await withdrawCorporateAction({ ctx: venue.contextFor({ user: admin }), input: { id, reason: "A mistake" } });
    await advance();
    expect(await venue.desk.database.activity.count({ where: { corporateActionId: id } })).toBe(0);
  });

  it("takes no order of an instrument whose split is due, before anybody has looked", async () => {
    const account = await holding("AAPL", "2", "30");
    await announce("AAPL", "split", "2026-11-28", { ratioNew: dec("2"), ratioOld: dec("1") });
    await venue.setTime("2026-11-28T05:00:01Z");
    const placed = await venue.place(account, { symbol: "AAPL", side: "sell", quantity: "1", limit: "50" });
    expect(placed.refusal).toMatchObject({ code: "symbol_not_tradable" });
    await advance();
    expect((await summaryOf(account)).positions.map(({ quantity }) => toPlain(quantity))).toEqual(["4"]);
    expect(await findings()).toEqual([]);
  });

  it("fills nothing at the venue of an instrument whose split is due: a price that reaches a resting order is of other units", async () => {
    await venue.setTime("2026-12-01T20:59:00Z");
    const account = await holding("PEP", "6", "40");
    const extended = { timeInForce: "gtc", extendedHours: true } as const;
    const resting = await venue.place(account, {
      symbol: "PEP",
      side: "sell",
      quantity: "2",
      limit: "44",
      ...extended,
    });
    const other = await venue.place(account, { symbol: "KO", side: "buy", quantity: "1", limit: "30", ...extended });
    await venue.match();
    await announce("PEP", "split", "2026-12-02", { ratioNew: dec("3"), ratioOld: dec("1") });
    const statusAtVenue = async (id: string) =>
      (await venue.desk.database.venueOrder.findUniqueOrThrow({ where: { orderId: id } })).status;
    // Midnight at the venue: nobody has looked at what is due yet.
    await venue.setTime("2026-12-02T05:00:00Z");
    await quote("PEP", "50");
    await quote("KO", "29");
    await venue.match();
    expect([await statusAtVenue(resting.order.id), await statusAtVenue(other.order.id)]).toEqual(["open", "filled"]);
    await advance();
    const order = await venue.desk.database.order.findUniqueOrThrow({ where: { id: resting.order.id } });
    expect(order).toMatchObject({ status: "canceled", cancelReason: "corporate_action" });
    expect(order.filledQuantity.toFixed()).toBe("0");
    const pep = (await summaryOf(account)).positions.find(({ symbol }) => symbol === "PEP");
    expect(pep && toPlain(pep.quantity)).toBe("18");
    expect(await findings()).toEqual([]);
  });
});
