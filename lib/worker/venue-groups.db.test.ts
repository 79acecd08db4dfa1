/** Groups, replacements and late facts at the paper venue, on a real database: what fills never exceeds what was asked for. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPaperBroker } from "#lib/adapters/brokers/paper/paper-broker.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import type { Broker } from "#lib/ports/broker.ts";
import { reverseExecution } from "#lib/services/market/reverse-execution.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { atVenue, brokerOrder, createOrderRow, sendToVenue } from "#lib/testing/venue-tickets.ts";

let test: TestDatabase;
let venue: VenueDesk;
let account: AccountId;
let broker: Broker;

beforeAll(async () => {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL"]);
  broker = createPaperBroker(venue.desk.database);
});
afterAll(async () => {
  await venue.desk.close();
  await test.drop();
});
beforeEach(async () => {
  account = await addAccount(venue.desk, venue.trader, { cash: "1000000" });
  await quote("100", "1000");
});

async function quote(last: string, size: string): Promise<void> {
  const [bid, ask] = [dec(last).minus("0.01"), dec(last).plus("0.01")].map(toPlain);
  await venue.quote({ symbol: "AAPL", bid: bid ?? last, ask: ask ?? last, last, size });
}

/** Ten shares, and both exits for them. */
async function exits() {
  await sendToVenue(venue, account, { symbol: "AAPL", side: "buy", quantity: "10" });
  await venue.match();
  const shared = { symbol: "AAPL", side: "sell", quantity: "10", groupId: crypto.randomUUID() } as const;
  const profit = await sendToVenue(venue, account, {
    ...shared,
    type: "limit",
    limitPrice: "110",
    legRole: "take_profit",
  });
  const stop = { ...shared, type: "stop", stopPrice: "95", legRole: "stop_loss" } as const;
  return { profit, stop, holdId: profit.holdId ?? "", groupId: shared.groupId };
}

const total = async (...ids: readonly string[]) =>
  toPlain(
    (await Promise.all(ids.map((id) => atVenue(venue, id)))).reduce((sum, { filled }) => sum.plus(filled), dec("0")),
  );

describe("a group", () => {
  it("shrinks the other exit by a partial fill and cancels it with the last one", async () => {
    const { profit, stop, holdId } = await exits();
    const loss = await sendToVenue(venue, account, { ...stop, holdId });
    await quote("111", "4");
    await venue.match();
    expect(await atVenue(venue, profit.id)).toMatchObject({ status: "open", filled: "4", quantity: "10" });
    expect(await atVenue(venue, loss.id)).toMatchObject({ status: "open", filled: "0", quantity: "6" });
    await quote("90", "1000");
    await venue.match();
    expect(await atVenue(venue, loss.id)).toMatchObject({ status: "filled", fills: ["6 @ 89.99"] });
    expect(await atVenue(venue, profit.id)).toMatchObject({ status: "canceled", reason: "oco" });
    expect(await total(profit.id, loss.id)).toBe("10");
  });

  it("fills no more than the quantity when one quote reaches both exits", async () => {
    const { profit, stop, holdId } = await exits();
    const loss = await sendToVenue(venue, account, { ...stop, holdId });
    // A last trade below the stop, and a bid above the other's limit.
    await venue.quote({ symbol: "AAPL", bid: "112", ask: "112.02", last: "94", size: "1000" });
    await venue.match();
    expect(await atVenue(venue, loss.id)).toMatchObject({ status: "filled" });
    expect(await atVenue(venue, profit.id)).toMatchObject({ status: "canceled", reason: "oco", fills: [] });
    expect(await total(profit.id, loss.id)).toBe("10");
  });

  it("takes a late member smaller by what its group has filled and its sender did not know of", async () => {
    const { profit, stop, holdId } = await exits();
    await quote("111", "4");
    await venue.match();
    const loss = await sendToVenue(venue, account, { ...stop, holdId });
    expect(await atVenue(venue, loss.id)).toMatchObject({ status: "open", quantity: "6" });
    const knowing = await sendToVenue(venue, account, { ...stop, holdId, quantity: "6", groupFilled: "4" });
    expect(await atVenue(venue, knowing.id)).toMatchObject({ status: "open", quantity: "6" });
    await broker.cancel(knowing.id);
    expect(await atVenue(venue, profit.id)).toMatchObject({ status: "open" });
    await quote("111", "1000");
    await venue.match();
    const tooLate = await sendToVenue(venue, account, { ...stop, holdId });
    expect(await atVenue(venue, tooLate.id)).toMatchObject({ status: "canceled", reason: "oco" });
  });

  it("never fills beyond the quantity when a member arrives while the other is being filled", async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await quote("100", "1000");
      const { profit, stop, holdId } = await exits();
      await venue.quote({ symbol: "AAPL", bid: "112", ask: "112.02", last: "94", size: "7" });
      const [loss] = await Promise.all([sendToVenue(venue, account, { ...stop, holdId }), venue.match()]);
      for (let more = 0; more < 3; more += 1) {
        await venue.quote({ symbol: "AAPL", bid: "112", ask: "112.02", last: "94", size: "7" });
        await venue.match();
      }
      expect(await total(profit.id, loss.id)).toBe("10");
    }
  });

  it("cancels one member only when asked to", async () => {
    const { profit, stop, holdId } = await exits();
    const loss = await sendToVenue(venue, account, { ...stop, holdId });
    expect(await broker.cancel(profit.id)).toBe("canceled");
    expect(await atVenue(venue, loss.id)).toMatchObject({ status: "open", quantity: "10" });
    await broker.cancel(loss.id);
  });
});

