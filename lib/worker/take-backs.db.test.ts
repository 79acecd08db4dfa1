/** A corporate action that was wrong, taken back on all accounts: the books as before, whoever cannot be named, and nothing lost with a worker. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "#lib/db/client.ts";
import type { CorporateActionKind } from "#lib/domain/ledger/corporate-action.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { setTrading } from "#lib/services/accounts/set-trading.ts";
import { advanceCorporateActions } from "#lib/services/corporate-actions/advance-corporate-actions.ts";
import { advanceWaitingTakeBacks } from "#lib/services/corporate-actions/advance-take-back.ts";
import { announceCorporateAction } from "#lib/services/corporate-actions/announce-corporate-action.ts";
import { getTakeBack } from "#lib/services/corporate-actions/get-take-back.ts";
import { listCorporateActions } from "#lib/services/corporate-actions/list-corporate-actions.ts";
import { takeBackCorporateAction } from "#lib/services/corporate-actions/take-back-corporate-action.ts";
import { getPortfolioSummary } from "#lib/services/portfolio/get-summary.ts";
import { verify } from "#lib/services/proof/verify.ts";
import type { TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addUser } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { carryOutCommands } from "./market-commands.ts";

const CHILD = fileURLToPath(new URL("../testing/take-back-child.ts", import.meta.url));

let test: TestDatabase;
let venue: VenueDesk;
let admin: TestUser;

beforeAll(async () => {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL", "MSFT", "KO", "PEP", "JPM", "XOM"]);
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
const ratio = (ratioNew: string, ratioOld: string) => ({ ratioNew: dec(ratioNew), ratioOld: dec(ratioOld) });
const wish = (id: string, user = admin) =>
  takeBackCorporateAction({ ctx: venue.contextFor({ user }), input: { id, reason: "The ratio was another" } });
const reachOf = (id: string) => getTakeBack({ ctx: venue.contextFor({ user: admin }), input: { id } });

async function quote(symbol: string, last: string): Promise<void> {
  const [bid, ask] = [dec(last).minus("0.01"), dec(last).plus("0.01")].map(toPlain);
  await venue.quote({ symbol, bid: bid ?? last, ask: ask ?? last, last, size: "100000" });
}

async function trade(account: AccountId, side: "buy" | "sell", symbol: string, quantity: string): Promise<void> {
  expect((await venue.place(account, { symbol, side, quantity })).refusal).toBeNull();
  await venue.match();
}

async function holding(symbol: string, quantity: string): Promise<AccountId> {
  const account = await addAccount(venue.desk, venue.trader, { cash: "100000" });
  await trade(account, "buy", symbol, quantity);
  return account;
}

/** As the workers do, with the market's leader beside them. */
async function advance(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await advanceCorporateActions({ ctx: venue.contextFor() });
    await advanceWaitingTakeBacks(venue.contextFor());
    await carryOutCommands(venue.contextFor(), venue.marketLease, venue.market);
  }
}

const statusOf = async (id: string) =>
  (await venue.desk.database.corporateAction.findUniqueOrThrow({ where: { id } })).status;
const findings = async () => (await verify({ ctx: venue.contextFor(), input: {} })).findings;

/** What an account has and shows: what is the same again when nothing is left of an action. */
async function booksOf(accountId: AccountId) {
  const ctx = venue.contextFor({ user: venue.trader });
  const { summary, positions } = await getPortfolioSummary({ ctx, input: { accountId } });
  const { cash, equity, dayPnl, totalPnl, realised, buyingPower } = summary;
  const lots = await venue.desk.database.$queryRaw<object[]>`
    select asset_id, opened_at, quantity::text, open_quantity::text, cost::text, open_cost::text from lot where account_id = ${accountId}::uuid order by seq, id`;
  const held = positions.map(({ symbol, quantity, cost }) => [symbol, toPlain(quantity), toPlain(cost)]);
  return JSON.stringify({ cash, equity, dayPnl, totalPnl, realised, buyingPower, held, lots });
}

