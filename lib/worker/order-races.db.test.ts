/** Two things at once to the same order at the paper venue, many times: each has one outcome, nothing stays held for what has ended, the books stay clean. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { SIMPLE_TERMS, type Ticket } from "#lib/domain/orders/ticket.ts";
import { parseCount } from "#lib/domain/shared/count.ts";
import { dec, sum, toPlain } from "#lib/domain/shared/decimal.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { closeAllPositions } from "#lib/services/orders/close-position.ts";
import { replaceOrder } from "#lib/services/orders/replace-order.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { type Beliefs, believe, expectTruths } from "#lib/testing/order-life/beliefs.ts";
import { endLife } from "#lib/testing/order-life/end-life.ts";
import { beginLife, type Life } from "#lib/testing/order-life/life.ts";
import { type Look, lookAt } from "#lib/testing/order-life/look.ts";
import { nextMorning } from "#lib/testing/order-life/next-morning.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";

let test: TestDatabase;
let venue: VenueDesk;
let life: Life;
let beliefs: Beliefs;

beforeAll(async () => {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL", "BTC/USD"]);
  await venue.desk.database.marketState.update({ where: { id: 1 }, data: { sessions: "nyse" } });
});
afterAll(async () => {
  await venue.desk.close();
  await test.drop();
});

/** For a longer search BALLAST_RACE_ROUNDS=100. */
const ROUNDS = parseCount(process.env["BALLAST_RACE_ROUNDS"] ?? "5", { min: 1, max: 10_000 });
vi.setConfig({ testTimeout: 60_000 + ROUNDS * 5_000 });
const CASH = "100000";
const PLENTY = 1_000_000n;
const LIMIT: Ticket = {
  symbol: "AAPL",
  side: "buy",
  type: "limit",
  timeInForce: "day",
  quantity: dec("10"),
  notional: null,
  limitPrice: dec("99"),
  ...SIMPLE_TERMS,
};

const trader = () => venue.contextFor({ user: venue.trader });

/** Sent and taken by the venue. */
async function placed(ticket: Partial<Ticket>): Promise<{ readonly id: OrderId; readonly legs: readonly OrderId[] }> {
  const { order, legs, refusal } = await submitOrder({
    ctx: trader(),
    input: { ...LIMIT, ...ticket, accountId: life.accountId },
  });
  expect(refusal).toBeNull();
  await settled();
  await expectTruths(life, beliefs);
  return { id: order.id, legs: legs.map(({ id }) => id) };
}

async function settled(): Promise<void> {
  await venue.desk.drain();
  await life.step({ kind: "dispatch" });
}

/** The price moves; the venue has not looked yet. Cents from the last price, size in shares. */
const move = (cents: bigint, size = 1_000n) =>
  life.step({ kind: "quote", symbol: "AAPL", move: cents, size: size * 1_000n, match: false });
const match = () => life.step({ kind: "match" });
const cancel = (orderId: OrderId) => unlessTooLate(cancelOrder({ ctx: trader(), input: { orderId } }));

async function own(quantity: string): Promise<void> {
  await move(0n, PLENTY);
  await placed({ type: "market", limitPrice: null, quantity: dec(quantity) });
  await match();
}

/** Too late is an answer. */
async function unlessTooLate<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ServiceError && ["conflict", "not_found"].includes(error.code)) return null;
    throw error;
  }
}

/** What was under way comes to its end: reports, answers, sweeps. */
async function quiet(): Promise<Look> {
  await settled();
  await match();
  await life.step({ kind: "restart", late: false });
  await match();
  await expectTruths(life, beliefs);
  return lookAt(life);
}

const filledOf = (look: Look, ids: readonly string[]) =>
  toPlain(sum(look.fills.filter(({ orderId }) => ids.includes(orderId)).map(({ quantity }) => quantity)));
const statusOf = (look: Look, id: string) => look.orders.find((order) => order.id === id)?.status;

