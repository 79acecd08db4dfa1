/** The paper venue's days on a real database: sessions of the exchange, holidays and overrides, extended hours, auctions, and the end of a day. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { atVenue, sendToVenue } from "#lib/testing/venue-tickets.ts";

let test: TestDatabase;
let venue: VenueDesk;
let account: AccountId;

beforeAll(async () => {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL", "BTC/USD"]);
  await venue.desk.database.marketState.update({ where: { id: 1 }, data: { sessions: "nyse" } });
});
afterAll(async () => {
  await venue.desk.close();
  await test.drop();
});
beforeEach(async () => {
  venue.restart();
  account = await addAccount(venue.desk, venue.trader, { cash: "1000000" });
});

/** Moves the clock, and with it the price: New York is five hours behind in November and December. */
async function at(time: string, last: string, symbol = "AAPL"): Promise<void> {
  await venue.setTime(time);
  const [bid, ask] = [dec(last).minus("0.01"), dec(last).plus("0.01")].map(toPlain);
  await venue.quote({ symbol, bid: bid ?? last, ask: ask ?? last, last, size: "1000" });
  await venue.match();
}

const BUY = { symbol: "AAPL", side: "buy", quantity: "1" } as const;

describe("sessions", () => {
  it("lets an order wait over a holiday until the next session opens", async () => {
    // Thanksgiving Day, and then a half day that closes at 13:00.
    await at("2026-11-26T15:00:00Z", "100");
    const waiting = await sendToVenue(venue, account, BUY);
    await at("2026-11-26T16:00:00Z", "101");
    expect(await atVenue(venue, waiting.id)).toMatchObject({ status: "open", fills: [] });
    await at("2026-11-27T14:30:00Z", "102");
    expect(await atVenue(venue, waiting.id)).toMatchObject({ status: "filled", fills: ["1 @ 102.01"] });
    const late = await sendToVenue(venue, account, BUY);
    await at("2026-11-27T18:00:00Z", "103");
    expect(await atVenue(venue, late.id)).toMatchObject({ status: "open", fills: [] });
  });

  it("fills nothing at a price from before the open, and trades at the first one after it", async () => {
    await at("2026-12-01T14:29:59Z", "100");
    const waiting = await sendToVenue(venue, account, BUY);
    await venue.setTime("2026-12-01T14:30:01Z");
    await venue.match();
    expect(await atVenue(venue, waiting.id)).toMatchObject({ status: "open", fills: [] });
    await at("2026-12-01T14:30:02Z", "104");
    expect(await atVenue(venue, waiting.id)).toMatchObject({ status: "filled", fills: ["1 @ 104.01"] });
  });

  it("goes by an override above the rules", async () => {
    const { database } = venue.desk;
    const day = new Date("2026-12-08T00:00:00Z");
    const row = { day, kind: "closed", reason: "A storm", updatedBy: venue.trader.id, updatedAt: new Date() };
    await database.sessionOverride.create({ data: row });
    const waiting = await sendToVenue(venue, account, BUY);
    await at("2026-12-08T15:00:00Z", "100");
    expect(await atVenue(venue, waiting.id)).toMatchObject({ status: "open" });
    await database.sessionOverride.delete({ where: { day } });
    await at("2026-12-08T15:01:00Z", "100");
    expect(await atVenue(venue, waiting.id)).toMatchObject({ status: "filled" });
  });

  it("trades before the open only what was placed for extended hours, and triggers no stop there", async () => {
    await venue.setTime("2026-12-08T13:00:00Z");
    const limit = { ...BUY, type: "limit", limitPrice: "110", timeInForce: "day" } as const;
    const plain = await sendToVenue(venue, account, limit);
    const extended = await sendToVenue(venue, account, { ...limit, extendedHours: true });
    const stop = await sendToVenue(venue, account, { ...BUY, type: "stop", stopPrice: "90" });
    await at("2026-12-08T13:01:00Z", "100");
    expect(await atVenue(venue, extended.id)).toMatchObject({ status: "filled", fills: ["1 @ 100.01"] });
    expect(await atVenue(venue, plain.id)).toMatchObject({ status: "open", fills: [] });
    expect(await atVenue(venue, stop.id)).toMatchObject({ status: "open", fills: [] });
    await at("2026-12-08T14:30:00Z", "101");
    expect(await atVenue(venue, plain.id)).toMatchObject({ status: "filled", fills: ["1 @ 101.01"] });
    expect(await atVenue(venue, stop.id)).toMatchObject({ status: "filled" });
  });

  it("trades crypto on a Sunday night", async () => {
    await venue.setTime("2026-12-06T05:00:00Z");
    const { id } = await sendToVenue(venue, account, { symbol: "BTC/USD", side: "buy", quantity: "0.5" });
    await at("2026-12-06T05:00:01Z", "60000", "BTC/USD");
    expect(await atVenue(venue, id)).toMatchObject({ status: "filled" });
  });

  it("expires a day order at its end, and frees its hold", async () => {
    await venue.setTime("2026-12-08T15:00:00Z");
    const expiresAt = "2026-12-08T21:00:00.000Z";
    const limit = { ...BUY, type: "limit", limitPrice: "50", timeInForce: "day", hold: "50", expiresAt } as const;
    const { id } = await sendToVenue(venue, account, limit);
    await at("2026-12-08T20:59:59Z", "100");
    expect(await atVenue(venue, id)).toMatchObject({ status: "open" });
    await at("2026-12-08T21:00:00Z", "40");
    expect(await atVenue(venue, id)).toMatchObject({ status: "expired", reason: "day_ended", fills: [] });
    const order = await venue.desk.database.order.findUniqueOrThrow({ where: { id }, include: { hold: true } });
    expect([order.status, order.hold?.amount.toFixed()]).toEqual(["expired", "0"]);
  });

  it("ends an ioc order that reached the venue when it was closed", async () => {
    await venue.setTime("2026-12-08T02:00:00Z");
    const { id } = await sendToVenue(venue, account, { ...BUY, timeInForce: "ioc" });
    await at("2026-12-08T02:00:01Z", "100");
    expect(await atVenue(venue, id)).toMatchObject({ status: "canceled", reason: "ioc_rest", fills: [] });
  });
});