describe("a split that was wrong", () => {
  it("is taken back everywhere but where its units are gone: there it is named, and tried again when they are back", async () => {
    const { database } = venue.desk;
    await venue.setTime("2026-11-20T15:00:00Z");
    await quote("AAPL", "90");
    const [keeps, sells] = [await holding("AAPL", "15"), await holding("AAPL", "10")];
    const before = await booksOf(keeps);
    await venue.setTime("2026-11-20T15:10:00Z");
    const { id } = await announce("AAPL", "split", "2026-11-21", ratio("3", "1"));
    await venue.setTime("2026-11-21T15:00:00Z");
    const nextDay = await booksOf(keeps);
    await advance();
    expect([await statusOf(id), await reachOf(id)]).toMatchObject(["applied", { booked: 2, standing: 2, failed: 0 }]);
    await trade(sells, "sell", "AAPL", "25");
    const resting = await venue.place(keeps, {
      ...{ symbol: "AAPL", side: "sell", quantity: "40", limit: "35", timeInForce: "gtc", extendedHours: true },
    });
    await venue.match();

    await expect(wish(id, venue.trader)).rejects.toMatchObject({ code: "forbidden" });
    expect(await wish(id)).toMatchObject({ status: "taking_back", accounts: 2, takenBackAt: null });
    expect((await wish(id)).status).toBe("taking_back");
    const meanwhile = await venue.place(keeps, { symbol: "AAPL", side: "buy", quantity: "1", limit: "20" });
    expect(meanwhile.refusal).toMatchObject({ code: "symbol_not_tradable" });
    await quote("AAPL", "36");
    await venue.match();
    await quote("AAPL", "30");
    await advance();

    const order = await database.order.findUniqueOrThrow({ where: { id: resting.order.id } });
    expect(order).toMatchObject({ status: "canceled", cancelReason: "corporate_action" });
    expect(order.filledQuantity.toFixed()).toBe("0");
    expect(await booksOf(keeps)).toBe(nextDay);
    const { takenBackAt: _at, ...told } = (await listCorporateActions({ ctx: venue.contextFor(), input: {} }))
      .items[0] as NonNullable<Awaited<ReturnType<typeof wish>>>;
    expect(told).toMatchObject({
      ...{ id, status: "partly_taken_back", accounts: 1, takeBackReason: "The ratio was another" },
    });
    expect(await reachOf(id)).toMatchObject({
      ...{ status: "partly_taken_back", booked: 2, standing: 1, failed: 1 },
      failures: [{ accountId: sells, reason: expect.stringContaining("-15 AAPL") }],
    });
    expect(await findings()).toEqual([]);

    // Orders are taken again; with the units back, so can be what came of the split.
    await trade(sells, "buy", "AAPL", "25");
    await wish(id);
    await advance();
    expect([await statusOf(id), await reachOf(id)]).toMatchObject([
      "taken_back",
      { booked: 2, standing: 0, failed: 0, failures: [] },
    ]);
    expect(await booksOf(keeps)).toBe(nextDay);
    const position = await database.position.findFirstOrThrow({ where: { accountId: sells } });
    expect(position.quantity.toFixed()).toBe("10");
    await expect(wish(id)).rejects.toMatchObject({ code: "conflict", message: "It has been taken back before." });
    expect(await findings()).toEqual([]);
    // The day apart, nothing is left of it on the account that did nothing either.
    expect(JSON.parse(nextDay).held).toEqual(JSON.parse(before).held);
    const audited = await database.auditEvent.findMany({
      where: { entityType: "corporate_action", entityId: id, action: { startsWith: "corporate_action.take" } },
      orderBy: { recordedAt: "asc" },
    });
    expect(audited.map(({ action, actorKind, reason }) => [action, actorKind, reason])).toEqual([
      ["corporate_action.take_back", "user", "The ratio was another"],
      ["corporate_action.taken_back", "system", null],
      ["corporate_action.take_back", "user", "The ratio was another"],
      ["corporate_action.taken_back", "system", null],
    ]);
  });

  it("of an earlier day takes cash in lieu, the price and what a margin account may owe along", async () => {
    const { database } = venue.desk;
    await database.asset.updateMany({ where: { symbol: "PEP" }, data: { fractionable: false } });
    await venue.setTime("2026-11-24T15:00:00Z");
    await quote("PEP", "10");
    const account = await holding("PEP", "25");
    const margin = await addAccount(venue.desk, venue.trader, { cash: "1000" });
    const none = { kind: "none", value: dec("0") } as const;
    const terms = { multiplier: 2, shorting: false, allowCrossZero: false, version: 1, reason: "Margin" } as const;
    const costs = { slippage: none, commission: { ...none, minimum: dec("0") } } as const;
    await setTrading({ ctx: venue.contextFor({ user: admin }), input: { accountId: margin, ...terms, ...costs } });
    await trade(margin, "buy", "PEP", "120");
    const { id } = await announce("PEP", "split", "2026-11-25", { ...ratio("1", "10"), cashInLieu: dec("100") });
    await venue.setTime("2026-11-25T15:00:00Z");
    await advance();
    expect(await statusOf(id)).toBe("applied");
    await venue.setTime("2026-11-26T15:00:00Z");
    await quote("PEP", "100");
    await booksOf(account);
    await wish(id);
    await advance();
    expect(await statusOf(id)).toBe("taken_back");
    const { held, cash, equity, dayPnl } = JSON.parse(await booksOf(account));
    expect([held, cash, equity, dayPnl]).toEqual([[["PEP", "25", "250.25"]], "99749.75", "99999.75", "0"]);
    const after = await database.account.findUniqueOrThrow({ where: { id: margin } });
    expect(after.creditDay).toBeNull();
    expect(await findings()).toEqual([]);
  });

  it("may be stopped while it is applied: nobody else gets it, and who has it gives it back", async () => {
    const { database } = venue.desk;
    await venue.setTime("2026-11-27T15:00:00Z");
    await quote("MSFT", "80");
    const accounts = [await holding("MSFT", "4"), await holding("MSFT", "6")];
    const { id } = await announce("MSFT", "split", "2026-11-28", ratio("2", "1"));
    await venue.setTime("2026-11-28T15:00:00Z");
    const before = await Promise.all(accounts.map(booksOf));
    // Units are booked, and the market was asked, and has not done it yet.
    await advanceCorporateActions({ ctx: venue.contextFor() });
    expect(await statusOf(id)).toBe("applying");
    await wish(id);
    await advance();
    await advance();
    expect(await statusOf(id)).toBe("taken_back");
    expect(await Promise.all(accounts.map(booksOf))).toEqual(before);
    expect(await database.marketCommand.count({ where: { kind: "split", doneAt: null } })).toBe(0);
    expect(await findings()).toEqual([]);
  });

  it("keeps another one of the instrument waiting until it is out of the books", async () => {
    await venue.setTime("2026-12-01T15:00:00Z");
    await quote("JPM", "50");
    const account = await holding("JPM", "10");
    const wrong = await announce("JPM", "split", "2026-12-02", ratio("3", "1"));
    const dividend = await announce("JPM", "cash_dividend", "2026-12-03", { amount: dec("1") });
    await venue.setTime("2026-12-02T15:00:00Z");
    await advance();
    await wish(wrong.id);
    await expect(announce("JPM", "split", "2026-12-02", ratio("2", "1"))).rejects.toMatchObject({ code: "conflict" });
    await venue.setTime("2026-12-03T15:00:00Z");
    await advanceCorporateActions({ ctx: venue.contextFor() });
    expect(await statusOf(dividend.id)).toBe("announced");
    await advance();
    await advance();
    expect([await statusOf(wrong.id), await statusOf(dividend.id)]).toEqual(["taken_back", "applied"]);
    const paid = await venue.desk.database.activity.findFirstOrThrow({
      where: { accountId: account, corporateActionId: dividend.id },
    });
    expect(paid.gross?.toFixed()).toBe("10");
    expect(await findings()).toEqual([]);
  });
});

