/** Fills that the venue takes back or corrects: whatever the order's state, the books agree with the venue, and somebody is told. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId, InstrumentId, OrderId } from "#lib/domain/shared/ids.ts";
import { toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { setLotMethod } from "../accounts/set-lot-method.ts";
import { setTrading } from "../accounts/set-trading.ts";
import { recordActivities } from "../activities/record-activity.ts";
import { verify } from "../proof/verify.ts";
import type { RecordFactInput } from "./fact.ts";
import { recordExecution } from "./record-execution.ts";
import { recordFact } from "./record-fact.ts";
import { submitOrder } from "./submit-order.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let acme: InstrumentId;
let accountId: AccountId;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  acme = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  await desk.database.asset.update({ where: { id: acme }, data: { shortable: true } });
  trader = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});
beforeEach(async () => {
  accountId = await addAccount(desk, trader, { cash: "10000" });
});
// Whatever happened, the books prove themselves.
afterEach(async () => {
  expect((await verify({ ctx: desk.contextFor(), input: {} })).findings).toEqual([]);
});

async function place(side: "buy" | "sell", quantity: string, limit = "10"): Promise<OrderId> {
  const terms = {
    type: "limit",
    timeInForce: "gtc",
    quantity: dec(quantity),
    notional: null,
    limitPrice: dec(limit),
  } as const;
  const result = await submitOrder({
    ctx: desk.contextFor({ user: trader }),
    input: { accountId, symbol: "ACME", side, ...terms, ...SIMPLE_TERMS },
  });
  expect(result.refusal).toBeNull();
  await desk.drain();
  return result.order.id;
}

async function fill(orderId: OrderId, quantity: string, price: string, fee = "0", at = new Date()): Promise<string> {
  const venueExecutionId = randomUUID();
  const amounts = { quantity: dec(quantity), price: dec(price), fee: dec(fee) };
  await recordExecution({ ctx: desk.contextFor(), input: { orderId, venueExecutionId, ...amounts, at } });
  return venueExecutionId;
}

type Figures = { readonly quantity: string; readonly price: string; readonly fee?: string };

function fact(orderId: OrderId, reverses: string, to?: Figures, venueExecutionId: string = randomUUID()) {
  const { quantity, price, fee = "0" } = to ?? { quantity: "1", price: "1" };
  const input: RecordFactInput = {
    ...{ orderId, reverses, venueExecutionId, kind: to === undefined ? "bust" : "correct", at: new Date() },
    ...{ quantity: dec(quantity), price: dec(price), fee: dec(fee) },
  };
  return recordFact({ ctx: desk.contextFor(), input });
}

async function state(orderId: OrderId) {
  const db = desk.database;
  const order = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { hold: true } });
  const position = await db.position.findFirst({ where: { accountId, assetId: acme } });
  const cash = await db.balance.findFirstOrThrow({ where: { accountId, assetId: { not: acme } } });
  const text = (value: { toFixed(): string } | null | undefined) =>
    value == null ? null : toPlain(dec(value.toFixed()));
  return {
    status: order.status,
    filled: text(order.filledQuantity),
    hold: text(order.hold?.amount),
    position: text(position?.quantity),
    cost: text(position?.cost),
    realised: text(position?.realised),
    fees: text(position?.fees),
    cash: text(cash.posted),
    held: text(cash.held),
  };
}

const halts = () => desk.database.halt.count({ where: { accountId } });
const breaches = async () =>
  (await desk.database.breach.findMany({ where: { accountId }, select: { rule: true } })).map(({ rule }) => rule);

describe("a bust", () => {
  it("of a fill of an order that works leaves everything as it was before the fill", async () => {
    const id = await place("buy", "10");
    const before = await state(id);
    const execution = await fill(id, "4", "9.5", "0.25");
    expect(await fact(id, execution)).toBe("booked");
    expect(await state(id)).toEqual({
      ...before,
      position: "0",
      cost: "0",
      realised: "0",
      fees: "0",
    });
    expect(await breaches()).toEqual(["busted"]);
    expect(await halts()).toBe(0);
  });

  it("of an order that was over is booked too, and stops the account", async () => {
    const id = await place("buy", "5");
    const execution = await fill(id, "5", "10");
    await fact(id, execution);
    expect(await state(id)).toMatchObject({ status: "filled", filled: "0", position: "0", cash: "10000", held: "0" });
    expect(await breaches()).toEqual(["busted"]);
    expect(await halts()).toBe(1);
  });

  it("is booked once, whatever comes twice: the report, or the bust of the same fill", async () => {
    const id = await place("buy", "5");
    const execution = await fill(id, "2", "10");
    const report = randomUUID();
    expect(await fact(id, execution, undefined, report)).toBe("booked");
    expect(await fact(id, execution, undefined, report)).toBe("duplicate");
    expect(await fact(id, execution)).toBe("duplicate");
    expect(await state(id)).toMatchObject({ filled: "0", cash: "10000" });
  });

  it("of a purchase that was sold on leaves a sale of what is not there, under a floor that gave way", async () => {
    const bought = await place("buy", "5");
    const execution = await fill(bought, "5", "10");
    const sold = await place("sell", "5", "9");
    await fill(sold, "5", "12");
    await fact(bought, execution);
    expect(await state(sold)).toMatchObject({ position: "-5", cost: "-50", realised: "10", cash: "10060" });
    const units = await desk.database.balance.findFirstOrThrow({ where: { accountId, assetId: acme } });
    expect(toPlain(dec(units.floor?.toFixed() ?? "0"))).toBe("-5");
    const position = await desk.database.position.findFirstOrThrow({
      where: { accountId },
      include: { collateralHold: true },
    });
    expect(toPlain(dec(position.collateralHold?.amount.toFixed() ?? "0"))).toBe("100");
  });

  it("of a sale opens the lots again that it closed, with their cost", async () => {
    for (const price of ["8", "9"]) await fill(await place("buy", "3"), "3", price);
    const sold = await place("sell", "5", "9");
    const execution = await fill(sold, "4", "12", "1");
    const before = await state(sold);
    expect(before).toMatchObject({ position: "2", realised: "15", hold: "1" });
    await fact(sold, execution);
    expect(await state(sold)).toMatchObject({
      position: "6",
      cost: "51",
      realised: "0",
      fees: "0",
      hold: "5",
      filled: "0",
    });
    const lots = await desk.database.lot.findMany({ where: { accountId }, orderBy: { seq: "asc" } });
    expect(lots.map(({ openQuantity }) => openQuantity.toFixed())).toEqual(["3", "3"]);
  });

  it("of a short sale gives its collateral back", async () => {
    await allowShorting();
    const sold = await place("sell", "10");
    const first = await fill(sold, "4", "10");
    expect(await state(sold)).toMatchObject({ position: "-4", cash: "10040" });
    await fact(sold, first);
    expect(await state(sold)).toMatchObject({ position: "0", cash: "10000", filled: "0", status: "new" });
    const position = await desk.database.position.findFirstOrThrow({ where: { accountId } });
    expect(position.collateralHoldId).toBeNull();
  });

  it("of the only fill of an instrument whose lots are rebuilt leaves an empty position", async () => {
    const input = { accountId, method: "lifo", version: 1, reason: "Test" } as const;
    await setLotMethod({ ctx: desk.contextFor({ user: trader }), input });
    const id = await place("buy", "5");
    await fact(id, await fill(id, "2", "10", "0.5"));
    expect(await state(id)).toMatchObject({ position: "0", cost: "0", realised: "0", fees: "0", cash: "10000" });
    const { executions, rebuilt } = await desk.database.position.findFirstOrThrow({ where: { accountId } });
    expect([executions, rebuilt]).toEqual([0n, true]);
    await fill(id, "1", "10");
    expect(await state(id)).toMatchObject({ position: "1", cost: "10" });
  });

  it("of units that were split and sold on is booked, and every floor gives way", async () => {
    const bought = await place("buy", "10");
    // Splits come before the trades of their day.
    const execution = await fill(bought, "10", "10", "0", new Date(Date.now() - 172_800_000));
    const { split, at } = { split: { ratioNew: "2", ratioOld: "1" }, at: new Date() };
    const none = { quantity: null, price: null, gross: null, fee: "0", fxToBase: null, externalId: null };
    const when = { day: toLocalDate(at, VENUE_ZONE), effectiveAt: at, seq: 0, row: 0 };
    const ctx = desk.contextFor();
    const activity = { type: "split", assetId: acme, currencyId: USD_ASSET_ID, ...when, ...none, ...split } as const;
    await ctx.transact((tx) => recordActivities(tx, ctx, { accountId, activities: [activity] }));
    const sold = await place("sell", "20", "5");
    await fill(sold, "20", "5");
    expect(await fact(bought, execution)).toBe("booked");
    expect(await state(sold)).toMatchObject({ position: "-20", cash: "10100" });
    const units = await desk.database.balance.findFirstOrThrow({ where: { accountId, assetId: acme } });
    expect([units.posted.toFixed(), units.floor?.toFixed()]).toEqual(["-20", "-20"]);
    expect([await breaches(), await halts()]).toEqual([["busted"], 1]);
  });

  it("shows in the order's story and its trail", async () => {
    const id = await place("buy", "5");
    await fact(id, await fill(id, "2", "10"));
    const event = await desk.database.orderEvent.findFirstOrThrow({ where: { orderId: id, type: "busted" } });
    expect(event.detail).toMatchObject({ quantity: "2", price: "10" });
    const journal = await desk.database.journal.findFirstOrThrow({ where: { accountId, kind: "reversal" } });
    expect(journal.reversesId).not.toBeNull();
    const audit = await desk.database.auditEvent.findFirstOrThrow({ where: { accountId, action: "execution.bust" } });
    expect(audit.actorKind).toBe("system");
  });

  it("of what was never booked, and of another order's fill, is refused", async () => {
    const [one, other] = [await place("buy", "5"), await place("buy", "5")];
    const execution = await fill(one, "2", "10");
    await expect(fact(one, randomUUID())).rejects.toMatchObject({ code: "not_found" });
    await expect(fact(other, execution)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is recorded by the desk alone", async () => {
    const id = await place("buy", "5");
    const reverses = await fill(id, "2", "10");
    const amounts = { quantity: dec("2"), price: dec("10"), fee: dec("0") };
    const input = { orderId: id, kind: "bust", venueExecutionId: "x", reverses, ...amounts, at: new Date() } as const;
    await expect(recordFact({ ctx: desk.contextFor({ user: trader }), input })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("a correction", () => {
  it("books the fill again as it was in truth", async () => {
    const id = await place("buy", "10");
    const execution = await fill(id, "4", "10", "0.5");
    await fact(id, execution, { quantity: "6", price: "9", fee: "0.75" });
    expect(await state(id)).toMatchObject({ filled: "6", position: "6", cost: "54", fees: "0.75", cash: "9945.25" });
    expect(await breaches()).toEqual(["corrected"]);
    expect(await halts()).toBe(0);
  });

  it("that fills the order closes it and lets its hold go", async () => {
    const id = await place("buy", "10");
    await fact(id, await fill(id, "4", "10"), { quantity: "10", price: "10" });
    expect(await state(id)).toMatchObject({ status: "filled", filled: "10", hold: "0", held: "0", cash: "9900" });
  });

  it("of the price of units that were sold on moves their profit, and needs no room for the way there", async () => {
    const bought = await place("buy", "5");
    const execution = await fill(bought, "5", "10");
    await fill(await place("sell", "5", "9"), "5", "12");
    await fact(bought, execution, { quantity: "5", price: "11" });
    expect(await state(bought)).toMatchObject({ position: "0", cost: "0", realised: "5", cash: "10005" });
    const units = await desk.database.balance.findFirstOrThrow({ where: { accountId, assetId: acme } });
    expect(units.floor?.toFixed()).toBe("0");
  });

  it("can itself be taken back", async () => {
    const id = await place("buy", "10");
    const corrected = randomUUID();
    await fact(id, await fill(id, "4", "10"), { quantity: "6", price: "9" }, corrected);
    await fact(id, corrected);
    expect(await state(id)).toMatchObject({ filled: "0", position: "0", cash: "10000", status: "new" });
    expect(await breaches()).toEqual(expect.arrayContaining(["corrected", "busted"]));
  });

  it("of what was taken back is a conflict: nothing is left to correct", async () => {
    const id = await place("buy", "10");
    const execution = await fill(id, "4", "10");
    await fact(id, execution);
    await expect(fact(id, execution, { quantity: "1", price: "1" })).rejects.toMatchObject({ code: "conflict" });
  });
});

async function allowShorting(): Promise<void> {
  await setTrading({
    ctx: desk.contextFor(),
    input: {
      ...{ accountId, multiplier: 1, shorting: true, allowCrossZero: false, version: 1, reason: "Test" },
      slippage: { kind: "none", value: dec("0") },
      commission: { kind: "default", value: dec("0"), minimum: dec("0") },
    },
  });
}