describe("auctions", () => {
  const opening = { auctionAt: "2026-12-08T14:30:00.000Z", expiresAt: "2026-12-08T14:31:00.000Z" };
  const closing = { auctionAt: "2026-12-08T21:00:00.000Z", expiresAt: "2026-12-08T21:01:00.000Z" };

  it("fills market-on-open at the first price at or after the open, and cancels what does not meet it", async () => {
    await venue.setTime("2026-12-08T13:00:00Z");
    const market = await sendToVenue(venue, account, { ...BUY, timeInForce: "opg", ...opening });
    const limit = { ...BUY, timeInForce: "opg", type: "limit", ...opening } as const;
    const meets = await sendToVenue(venue, account, { ...limit, limitPrice: "105" });
    const misses = await sendToVenue(venue, account, { ...limit, limitPrice: "99" });
    await at("2026-12-08T14:29:59Z", "98");
    expect(await atVenue(venue, market.id)).toMatchObject({ status: "open" });
    await at("2026-12-08T14:30:01Z", "104");
    expect(await atVenue(venue, market.id)).toMatchObject({ status: "filled", fills: ["1 @ 104"] });
    expect(await atVenue(venue, meets.id)).toMatchObject({ status: "filled", fills: ["1 @ 104"] });
    expect(await atVenue(venue, misses.id)).toMatchObject({
      status: "canceled",
      reason: "auction_unfilled",
      fills: [],
    });
  });

  it("fills market-on-close at the last price before the close, however the price moves after it", async () => {
    await venue.setTime("2026-12-08T20:00:00Z");
    const { id } = await sendToVenue(venue, account, { ...BUY, timeInForce: "cls", ...closing });
    await at("2026-12-08T20:59:59Z", "107");
    expect(await atVenue(venue, id)).toMatchObject({ status: "open", fills: [] });
    await at("2026-12-08T21:00:02Z", "150");
    expect(await atVenue(venue, id)).toMatchObject({ status: "filled", fills: ["1 @ 107"] });
  });

  it("finds the close in the bars after a restart in between", async () => {
    const { database } = venue.desk;
    await venue.setTime("2026-12-08T20:00:00Z");
    const { id } = await sendToVenue(venue, account, { ...BUY, timeInForce: "cls", ...closing });
    await at("2026-12-08T20:59:59Z", "107");
    const asset = await database.asset.findFirstOrThrow({ where: { symbol: "AAPL" } });
    await database.$executeRaw`
      insert into bar (source, asset_id, interval, start_at, trading_day, open, high, low, close, volume)
      values ('simulated:test', ${asset.id}::uuid, '1m', '2026-12-08T20:59:00Z', '2026-12-08', 106, 108, 105, 107, 1000)`;
    venue.restart();
    await at("2026-12-08T21:00:30Z", "150");
    expect(await atVenue(venue, id)).toMatchObject({ status: "filled", fills: ["1 @ 107"] });
  });

  it("cancels an order for an auction in which nothing traded", async () => {
    await venue.setTime("2026-12-08T13:00:00Z");
    const { id } = await sendToVenue(venue, account, { ...BUY, timeInForce: "opg", ...opening });
    await at("2026-12-08T13:00:01Z", "100");
    await venue.setTime("2026-12-08T14:31:00Z");
    await venue.match();
    expect(await atVenue(venue, id)).toMatchObject({ status: "canceled", reason: "auction_unfilled", fills: [] });
  });
});
