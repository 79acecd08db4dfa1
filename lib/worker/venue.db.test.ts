/** The paper venue on a real database: what orders get from quotes, and what the desk books of it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId, OrderId } from "#lib/domain/shared/ids.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { releaseLease, takeLease } from "./lease.ts";
import { matchVenueOnce, VENUE_LEASE } from "./venue-leader.ts";

let test: TestDatabase;
let venue: VenueDesk;

beforeAll(async () => {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL", "MSFT", "NVDA"]);
});

afterAll(async () => {
  await venue.desk.close();
  await test.drop();
});

async function order(id: OrderId) {
  const { status, dispatch, filledQuantity, filledValue, cancelReason } =
    await venue.desk.database.order.findUniqueOrThrow({ where: { id } });
  return {
    status,
    dispatch,
    filled: toPlain(dec(filledQuantity.toFixed())),
    value: toPlain(dec(filledValue.toFixed())),
    cancelReason,
  };
}

async function cash(accountId: AccountId) {
  const rows = await venue.desk.database.balance.findMany({ where: { accountId }, include: { asset: true } });
  return Object.fromEntries(
    rows.map(({ asset, posted, held }) => [
      asset.symbol,
      [toPlain(dec(posted.toFixed())), toPlain(dec(held.toFixed()))],
    ]),
  );
}

describe("the paper venue", () => {
  it("fills a market order at the ask and books it", async () => {
    await venue.quote({ symbol: "AAPL", bid: "99.98", ask: "100.02", size: "1000" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "10000" });
    const { order: placed } = await venue.place(accountId, { symbol: "AAPL", side: "buy", quantity: "10" });
    await venue.match();
    expect(await order(placed.id)).toMatchObject({
      status: "filled",
      dispatch: "acknowledged",
      filled: "10",
      value: "1000.2",
    });
    expect(await cash(accountId)).toEqual({ USD: ["8999.8", "0"], AAPL: ["10", "0"] });
  });

  it("lets a limit order rest until a quote crosses it, and fills it at the better price", async () => {
    await venue.quote({ symbol: "AAPL", bid: "99.98", ask: "100.02", size: "1000" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "10000" });
    const { order: placed } = await venue.place(accountId, {
      symbol: "AAPL",
      side: "buy",
      quantity: "10",
      limit: "95",
    });
    await venue.match();
    expect(await order(placed.id)).toMatchObject({ status: "new", filled: "0" });
    expect(await cash(accountId)).toEqual({ USD: ["10000", "950"] });
    await venue.quote({ symbol: "AAPL", bid: "94.49", ask: "94.5", size: "1000" });
    await venue.match();
    expect(await order(placed.id)).toMatchObject({ status: "filled", value: "945" });
    expect(await cash(accountId)).toEqual({ USD: ["9055", "0"], AAPL: ["10", "0"] });
  });

  it("fills no more than the size shown, and the rest from the next quote only", async () => {
    await venue.quote({ symbol: "MSFT", bid: "49.99", ask: "50", size: "4" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "10000" });
    const { order: placed } = await venue.place(accountId, {
      symbol: "MSFT",
      side: "buy",
      quantity: "10",
      limit: "50",
    });
    await venue.match();
    await venue.match();
    expect(await order(placed.id)).toMatchObject({ status: "partially_filled", filled: "4" });
    await venue.quote({ symbol: "MSFT", bid: "49.99", ask: "50", size: "6" });
    await venue.match();
    expect(await order(placed.id)).toMatchObject({ status: "filled", filled: "10", value: "500" });
  });

  it("gives the size to the earlier of two orders at one price", async () => {
    await venue.quote({ symbol: "NVDA", bid: "19.99", ask: "20", size: "5" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "10000" });
    const first = await venue.place(accountId, { symbol: "NVDA", side: "buy", quantity: "5", limit: "20" });
    await venue.desk.drain();
    const second = await venue.place(accountId, { symbol: "NVDA", side: "buy", quantity: "5", limit: "20" });
    await venue.match();
    expect([await order(first.order.id), await order(second.order.id)]).toMatchObject([
      { status: "filled" },
      { status: "new" },
    ]);
    await cancelOrder({ ctx: venue.contextFor({ user: venue.trader }), input: { orderId: second.order.id } });
  });

  it("never fills a market order beyond hold and free cash: the rest is canceled with that reason", async () => {
    await venue.quote({ symbol: "AAPL", bid: "99.99", ask: "100", size: "1000" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "1050" });
    const { order: placed } = await venue.place(accountId, { symbol: "AAPL", side: "buy", quantity: "10" });
    await venue.desk.drain();
    // The price runs away between acceptance and match: 1,050 buys ten at 104, but not at 125.
    await venue.quote({ symbol: "AAPL", bid: "124.99", ask: "125", size: "1000" });
    await venue.match();
    expect(await order(placed.id)).toMatchObject({
      status: "canceled",
      cancelReason: "insufficient_hold",
      // Ten whole shares were asked for, so whole shares are what it gets.
      filled: "8",
      value: "1000",
    });
    expect(await cash(accountId)).toEqual({ USD: ["50", "0"], AAPL: ["8", "0"] });
  });

  it("fills an order by amount to the last billionth that the amount buys", async () => {
    await venue.quote({ symbol: "AAPL", bid: "29.99", ask: "30", size: "1000" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "1000" });
    const { order: placed } = await venue.place(accountId, { symbol: "AAPL", side: "buy", notional: "100" });
    await venue.match();
    expect(await order(placed.id)).toMatchObject({ status: "filled", filled: "3.333333333" });
  });

  it("spends an account's free cash once, whatever the symbols", async () => {
    for (const symbol of ["AAPL", "MSFT"]) await venue.quote({ symbol, bid: "99.99", ask: "100", size: "1000" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "2000" });
    // Each holds 936; 128 are free. At 115 each needs 99 of that.
    for (const symbol of ["AAPL", "MSFT"]) await venue.place(accountId, { symbol, side: "buy", quantity: "9" });
    await venue.desk.drain();
    for (const symbol of ["AAPL", "MSFT"]) await venue.quote({ symbol, bid: "114.99", ask: "115", size: "1000" });
    await venue.match();
    const placed = await venue.desk.database.order.findMany({ where: { accountId } });
    expect(placed.map(({ status }) => status).sort()).toEqual(["canceled", "filled"]);
    expect(await venue.desk.database.halt.count({ where: { accountId } })).toBe(0);
    const { USD } = await cash(accountId);
    expect(dec(USD?.[0] ?? "-1").gte(0)).toBe(true);
  });

  it("ends an order by amount whose rest buys nothing at the new price, and frees its hold", async () => {
    await venue.quote({ symbol: "NVDA", bid: "29.99", ask: "30", size: "3.333333332" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "1000" });
    const { order: placed } = await venue.place(accountId, { symbol: "NVDA", side: "buy", notional: "100" });
    await venue.match();
    expect(await order(placed.id)).toMatchObject({ status: "partially_filled", filled: "3.333333332" });
    await venue.quote({ symbol: "NVDA", bid: "99.99", ask: "100", size: "1000" });
    await venue.match();
    expect(await order(placed.id)).toMatchObject({ status: "canceled", cancelReason: "rest_too_small" });
    expect((await cash(accountId)).USD?.[1]).toBe("0");
  });

  it("reports the fills of a canceled order before its end, so that none of them is late", async () => {
    await venue.quote({ symbol: "MSFT", bid: "49.99", ask: "50", size: "3" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "10000" });
    const { order: placed } = await venue.place(accountId, {
      symbol: "MSFT",
      side: "buy",
      quantity: "10",
      limit: "50",
    });
    await venue.desk.drain();
    // The venue has filled three of it, and before that is reported the trader cancels.
    const broken = { ...venue.contextFor(), permissions: new Set<never>() };
    await expect(matchVenueOnce(broken, { lease: VENUE_LEASE, epoch: venue.venueLease.epoch })).rejects.toThrow(
      "orders:submit",
    );
    const asked = await cancelOrder({ ctx: venue.contextFor({ user: venue.trader }), input: { orderId: placed.id } });
    expect(asked.status).toBe("pending_cancel");
    await venue.match();
    expect(await order(placed.id)).toMatchObject({ status: "canceled", cancelReason: "requested", filled: "3" });
    expect(await venue.desk.database.halt.count({ where: { accountId } })).toBe(0);
    expect(await cash(accountId)).toEqual({ USD: ["9850", "0"], MSFT: ["3", "0"] });
  });

  it("expires a day order when the venue's date has passed", async () => {
    await venue.quote({ symbol: "AAPL", bid: "99.99", ask: "100", size: "1000" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "1000" });
    const { order: placed } = await venue.place(accountId, { symbol: "AAPL", side: "buy", quantity: "1", limit: "90" });
    await venue.match();
    await venue.desk.database.$executeRaw`update market_state set venue_at = ${placed.expiresAt}`;
    await venue.match();
    await venue.desk.database.$executeRaw`update market_state set venue_at = null`;
    expect(await order(placed.id)).toMatchObject({ status: "expired" });
    expect(await cash(accountId)).toEqual({ USD: ["1000", "0"] });
  });

  it("books each fill once, however often it is reported", async () => {
    await venue.quote({ symbol: "AAPL", bid: "99.99", ask: "100", size: "1000" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "1000" });
    const { order: placed } = await venue.place(accountId, { symbol: "AAPL", side: "buy", quantity: "1" });
    await venue.match();
    await venue.desk.database.venueExecution.updateMany({ where: { orderId: placed.id }, data: { reportedAt: null } });
    await venue.match();
    expect(await venue.desk.database.execution.count({ where: { orderId: placed.id } })).toBe(1);
    expect(await cash(accountId)).toEqual({ USD: ["900", "0"], AAPL: ["1", "0"] });
  });

  it("refuses the match of a leader whose lease another has taken over", async () => {
    await venue.quote({ symbol: "AAPL", bid: "99.99", ask: "100", size: "1000" });
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "1000" });
    const { order: placed } = await venue.place(accountId, { symbol: "AAPL", side: "buy", quantity: "1" });
    await venue.desk.drain();
    await releaseLease(venue.desk.database, venue.venueLease);
    const successor = await takeLease(venue.desk.database, VENUE_LEASE, crypto.randomUUID(), 600_000);
    await expect(venue.match()).rejects.toThrow("no longer held");
    expect(await order(placed.id)).toMatchObject({ status: "new", filled: "0" });
    await matchVenueOnce(venue.contextFor(), { lease: VENUE_LEASE, epoch: successor?.epoch ?? 0n });
    expect(await order(placed.id)).toMatchObject({ status: "filled" });
  });
});
