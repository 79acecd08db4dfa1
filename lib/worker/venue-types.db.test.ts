/** The paper venue on a real database: every type of order and time in force, models of slippage and commission, and stops that follow. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadVersions } from "#lib/db/venue.sql.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { atVenue, sendToVenue } from "#lib/testing/venue-tickets.ts";
import { leadVenue, matchVenueOnce } from "./venue-leader.ts";
import { createVenueState, rereadBook } from "./venue-state.ts";
import { createVenueWakes } from "./venue-wakes.ts";

let test: TestDatabase;
let venue: VenueDesk;
let account: AccountId;

beforeAll(async () => {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL", "MSFT", "NVDA"]);
});
afterAll(async () => {
  await venue.desk.close();
  await test.drop();
});
beforeEach(async () => {
  account = await addAccount(venue.desk, venue.trader, { cash: "1000000" });
  await quote("100");
});

/** A cent to either side of the last trade. */
async function quote(last: string, differs: { bid?: string; ask?: string; size?: string } = {}): Promise<void> {
  const [bid, ask] = [dec(last).minus("0.01"), dec(last).plus("0.01")].map(toPlain);
  await venue.quote({ symbol: "AAPL", bid: bid ?? last, ask: ask ?? last, last, size: "1000", ...differs });
}

async function own(quantity: string): Promise<void> {
  await sendToVenue(venue, account, { symbol: "AAPL", side: "buy", quantity });
  await venue.match();
}

describe("stops", () => {
  it("fills a stop that a gap went through at the quote, never at the stop", async () => {
    await own("10");
    const { id } = await sendToVenue(venue, account, {
      symbol: "AAPL",
      side: "sell",
      type: "stop",
      quantity: "10",
      stopPrice: "95",
    });
    await quote("96");
    await venue.match();
    expect(await atVenue(venue, id)).toMatchObject({ status: "open", fills: [] });
    await quote("90");
    await venue.match();
    expect(await atVenue(venue, id)).toMatchObject({ status: "filled", fills: ["10 @ 89.99"] });
  });

  it("lets a stop-limit rest behind its limit once it has triggered, and tells the desk that it has", async () => {
    const { id } = await sendToVenue(venue, account, {
      symbol: "AAPL",
      side: "buy",
      type: "stop_limit",
      quantity: "10",
      stopPrice: "105",
      limitPrice: "106",
    });
    await quote("110");
    await venue.match();
    expect(await atVenue(venue, id)).toMatchObject({ status: "open", fills: [] });
    const known = await venue.desk.database.order.findUniqueOrThrow({ where: { id } });
    expect(known.triggeredAt).not.toBeNull();
    const types = await venue.desk.database.orderEvent.findMany({ where: { orderId: id }, select: { type: true } });
    expect(types).toContainEqual({ type: "triggered" });
    expect(await venue.desk.database.auditEvent.count({ where: { action: "order.trigger", entityId: id } })).toBe(1);
    // Below the stop again: a triggered order stays a limit order.
    await quote("104");
    await venue.match();
    expect(await atVenue(venue, id)).toMatchObject({ status: "filled", fills: ["10 @ 104.01"] });
  });

  it("keeps a trailing stop's high-water mark over a restart of the leader, and never lets it back", async () => {
    await own("10");
    const { id } = await sendToVenue(venue, account, {
      symbol: "AAPL",
      side: "sell",
      type: "trailing_stop",
      quantity: "10",
      trailPrice: "5",
    });
    await venue.match();
    await quote("120");
    await venue.match();
    expect(await atVenue(venue, id)).toMatchObject({ mark: "120", stop: "115" });
    venue.restart();
    await quote("116");
    await venue.match();
    const known = await venue.desk.database.order.findUniqueOrThrow({ where: { id } });
    expect([known.highWaterMark?.toFixed(), known.stopPrice?.toFixed()]).toEqual(["120", "115"]);
    expect(await atVenue(venue, id)).toMatchObject({ status: "open", mark: "120", stop: "115" });
    await quote("115");
    await venue.match();
    expect(await atVenue(venue, id)).toMatchObject({ status: "filled", fills: ["10 @ 114.99"] });
  });

  it("tells of mere movements once a second an account, and loses none of them", async () => {
    await own("10");
    const { id } = await sendToVenue(venue, account, {
      symbol: "AAPL",
      side: "sell",
      type: "trailing_stop",
      quantity: "10",
      trailPercent: "10",
    });
    for (const last of ["101", "102", "103"]) {
      await quote(last);
      await venue.match();
    }
    const events = await venue.desk.database.streamEvent.count({ where: { accountId: account, entityId: id } });
    expect(events).toBe(1);
    venue.restart();
    await venue.match();
    const known = await venue.desk.database.order.findUniqueOrThrow({ where: { id } });
    expect([known.highWaterMark?.toFixed(), known.stopPrice?.toFixed()]).toEqual(["103", "92.7"]);
    expect(await venue.desk.database.auditEvent.count({ where: { entityId: id } })).toBe(0);
  });
});