describe("a replacement", () => {
  const limit = { symbol: "AAPL", side: "buy", type: "limit", quantity: "10", limitPrice: "90" } as const;

  it("takes the new order in place of the old one, and answers the same when it is repeated", async () => {
    const old = await sendToVenue(venue, account, limit);
    const order = await brokerOrder(venue, account, { ...limit, limitPrice: "91" });
    const answer = await broker.replace(old.id, order, "0");
    expect(answer).toMatchObject({ kind: "replaced", filledBefore: "0", quantity: "10" });
    expect(await broker.replace(old.id, order, "0")).toEqual(answer);
    expect(await broker.find(old.id)).toMatchObject({ state: "replaced" });
    expect(await broker.find(order.id)).toMatchObject({ state: "open" });
    const other = await brokerOrder(venue, account, { ...limit, limitPrice: "92" });
    expect(await broker.replace(old.id, other, "0")).toEqual({ kind: "refused", reason: "closed" });
    expect(await broker.find(other.id)).toBeNull();
    await broker.cancel(order.id);
  });

  it("loses no fill that raced it: the new order is smaller by what was not known", async () => {
    const old = await sendToVenue(venue, account, { ...limit, limitPrice: "100" });
    await quote("99", "4");
    await venue.match();
    const order = await brokerOrder(venue, account, { ...limit, limitPrice: "91" });
    expect(await broker.replace(old.id, order, "0")).toMatchObject({ filledBefore: "4", quantity: "6" });
    await createOrderRow(venue, order);
    await quote("90", "1000");
    await venue.match();
    expect(await total(old.id, order.id)).toBe("10");
  });

  it("is refused when all of it has been filled", async () => {
    const old = await sendToVenue(venue, account, { ...limit, limitPrice: "101" });
    await venue.match();
    const order = await brokerOrder(venue, account, limit);
    expect(await broker.replace(old.id, order, "0")).toEqual({ kind: "refused", reason: "filled" });
    const partly = await sendToVenue(venue, account, { ...limit, limitPrice: "100" });
    await quote("99", "7");
    await venue.match();
    const smaller = await brokerOrder(venue, account, { ...limit, quantity: "6" });
    expect(await broker.replace(partly.id, smaller, "0")).toEqual({ kind: "refused", reason: "filled" });
    expect(await atVenue(venue, partly.id)).toMatchObject({ status: "open", filled: "7", quantity: "10" });
    await broker.cancel(partly.id);
  });

  it("keeps a trailing stop's mark", async () => {
    await sendToVenue(venue, account, { symbol: "AAPL", side: "buy", quantity: "5" });
    await venue.match();
    const trail = { symbol: "AAPL", side: "sell", type: "trailing_stop", quantity: "5" } as const;
    const old = await sendToVenue(venue, account, { ...trail, trailPrice: "5" });
    await quote("120", "1000");
    await venue.match();
    const order = await brokerOrder(venue, account, { ...trail, trailPrice: "10" });
    await broker.replace(old.id, order, "0");
    await createOrderRow(venue, order, {}, old.holdId);
    await quote("115", "1000");
    await venue.match();
    expect(await atVenue(venue, order.id)).toMatchObject({ status: "open", mark: "120", stop: "110" });
  });

  it("gives one outcome when it meets a fill of the same order", async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await quote("100", "1000");
      const old = await sendToVenue(venue, account, { ...limit, limitPrice: "95" });
      await quote("94", "3");
      const order = await brokerOrder(venue, account, { ...limit, limitPrice: "94.5" });
      await createOrderRow(venue, order);
      const [answer] = await Promise.all([broker.replace(old.id, order, "0"), venue.match()]);
      await quote("94", "1000");
      await venue.match();
      expect(answer.kind).toBe("replaced");
      expect(await total(old.id, order.id)).toBe("10");
    }
  });
});

