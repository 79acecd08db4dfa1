/** Activities in the books: what they move, what they are refused for, and what taking them back leaves. */
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFacts } from "#lib/db/book-facts.sql.ts";
import type { FactType } from "#lib/domain/books/fact.ts";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { asLocalDate, startOfDay, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { getAccount } from "../accounts/get-account.ts";
import { openAccount } from "../accounts/open-account.ts";
import { setLotMethod } from "../accounts/set-lot-method.ts";
import { setTrading } from "../accounts/set-trading.ts";
import { assignLots, getSaleLots } from "../lots/assign-lots.ts";
import { recordExecution } from "../orders/record-execution.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { verify } from "../proof/verify.ts";
import type { ActivityToRecord } from "./activity-to-record.ts";
import { recordActivities } from "./record-activity.ts";
import { reverseActivities } from "./reverse-activities.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let acme: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  acme = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  trader = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

type Words = Partial<Omit<ActivityToRecord, "day">> & { readonly type: FactType; readonly day: string };

function activity({ day, type, ...more }: Words): ActivityToRecord {
  const none = {
    quantity: null,
    price: null,
    gross: null,
    ratioNew: null,
    ratioOld: null,
    fxToBase: null,
    externalId: null,
  };
  const own = type === "deposit" || type === "withdrawal" ? null : acme;
  const local = asLocalDate(day);
  const when = { day: local, effectiveAt: startOfDay(local, VENUE_ZONE), seq: 0, row: 0 };
  return { ...none, ...when, type, assetId: own, currencyId: USD_ASSET_ID, fee: "0", ...more };
}

async function record(accountId: AccountId, ...words: readonly Words[]): Promise<readonly string[]> {
  const ctx = desk.contextFor();
  const activities = words.map((each, row) => activity({ row, ...each }));
  const { ids } = await ctx.transact((tx) => recordActivities(tx, ctx, { accountId, activities }));
  return ids;
}

const book = async () =>
  (await openAccount({ ctx: desk.contextFor(), input: { name: "Past", kind: "book", ownerId: trader.id } })).id;

async function position(accountId: AccountId): Promise<string> {
  const row = await desk.database.position.findUniqueOrThrow({
    where: { accountId_assetId: { accountId, assetId: acme } },
  });
  return `${row.quantity.toFixed()} at ${row.cost.toFixed()}, realised ${row.realised.toFixed()}`;
}

async function isClean(accountId: AccountId): Promise<void> {
  const { findings } = await verify({ ctx: desk.contextFor(), input: { accountId } });
  expect(findings).toEqual([]);
}

const refused = (work: Promise<unknown>) =>
  work.then(
    () => "taken",
    (error: { code?: string; message: string; errors?: readonly { pointer: string; detail: string }[] }) =>
      error.errors?.map(({ pointer, detail }) => `${pointer} ${detail}`).join("; ") ||
      `${error.code}: ${error.message}`,
  );

const BUYS: readonly Words[] = [
  { type: "buy", day: "2024-01-02", quantity: "10", price: "5", fee: "1" },
  { type: "buy", day: "2024-01-03", quantity: "10", price: "9" },
];

describe("activities", () => {
  it("are booked in one journal each, and one event tells of all", async () => {
    const accountId = await book();
    await record(accountId, { type: "deposit", day: "2024-01-01", gross: "500" }, ...BUYS, {
      type: "dividend",
      day: "2024-02-01",
      gross: "7.5",
    });
    expect(await position(accountId)).toBe("20 at 140, realised 0");
    const journals = await desk.database.journal.findMany({ where: { accountId }, orderBy: { effectiveAt: "asc" } });
    expect(journals.map(({ kind, memo }) => `${kind}: ${memo}`)).toEqual([
      "deposit: Deposit",
      "trade: Bought 10 ACME at 5",
      "trade: Bought 10 ACME at 9",
      "dividend: Dividend of ACME",
    ]);
    const cash = await desk.database.balance.findFirstOrThrow({ where: { accountId, assetId: USD_ASSET_ID } });
    expect(cash.posted.toFixed()).toBe("366.5");
    expect(await desk.database.streamEvent.count({ where: { accountId } })).toBe(1);
    await isClean(accountId);
  });

  it("dated before others take their place among them, and a split reaches what is told later", async () => {
    const accountId = await book();
    await record(accountId, { type: "split", day: "2024-03-01", ratioNew: "3", ratioOld: "1" }, ...BUYS);
    expect(await position(accountId)).toBe("60 at 140, realised 0");
    await record(accountId, { type: "sell", day: "2024-01-04", quantity: "10", price: "8" });
    expect(await position(accountId)).toBe("30 at 90, realised 30");
    await record(accountId, { type: "buy", day: "2024-01-01", quantity: "1", price: "1" });
    expect(await position(accountId)).toBe("33 at 95, realised 34");
    await isClean(accountId);
  });

  it("that are taken back leave the books as if they had not been, but not as if nobody had known them", async () => {
    const accountId = await book();
    const [first] = await record(accountId, ...BUYS, { type: "sell", day: "2024-01-04", quantity: "15", price: "10" });
    const recorded = (await readFacts(desk.database, { accountId })).map(({ recordedAt }) => recordedAt);
    const knownAt = new Date(Math.max(...recorded));
    const ctx = desk.contextFor();
    await ctx.transact((tx) => reverseActivities(tx, ctx, { accountId, activityIds: [first ?? ""], reason: "typo" }));
    expect(await position(accountId)).toBe("-5 at -50, realised 10");
    const ids = async (at: Date | null) =>
      (await readFacts(desk.database, { accountId, knownAt: at })).map(({ id }) => id);
    expect(await ids(knownAt)).toContain(first);
    expect(await ids(null)).not.toContain(first);
    const again = ctx.transact((tx) =>
      reverseActivities(tx, ctx, { accountId, activityIds: [first ?? ""], reason: "again" }),
    );
    expect(await refused(again)).toContain("conflict");
    await isClean(accountId);
  });

  it("name the row and field that cannot be booked, and book nothing of it", async () => {
    const accountId = await addAccount(desk, trader, { cash: "100" });
    const tomorrow = new Date(Date.now() + 86_400_000);
    const day = toLocalDate(tomorrow, VENUE_ZONE);
    expect(await refused(record(accountId, { type: "deposit", day, gross: "1", effectiveAt: tomorrow }))).toContain(
      "/activities/0/effectiveAt",
    );
    expect(
      await refused(
        record(accountId, BUYS[0] as Words, { type: "buy", day: "2024-01-03", quantity: "60", price: "1" }),
      ),
    ).toMatch(/^\/activities\/1 leaves -11 USD free/);
    expect(await refused(record(accountId, { type: "sell", day: "2024-01-03", quantity: "1", price: "1" }))).toContain(
      "/activities/0/quantity leaves the account short of ACME",
    );
    expect(await refused(record(accountId, { type: "buy", day: "2024-01-03", price: "1" }))).toContain(
      "/activities/0/quantity is missing",
    );
    expect(
      await refused(record(accountId, { type: "split", day: "2024-01-03", ratioNew: "1.5", ratioOld: "1" })),
    ).toContain("/activities/0/ratioNew must be a whole number");
    expect(await refused(record(accountId, { type: "fee", day: "2024-01-03", gross: "0" }))).toContain("moves nothing");
    expect(await desk.database.activity.count({ where: { accountId } })).toBe(1);
    await isClean(accountId);
  });

  it("of the past are no profit of today; money put on today is none either", async () => {
    const accountId = await addAccount(desk, trader, { cash: "1000" });
    await record(
      accountId,
      { type: "buy", day: "2024-01-02", quantity: "10", price: "4" },
      { type: "deposit", day: "2024-01-01", gross: "50" },
    );
    const [day] = await desk.database.$queryRaw<{ pnl: string }[]>`
      select trim_scale(account_equity(account_id) - start_equity - net_deposits)::text as pnl from account_day
      where account_id = ${accountId}::uuid and trading_day = venue_day(now())`;
    expect(day?.pnl).toBe("0");
    await isClean(accountId);
  });

  it("of today leave the day's figure as it was when they are taken back, a split too", async () => {
    const accountId = await addAccount(desk, trader, { cash: "1000" });
    await record(accountId, { type: "buy", day: "2024-01-02", quantity: "10", price: "4" });
    const figure = () => desk.database.$queryRaw<unknown[]>`
      select trim_scale(account_equity(account_id))::text as equity, trim_scale(start_equity)::text as start from account_day
      where account_id = ${accountId}::uuid and trading_day = venue_day(now())`;
    const before = await figure();
    const [{ day }] = (await desk.database.$queryRaw`select venue_day(now())::text as day`) as [{ day: string }];
    const added = await record(
      accountId,
      { type: "split", day, ratioNew: "3", ratioOld: "1" },
      { type: "sell", day, quantity: "2", price: "5" },
    );
    const ctx = desk.contextFor();
    for (const id of added.toReversed())
      await ctx.transact((tx) => reverseActivities(tx, ctx, { accountId, activityIds: [id], reason: "typo" }));
    expect(await figure()).toEqual(before);
    await isClean(accountId);
  });

  it("include every deposit, the opening one too", async () => {
    const accountId = await addAccount(desk, trader, { cash: "100" });
    const facts = await readFacts(desk.database, { accountId });
    expect(facts.map(({ type, gross }) => `${type} ${gross}`)).toEqual([`deposit ${100n * 10n ** 18n}`]);
  });
});

describe("a split of a short position", () => {
  it.each([
    { ratioNew: "3", ratioOld: "2", left: "-16", collateral: "213.333333333333333333" },
    { ratioNew: "1", ratioOld: "2", left: "-5", collateral: "200" },
  ])("$ratioNew:$ratioOld frees with its cash in lieu what stood behind that part alone", async (split) => {
    const accountId = await addAccount(desk, trader, { cash: "1000" });
    await soldShort(accountId, "11");
    const when = { day: toLocalDate(new Date(), VENUE_ZONE), effectiveAt: new Date(Date.now() - 1_000) };
    const { ratioNew, ratioOld } = split;
    const inLieu: Words = { type: "buy", ...when, quantity: "0.5", price: "10" };
    await record(accountId, { type: "split", ...when, ratioNew, ratioOld }, inLieu);
    const { quantity, collateralHold } = await desk.database.position.findFirstOrThrow({
      where: { accountId },
      include: { collateralHold: true },
    });
    expect([quantity.toFixed(), collateralHold?.amount.toFixed()]).toEqual([split.left, split.collateral]);
    await isClean(accountId);
  });
});

describe("a split that comes or goes with a cover of a short position", () => {
  const when = { day: toLocalDate(new Date(), VENUE_ZONE), effectiveAt: new Date(Date.now() - 1_000) };
  const yesterday = new Date(Date.now() - 86_400_000);
  const split: Words = { type: "split", ...when, ratioNew: "2", ratioOld: "1" };

  async function collateralOf(accountId: AccountId): Promise<string> {
    const { quantity, collateralHold } = await desk.database.position.findFirstOrThrow({
      where: { accountId },
      include: { collateralHold: true },
    });
    return `${quantity.toFixed()} with ${collateralHold?.amount.toFixed()}`;
  }

  it("counts the cover in the units of after it, also one of before the split", async () => {
    const accountId = await addAccount(desk, trader, { cash: "1000" });
    await soldShort(accountId, "10");
    // Four of ten, which are eight of twenty.
    const early = { day: toLocalDate(yesterday, VENUE_ZONE), effectiveAt: yesterday };
    await record(accountId, { type: "buy", ...early, quantity: "4", price: "10" }, split);
    expect(await collateralOf(accountId)).toBe("-12 with 120");
    await isClean(accountId);
  });

  it("is not taken back together with the cover: what then is short would be more than before, with less behind it", async () => {
    const accountId = await addAccount(desk, trader, { cash: "1000" });
    await soldShort(accountId, "10");
    const [splitId = "", coverId = ""] = await record(accountId, split, {
      type: "buy",
      ...when,
      quantity: "4",
      price: "5",
    });
    expect(await collateralOf(accountId)).toBe("-16 with 160");
    const ctx = desk.contextFor();
    const takeBack = (...activityIds: string[]) =>
      ctx.transact((tx) => reverseActivities(tx, ctx, { accountId, activityIds, reason: "typo" }));
    expect(await refused(takeBack(splitId, coverId))).toContain("Taking this back leaves the account short of ACME");
    expect(await collateralOf(accountId)).toBe("-16 with 160");
    // Without the split four of ten are covered, and what stands behind the six stays.
    await takeBack(splitId);
    expect(await collateralOf(accountId)).toBe("-6 with 160");
    await isClean(accountId);
  });
});

it("a split is not taken back while orders of its units are open", async () => {
  const accountId = await addAccount(desk, trader, { cash: "1000" });
  const [splitId = ""] = await record(
    accountId,
    { type: "split", day: "2024-01-05", ratioNew: "2", ratioOld: "1" },
    { type: "buy", day: "2024-01-02", quantity: "5", price: "10" },
  );
  const ticket = { symbol: "ACME", side: "sell", type: "limit", timeInForce: "gtc", notional: null } as const;
  await submitOrder({
    ctx: desk.contextFor({ user: trader }),
    input: { ...ticket, ...SIMPLE_TERMS, accountId, limitPrice: dec("90"), quantity: dec("10") },
  });
  await desk.drain();
  const ctx = desk.contextFor();
  const takeBack = ctx.transact((tx) =>
    reverseActivities(tx, ctx, { accountId, activityIds: [splitId], reason: "typo" }),
  );
  expect(await refused(takeBack)).toBe("conflict: There are open orders of ACME: cancel them before its units change.");
  expect(await position(accountId)).toBe("10 at 50, realised 0");
});

async function soldShort(accountId: AccountId, quantity: string): Promise<void> {
  await desk.database.asset.update({ where: { id: acme }, data: { shortable: true } });
  const none = { kind: "none", value: dec("0") } as const;
  const terms = { multiplier: 1, shorting: true, allowCrossZero: false, version: 1, reason: "May be short" } as const;
  const commission = { kind: "default", value: dec("0"), minimum: dec("0") } as const;
  await setTrading({ ctx: desk.contextFor(), input: { accountId, ...terms, slippage: none, commission } });
  const ticket = { symbol: "ACME", side: "sell", type: "limit", timeInForce: "gtc", notional: null } as const;
  const { order, refusal } = await submitOrder({
    ctx: desk.contextFor({ user: trader }),
    input: { ...ticket, ...SIMPLE_TERMS, accountId, limitPrice: dec("10"), quantity: dec(quantity) },
  });
  expect(refusal).toBeNull();
  await desk.drain();
  // Splits come before the trades of their day.
  const fill = { quantity: dec(quantity), price: dec("10"), fee: dec("0"), at: new Date(Date.now() - 172_800_000) };
  await recordExecution({ ctx: desk.contextFor(), input: { orderId: order.id, venueExecutionId: uuidv7(), ...fill } });
}

describe("a book", () => {
  it("counts what is in another currency in no figure of its own", async () => {
    const accountId = await book();
    await openAccount({
      ctx: desk.contextFor({ user: trader }),
      input: { name: "Euro", kind: "book", currency: "EUR" },
    });
    const euro = await desk.database.asset.findFirstOrThrow({ where: { kind: "currency", symbol: "EUR" } });
    const { id: assetId } = await desk.database.asset.create({
      data: {
        ...{ id: uuidv7(), kind: "instrument", symbol: "EURO", name: "EURO", assetClass: "us_equity" },
        ...{ exchange: "NASDAQ", currencyId: euro.id, decimals: 9, tickSize: "0.01", fractionable: true },
      },
    });
    const own = { quantity: "2", price: "5" };
    await record(accountId, { type: "deposit", day: "2024-01-01", gross: "100" });
    await record(accountId, { type: "buy", day: "2024-01-02", assetId, currencyId: euro.id, ...own });
    await record(accountId, { type: "buy", day: "2024-01-02", ...own });
    const [figures] = await desk.database.$queryRaw<{ equity: string; pnl: string }[]>`
      select trim_scale(account_equity(account_id))::text as equity,
        trim_scale(account_equity(account_id) - start_equity - net_deposits)::text as pnl
      from account_day where account_id = ${accountId}::uuid and trading_day = venue_day(now())`;
    // Two ACME at 10 are 20, and 90 are left.
    expect(figures).toEqual({ equity: "110", pnl: "0" });
    await isClean(accountId);
  });

  it("may be of any currency and zone, is listed as such, and has no orders", async () => {
    const opened = await openAccount({
      ctx: desk.contextFor({ user: trader }),
      input: { name: "Berlin", kind: "book", currency: "EUR", timeZone: "Europe/Berlin" },
    });
    const account = await getAccount({ ctx: desk.contextFor({ user: trader }), input: { accountId: opened.id } });
    expect([account.kind, account.currency, account.timeZone, account.lotMethod]).toEqual([
      "book",
      "EUR",
      "Europe/Berlin",
      "fifo",
    ]);
    const ticket = {
      symbol: "ACME",
      side: "buy",
      type: "market",
      timeInForce: "day",
      notional: null,
      limitPrice: null,
      ...SIMPLE_TERMS,
    } as const;
    const order = submitOrder({
      ctx: desk.contextFor({ user: trader }),
      input: { ...ticket, accountId: opened.id, quantity: dec("1") },
    });
    expect(await refused(order)).toContain("no_orders_on_book");
  });

  it("is refused with what does not go together", async () => {
    const open = (input: object) =>
      openAccount({ ctx: desk.contextFor({ user: trader }), input: { name: "No", ...input } });
    expect(await refused(open({ kind: "book", cash: dec("1") }))).toContain("/cash");
    expect(await refused(open({ currency: "EUR" }))).toContain("/currency must be USD");
    expect(await refused(open({ kind: "book", currency: "QQQ" }))).toContain("/currency is no currency");
    expect(await refused(open({ kind: "book", timeZone: "Mars/Olympus" }))).toContain("/timeZone");
    // A trade's day must be the venue's, or a split of that day would come on its other side.
    expect(await refused(open({ timeZone: "Europe/Berlin" }))).toBe(
      "/timeZone must be America/New_York on a paper account, whose days are the venue's",
    );
  });
});

describe("the method of an account", () => {
  const sale: Words = { type: "sell", day: "2024-01-04", quantity: "15", price: "10" };

  it("decides which lots a sale takes, and closes everything anew when it changes", async () => {
    const accountId = await book();
    await record(accountId, ...BUYS, sale);
    const ctx = desk.contextFor({ user: trader });
    const under: string[] = [];
    for (const [version, method] of (["lifo", "hifo", "average", "fifo"] as const).entries()) {
      await setLotMethod({ ctx, input: { accountId, method, version: version + 1, reason: "test" } });
      under.push(`${method} ${await position(accountId)}`);
      await isClean(accountId);
    }
    expect(under).toEqual([
      "lifo 5 at 25, realised 35",
      "hifo 5 at 25, realised 35",
      "average 5 at 35, realised 45",
      "fifo 5 at 45, realised 55",
    ]);
    expect(
      await refused(setLotMethod({ ctx, input: { accountId, method: "lifo", version: 1, reason: "stale" } })),
    ).toContain("stale_version");
  });

  it("lets lots be chosen one by one where it is specific, and refuses more than there was", async () => {
    const accountId = await book();
    const [, second = "", closingId = ""] = await record(accountId, ...BUYS, sale);
    const ctx = desk.contextFor({ user: trader });
    const take = (quantity: string) =>
      assignLots({ ctx, input: { accountId, closingId, takes: [{ openingId: second, quantity: dec(quantity) }] } });
    expect(await refused(take("8"))).toContain("conflict");
    await setLotMethod({ ctx, input: { accountId, method: "specific", version: 1, reason: "test" } });
    expect(await refused(take("11"))).toContain("/takes/0/quantity is more than the 10 that are open");
    const taken = await take("8");
    expect(
      taken.openings.map(({ price, openQuantity, taken: units }) => [price, openQuantity, units].join(" ")),
    ).toEqual(["5 10 7", "9 10 8"]);
    expect(await position(accountId)).toBe("5 at 33, realised 43");
    expect((await getSaleLots({ ctx, input: { accountId, closingId } })).openings).toEqual(taken.openings);
    await isClean(accountId);
  });
});

describe("a fill", () => {
  it("that comes after a later activity finds its place before it", async () => {
    const accountId = await addAccount(desk, trader, { cash: "1000" });
    const ticket = {
      symbol: "ACME",
      side: "buy",
      type: "limit",
      timeInForce: "gtc",
      notional: null,
      limitPrice: dec("10"),
      ...SIMPLE_TERMS,
    } as const;
    const { order } = await submitOrder({
      ctx: desk.contextFor({ user: trader }),
      input: { ...ticket, accountId, quantity: dec("5") },
    });
    await desk.drain();
    const filledAt = new Date(Date.now() - 60_000);
    await record(accountId, {
      type: "buy",
      day: toLocalDate(new Date(), VENUE_ZONE),
      effectiveAt: new Date(Date.now() - 1_000),
      quantity: "5",
      price: "6",
    });
    const fill = { quantity: dec("5"), price: dec("10"), fee: dec("0"), at: filledAt };
    await recordExecution({
      ctx: desk.contextFor(),
      input: { orderId: order.id, venueExecutionId: uuidv7(), ...fill },
    });
    const lots = await desk.database.lot.findMany({ where: { accountId }, orderBy: { seq: "asc" } });
    expect(lots.map(({ cost }) => cost.toFixed())).toEqual(["50", "30"]);
    await isClean(accountId);
  });
});