describe("at once or never", () => {
  it("takes what there is for an ioc order and cancels the rest", async () => {
    await quote("100", { size: "4" });
    const order = { symbol: "AAPL", side: "buy", timeInForce: "ioc", quantity: "10" } as const;
    const { id } = await sendToVenue(venue, account, order);
    await venue.match();
    expect(await atVenue(venue, id)).toMatchObject({
      status: "canceled",
      reason: "ioc_rest",
      fills: ["4 @ 100.01"],
    });
  });

  it("fills a fok order whole or not at all", async () => {
    await quote("100", { size: "9" });
    const order = { symbol: "AAPL", side: "buy", timeInForce: "fok", quantity: "10" } as const;
    const refused = await sendToVenue(venue, account, order);
    await venue.match();
    expect(await atVenue(venue, refused.id)).toMatchObject({ status: "canceled", reason: "fok_not_whole", fills: [] });
    await quote("100", { size: "10" });
    const whole = await sendToVenue(venue, account, order);
    await venue.match();
    expect(await atVenue(venue, whole.id)).toMatchObject({ status: "filled", fills: ["10 @ 100.01"] });
  });

  it("ends an ioc order without a quote that still holds", async () => {
    await venue.desk.database.$executeRaw`update quote set updated_at = clock_timestamp() - interval '5 minutes'`;
    const order = { symbol: "AAPL", side: "buy", timeInForce: "ioc", quantity: "1" } as const;
    const { id } = await sendToVenue(venue, account, order);
    await venue.match();
    expect(await atVenue(venue, id)).toMatchObject({ status: "canceled", reason: "ioc_rest", fills: [] });
  });
});

describe("an account's models", () => {
  it("slips a market order against it, never beyond a limit, and charges the account's commission", async () => {
    await venue.desk.database.account.update({
      where: { id: account },
      data: {
        slippageKind: "per_share",
        slippageValue: "0.05",
        commissionKind: "per_share",
        commissionValue: "0.01",
        commissionMinimum: "1",
      },
    });
    const market = await sendToVenue(venue, account, { symbol: "AAPL", side: "buy", quantity: "10" });
    const limit = await sendToVenue(venue, account, {
      symbol: "AAPL",
      side: "buy",
      type: "limit",
      quantity: "200",
      limitPrice: "100.03",
    });
    await venue.match();
    expect((await atVenue(venue, market.id)).fills).toEqual(["10 @ 100.06"]);
    expect((await atVenue(venue, limit.id)).fills).toEqual(["200 @ 100.03"]);
    const fees = await venue.desk.database.venueExecution.findMany({
      where: { accountId: account },
      orderBy: { seq: "asc" },
    });
    expect(fees.map(({ fee }) => fee.toFixed())).toEqual(["1", "2"]);
  });

  it("lets an account spend its recorded credit, and no more", async () => {
    const poor = await addAccount(venue.desk, venue.trader, { cash: "1000" });
    await venue.desk.database.account.update({ where: { id: poor }, data: { multiplier: 2, credit: "1000" } });
    await setFloor(poor, "-1000");
    const { id } = await sendToVenue(venue, poor, { symbol: "AAPL", side: "buy", quantity: "30" });
    await venue.match();
    expect(await atVenue(venue, id)).toMatchObject({ status: "canceled", reason: "insufficient_hold" });
    expect((await atVenue(venue, id)).fills).toEqual(["19 @ 100.01"]);
  });
});

/** The books' owner sets it; the application only lets it give way. */
async function setFloor(accountId: AccountId, floor: string): Promise<void> {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: test.superuserUrl });
  await client.connect();
  await client.query("update balance set floor = $2 where account_id = $1", [accountId, floor]);
  await client.end();
}