describe("what is in no books", () => {
  it("is not taken back: what is announced is withdrawn, and a new name gets another new name", async () => {
    await venue.setTime("2026-12-04T15:00:00Z");
    const { id } = await announce("XOM", "cash_dividend", "2026-12-24", { amount: dec("1") });
    await expect(wish(id)).rejects.toMatchObject({ message: "It is only announced: withdraw it instead." });
    const renamed = await announce("XOM", "symbol_change", "2026-12-04", { newSymbol: "XOMX" });
    await advance();
    await expect(wish(renamed.id)).rejects.toMatchObject({ message: expect.stringContaining("back to the old") });
    await expect(wish(crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an account that fails for no reason that anybody knows", () => {
  it("keeps nobody waiting, is tried some times, and is named then", async () => {
    const { database } = venue.desk;
    await venue.setTime("2026-12-09T15:00:00Z");
    await quote("MSFT", "50");
    const [broken, whole] = [await holding("MSFT", "2"), await holding("MSFT", "3")];
    const { id } = await announce("MSFT", "cash_dividend", "2026-12-10", { amount: dec("1") });
    await venue.setTime("2026-12-10T15:00:00Z");
    await advance();
    const owner = openDatabase({ url: test.ownerUrl, connectionsMax: 1 });
    await owner.$executeRawUnsafe(`create function break_it() returns trigger language plpgsql as $$
      begin if new.account_id = '${broken}' then raise exception 'nobody knows'; end if; return new; end $$`);
    await owner.$executeRawUnsafe(
      "create trigger break_it before insert on activity for each row execute function break_it()",
    );
    await wish(id);
    const tries: unknown[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      await advanceWaitingTakeBacks(venue.contextFor()).catch((error: unknown) => tries.push(String(error)));
    }
    await owner.$executeRawUnsafe("drop function break_it cascade");
    await owner.$disconnect();
    expect(tries).toEqual(Array.from({ length: 4 }, () => expect.stringContaining("nobody knows")));
    const gaveBack = { corporateActionId: id, accountId: whole };
    expect(await database.activity.count({ where: { reverses: gaveBack } })).toBe(1);
    const failure = { accountId: broken, reason: expect.stringContaining("on our side") };
    expect(await reachOf(id)).toMatchObject({ status: "partly_taken_back", standing: 1, failures: [failure] });
    await wish(id);
    await advance();
    expect(await statusOf(id)).toBe("taken_back");
  });
});

describe("a worker that is killed", () => {
  it("has taken back whole accounts, each once, and the next one goes on", { timeout: 120_000 }, async () => {
    const { database } = venue.desk;
    const many = 80;
    await venue.setTime("2026-12-07T15:00:00Z");
    await quote("KO", "10");
    const accounts: AccountId[] = [];
    for (let made = 0; made < many; made += 1) {
      const account = await addAccount(venue.desk, venue.trader, { cash: "1000" });
      await venue.place(account, { symbol: "KO", side: "buy", quantity: "10" });
      accounts.push(account);
    }
    await venue.match();
    const { id } = await announce("KO", "cash_dividend", "2026-12-08", { amount: dec("5") });
    await venue.setTime("2026-12-08T15:00:00Z");
    await advance();
    const cashOf = () => database.$queryRaw<{ cash: string }[]>`
      select distinct trim_scale(b.posted)::text as cash from balance b join account a on a.id = b.account_id and a.currency_id = b.asset_id
      where b.account_id = any(${accounts}::uuid[])`;
    expect(await cashOf()).toEqual([{ cash: "949.9" }]);
    await wish(id);
    const standing = async () => (await reachOf(id)).standing;
    const child = spawn(process.execPath, [CHILD, test.appUrl], { stdio: "inherit" });
    const gone = once(child, "exit");
    while (child.exitCode === null && (await standing()) > many - 5) await pause(2);
    child.kill("SIGKILL");
    expect(await gone).toEqual([null, "SIGKILL"]);
    const left = await standing();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(many);
    expect(await statusOf(id)).toBe("taking_back");
    expect(await findings()).toEqual([]);

    // Two at once, as when one starts while the queue's job is given to another.
    await Promise.all([advanceWaitingTakeBacks(venue.contextFor()), advanceWaitingTakeBacks(venue.contextFor())]);
    expect([await statusOf(id), await reachOf(id)]).toMatchObject(["taken_back", { booked: many, standing: 0 }]);
    expect(await cashOf()).toEqual([{ cash: "899.9" }]);
    const reversed = await database.activity.count({ where: { reverses: { corporateActionId: id } } });
    expect(reversed).toBe(many);
    expect(await findings()).toEqual([]);
  });
});

describe("a short position", () => {
  it("gives back the cash in lieu too, with as much behind it again as before", async () => {
    const { database } = venue.desk;
    await database.asset.updateMany({ where: { symbol: "PEP" }, data: { fractionable: false, shortable: true } });
    await venue.setTime("2026-12-14T15:00:00Z");
    await quote("PEP", "10");
    // So little that what is set aside again is there only with the cash that comes back.
    const short = await addAccount(venue.desk, venue.trader, { cash: "140" });
    const none = { kind: "none", value: dec("0") } as const;
    const terms = { multiplier: 2, shorting: true, allowCrossZero: false, version: 1, reason: "Short" } as const;
    const costs = { slippage: none, commission: { ...none, minimum: dec("0") } } as const;
    await setTrading({ ctx: venue.contextFor({ user: admin }), input: { accountId: short, ...terms, ...costs } });
    await trade(short, "sell", "PEP", "25");
    const behind = async () => {
      const { quantity, collateralHold } = await database.position.findFirstOrThrow({
        where: { accountId: short },
        include: { collateralHold: true },
      });
      return `${quantity.toFixed()} with ${collateralHold?.amount.toFixed()}`;
    };
    const before = JSON.parse(await booksOf(short));
    expect(await behind()).toBe("-25 with 499.5");
    const { id } = await announce("PEP", "split", "2026-12-15", { ...ratio("1", "10"), cashInLieu: dec("100") });
    await venue.setTime("2026-12-15T15:00:00Z");
    await advance();
    expect([await statusOf(id), await behind()]).toEqual(["applied", "-2 with 399.6"]);
    await venue.setTime("2026-12-16T15:00:00Z");
    await booksOf(short);
    await wish(id);
    await advance();
    expect([await statusOf(id), await reachOf(id)]).toMatchObject(["taken_back", { standing: 0, failures: [] }]);
    expect(await behind()).toBe("-25 with 499.5");
    const { held, lots, cash, equity } = before;
    expect(JSON.parse(await booksOf(short))).toMatchObject({ held, lots, cash, equity, dayPnl: "0" });
    expect(await findings()).toEqual([]);
  });
});