describe.each([true, false])("with eager dispatch %s", (eager) => {
  beforeEach(async () => {
    life = await beginLife(venue, { cash: CASH, eager, trading: {} });
    beliefs = believe(CASH);
  });

  async function each(race: (round: number) => Promise<void>): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) await race(round);
    await endLife(life, beliefs);
  }

  it("replace against fill: the chain fills what was asked for, whichever came first", () =>
    each(async (round) => {
      const { id } = await placed({ quantity: dec("10"), limitPrice: dec("100") });
      await move(-100n, round % 2 === 0 ? 4n : PLENTY);
      const asked = replaceOrder({ ctx: trader(), input: { orderId: id, limitPrice: dec("99.50") } });
      const [replaced] = await Promise.all([asked, match()]);
      const look = await quiet();
      await move(-100n, PLENTY);
      await match();
      const after = await quiet();
      expect(filledOf(after, [id, replaced.order.id])).toBe("10");
      const statuses = [statusOf(after, id), statusOf(after, replaced.order.id)];
      expect(["replaced filled", "filled rejected"]).toContain(statuses.join(" "));
      expect(statusOf(look, id)).not.toBe("pending_replace");
      await move(200n, PLENTY);
    }));

  it("cancel against fill: what has filled is owned, and the rest is gone", () =>
    each(async (round) => {
      const { id } = await placed({ limitPrice: dec("100") });
      await move(-100n, round % 2 === 0 ? 4n : PLENTY);
      await Promise.all([match(), cancel(id)]);
      const look = await quiet();
      expect(["canceled", "filled"]).toContain(statusOf(look, id));
      expect(statusOf(look, id) === "filled").toBe(filledOf(look, [id]) === "10");
      await move(100n, PLENTY);
    }));

  it("both exits of an OCO at once: one quantity between them", () =>
    each(async (round) => {
      await own("10");
      const { id, legs } = await placed({
        ...{ side: "sell", orderClass: "oco", limitPrice: null, timeInForce: "gtc" },
        ...{ takeProfit: { limitPrice: dec("101") }, stopLoss: { stopPrice: dec("99"), limitPrice: null } },
      });
      // A last price below the stop and a bid above the other's limit: both are reached by one quote.
      const size = round % 2 === 0 ? "4" : "1000";
      await venue.quote({ symbol: "AAPL", bid: "101.50", ask: "101.52", last: "98", size });
      await Promise.all([match(), match()]);
      await venue.quote({ symbol: "AAPL", bid: "101.50", ask: "101.52", last: "98", size: "1000" });
      await Promise.all([match(), match()]);
      const look = await quiet();
      expect(filledOf(look, [id, ...legs])).toBe("10");
      expect(
        [id, ...legs].map((leg) => statusOf(look, leg)).filter((status) => status === "filled").length,
      ).toBeGreaterThan(0);
      await move(0n, PLENTY);
    }));

  it("close-all against a fill of an exit: nothing is sold twice", () =>
    each(async (round) => {
      await own("10");
      const { id } = await placed({ side: "sell", limitPrice: dec("101"), timeInForce: "gtc" });
      await move(150n, round % 2 === 0 ? 4n : PLENTY);
      const all = closeAllPositions({ ctx: trader(), input: { accountId: life.accountId, cancelOrders: true } });
      const [, closed] = await Promise.all([match(), all]);
      await settled();
      await move(0n, PLENTY);
      await match();
      const look = await quiet();
      const sales = [id, ...closed.flatMap(({ result }) => (result === null ? [] : [result.order.id]))];
      const position = look.positions[0]?.quantity;
      expect(toPlain(dec(filledOf(look, sales)).plus(position ?? dec("0")))).toBe("10");
      expect(position?.isNegative()).toBe(false);
      await move(-150n, PLENTY);
      await unlessTooLate(
        closeAllPositions({ ctx: trader(), input: { accountId: life.accountId, cancelOrders: true } }),
      );
      await settled();
      await match();
    }));

  it("expiry against a fill: filled, or expired with what had filled before", () =>
    each(async (round) => {
      const { id } = await placed({ limitPrice: dec("100"), timeInForce: "day" });
      await move(-100n, round % 2 === 0 ? 4n : PLENTY);
      // The close comes while the venue looks at the price.
      await Promise.all([match(), life.step({ kind: "clock", minutes: 420 }), match()]);
      const look = await quiet();
      expect(["expired", "filled"]).toContain(statusOf(look, id));
      expect(statusOf(look, id) === "filled").toBe(filledOf(look, [id]) === "10");
      await nextMorning(life);
      await move(100n, PLENTY);
    }));

  it("replace against replace: one takes its place, the other is told that it cannot", () =>
    each(async () => {
      const { id } = await placed({});
      const both = await Promise.all(
        ["98", "97"].map((limit) => replaceOrder({ ctx: trader(), input: { orderId: id, limitPrice: dec(limit) } })),
      );
      const look = await quiet();
      const won = both.filter(({ refusal }) => refusal === null);
      expect(won).toHaveLength(1);
      expect(both.find(({ refusal }) => refusal !== null)?.refusal?.code).toBe("not_replaceable");
      expect(statusOf(look, id)).toBe("replaced");
      expect(won.map(({ order }) => statusOf(look, order.id))).toEqual(["new"]);
      expect(look.holds).toHaveLength(1);
      for (const { order } of won) await cancel(order.id);
    }));

  it("cancel against replace: nothing of either is left", () =>
    each(async () => {
      const { id } = await placed({});
      const asked = replaceOrder({ ctx: trader(), input: { orderId: id, limitPrice: dec("98") } });
      const [{ order }] = await Promise.all([asked, cancel(id)]);
      const look = await quiet();
      if (order.status === "rejected") expect(statusOf(look, id)).toBe("canceled");
      else expect(["new", "canceled"]).toContain(statusOf(look, order.id));
      await cancel(order.id);
      const after = await quiet();
      expect(after.orders.filter(({ closedAt }) => closedAt === null)).toEqual([]);
      expect(after.holds).toEqual([]);
    }));

  it("cancel against the way to the venue: no member of the group works on, there or here", () =>
    each(async (round) => {
      await own("10");
      const { order, legs } = await submitOrder({
        ctx: trader(),
        input: {
          ...{ ...LIMIT, accountId: life.accountId, side: "sell", orderClass: "oco", limitPrice: null },
          ...{ takeProfit: { limitPrice: dec("110") }, stopLoss: { stopPrice: dec("90"), limitPrice: null } },
        },
      });
      const asked = round % 2 === 0 ? order.id : (legs[0]?.id ?? order.id);
      await Promise.all([life.step({ kind: "dispatch" }), cancel(asked)]);
      const look = await quiet();
      expect([order, ...legs].map(({ id }) => statusOf(look, id))).toEqual(["canceled", "canceled"]);
      expect(look.holds).toEqual([]);
      const open = { accountId: life.accountId, status: "open" };
      expect(await venue.desk.database.venueOrder.count({ where: open })).toBe(0);
    }));

  it("cancel of a bracket against its entry's fill: no exit is left, and what is owned is what filled", () =>
    each(async (round) => {
      const { id, legs } = await placed({
        ...{ orderClass: "bracket", timeInForce: "gtc", limitPrice: dec("100") },
        ...{ takeProfit: { limitPrice: dec("110") }, stopLoss: { stopPrice: dec("90"), limitPrice: null } },
      });
      await move(-100n, round % 2 === 0 ? 4n : PLENTY);
      await Promise.all([match(), cancel(round % 3 === 0 ? (legs[0] ?? id) : id)]);
      const look = await quiet();
      const exits = legs.map((leg) => statusOf(look, leg));
      // The fill came first: then the entry can no longer be canceled, and its exits live.
      if (exits.some((status) => status !== "canceled")) {
        expect(statusOf(look, id)).toBe("filled");
        expect(exits).toEqual(["new", "new"]);
        await cancel(legs[0] ?? id);
      }
      const after = await quiet();
      expect(after.orders.filter(({ closedAt }) => closedAt === null)).toEqual([]);
      expect(after.holds).toEqual([]);
      await move(100n, PLENTY);
    }));
});