describe("short sales", () => {
  it("sells short against its margin and covers with the collateral that this frees", async () => {
    const { database } = venue.desk;
    await database.asset.updateMany({ where: { symbol: "AAPL" }, data: { shortable: true } });
    const seller = await addAccount(venue.desk, venue.trader, { cash: "1500" });
    await database.account.update({ where: { id: seller }, data: { shorting: true } });
    const sold = await venue.place(seller, { symbol: "AAPL", side: "sell", quantity: "10" });
    await venue.match();
    expect(await atVenue(venue, sold.order.id)).toMatchObject({ status: "filled", fills: ["10 @ 99.99"] });
    // Free are 500.10: without the collateral that would not buy them back.
    const covered = await venue.place(seller, { symbol: "AAPL", side: "buy", quantity: "10" });
    await venue.match();
    expect(await atVenue(venue, covered.order.id)).toMatchObject({ status: "filled", fills: ["10 @ 100.01"] });
    const cash = await database.balance.findFirstOrThrow({ where: { accountId: seller, asset: { symbol: "USD" } } });
    expect([cash.posted.toFixed(), cash.held.toFixed()]).toEqual(["1499.8", "0"]);
  });
});

describe("the leader's index", () => {
  it("matches what arrives alone, and what a later quote reaches, without reading the book again", async () => {
    const state = createVenueState();
    const round = (arrived: readonly string[] = [], alone = false) => {
      const { name, epoch } = venue.venueLease;
      return matchVenueOnce(venue.contextFor(), { lease: name, epoch, state, arrived, alone });
    };
    await venue.quote({ symbol: "MSFT", bid: "99.99", ask: "100.01", size: "1000" });
    await round();
    const near = await sendToVenue(venue, account, {
      symbol: "MSFT",
      side: "buy",
      type: "limit",
      quantity: "1",
      limitPrice: "101",
    });
    const far = await sendToVenue(venue, account, {
      symbol: "MSFT",
      side: "buy",
      type: "limit",
      quantity: "1",
      limitPrice: "90",
    });
    expect(await round([near.id, far.id], true)).toBe(1);
    expect(await atVenue(venue, near.id)).toMatchObject({ status: "filled" });
    expect(await round()).toBe(0);
    await venue.quote({ symbol: "MSFT", bid: "88.99", ask: "89.01", size: "1000" });
    expect(await round()).toBe(1);
    expect(await atVenue(venue, far.id)).toMatchObject({ status: "filled", fills: ["1 @ 89.01"] });
    expect([near.id, far.id].map((id) => state.index.assetOf(id))).toEqual([null, null]);
  });

  it("reads of the book what came, changed or ended without a word, and nothing else", async () => {
    const { database } = venue.desk;
    const { index } = createVenueState();
    const stale = async () => index.staleAgainst(await loadVersions(database)).toSorted();
    const place = () =>
      sendToVenue(venue, account, { symbol: "MSFT", side: "buy", type: "limit", quantity: "1", limitPrice: "1" });
    const [kept, changed, ended] = [await place(), await place(), await place()];
    expect(await stale()).toEqual(expect.arrayContaining([kept.id, changed.id, ended.id]));
    await rereadBook(database, index);
    expect(await stale()).toEqual([]);
    await database.$executeRaw`update venue_order set limit_price = 2 where order_id = ${changed.id}::uuid`;
    await database.$executeRaw`update venue_order set status = 'canceled', closed_at = now() where order_id = ${ended.id}::uuid`;
    const came = await place();
    expect(await stale()).toEqual([came.id, changed.id, ended.id].toSorted());
    await rereadBook(database, index);
    expect(await stale()).toEqual([]);
    expect([kept, changed, came, ended].map(({ id }) => index.assetOf(id) !== null)).toEqual([true, true, true, false]);
  });
});

describe("the leader at work", () => {
  it("is woken by arrivals and by quotes, until its term ends", async () => {
    const wakes = createVenueWakes();
    const over = new AbortController();
    const { name, epoch } = venue.venueLease;
    const failures: unknown[] = [];
    const term = { name, epoch, signal: over.signal };
    const leading = leadVenue(
      () => venue.contextFor(),
      term,
      wakes,
      (error) => void failures.push(error),
    );
    const limit = { symbol: "NVDA", side: "buy", type: "limit", quantity: "1" } as const;
    await venue.quote({ symbol: "NVDA", bid: "99.99", ask: "100.01", size: "1000" });
    const near = await sendToVenue(venue, account, { ...limit, limitPrice: "101" });
    wakes.orderArrived(near.id);
    const far = await sendToVenue(venue, account, { ...limit, limitPrice: "90" });
    wakes.orderArrived(far.id);
    const statusOf = async (id: string) => (await atVenue(venue, id)).status;
    await expect.poll(() => statusOf(near.id), { timeout: 10_000 }).toBe("filled");
    await venue.quote({ symbol: "NVDA", bid: "88.99", ask: "89.01", size: "1000" });
    wakes.quotesMoved();
    await expect.poll(() => statusOf(far.id), { timeout: 10_000 }).toBe("filled");
    over.abort();
    await leading;
    expect(failures).toEqual([]);
  });
});