describe("a late fact", () => {
  it("reaches the desk's books like any execution", async () => {
    const { id } = await sendToVenue(venue, account, { symbol: "AAPL", side: "buy", quantity: "10" });
    await venue.match();
    const ctx = venue.contextFor();
    const own = await venue.desk.database.execution.findFirstOrThrow({ where: { orderId: id } });
    await reverseExecution({ ctx, input: { executionId: own.id, correction: null, reason: "Clearly erroneous" } });
    await venue.match();
    const positions = await venue.desk.database.position.findMany({ where: { accountId: account } });
    expect(positions.map(({ quantity }) => quantity.toFixed())).toEqual(["0"]);
    const cash = await venue.desk.database.balance.findFirstOrThrow({
      where: { accountId: account, asset: { symbol: "USD" } },
    });
    expect(cash.posted.toFixed()).toBe("1000000");
    const left = await venue.desk.database.venueExecution.count({ where: { orderId: id, reportedAt: null } });
    expect(left).toBe(0);
  });

  it("takes an execution back or corrects it once, and numbers it after the fill", async () => {
    const { id } = await sendToVenue(venue, account, { symbol: "AAPL", side: "buy", quantity: "10" });
    await venue.match();
    const reverse = (executionId: string, correction: Parameters<typeof reverseExecution>[0]["input"]["correction"]) =>
      reverseExecution({ ctx: venue.contextFor(), input: { executionId, correction, reason: "Clearly erroneous" } });
    const corrected = await reverse(`P-${id}:0001`, { quantity: dec("8"), price: dec("99"), fee: null });
    expect(corrected).toEqual({ venueExecutionId: `P-${id}:0002`, orderId: id });
    expect(await atVenue(venue, id)).toMatchObject({ status: "filled", filled: "8" });
    await expect(reverse(`P-${id}:0001`, null)).rejects.toThrow("before");
    expect(await reverse(`P-${id}:0002`, null)).toEqual({ venueExecutionId: `P-${id}:0003`, orderId: id });
    expect(await atVenue(venue, id)).toMatchObject({ filled: "0" });
    await expect(reverse("P-nothing:0001", null)).rejects.toThrow("no such execution");
    const rows = await venue.desk.database.venueExecution.findMany({ where: { orderId: id }, orderBy: { seq: "asc" } });
    expect(rows.map(({ kind, reversesId }) => [kind, reversesId])).toEqual([
      ["fill", null],
      ["correct", `P-${id}:0001`],
      ["bust", `P-${id}:0002`],
    ]);
  });
});
