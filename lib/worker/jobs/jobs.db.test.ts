/** What the worker puts right by itself, on a real database: orders whose way was cut, cancels left behind, and what must be kept or removed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeDispatch, claimDispatch } from "#lib/db/dispatch.sql.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId, OrderId } from "#lib/domain/shared/ids.ts";
import { recordAcknowledgement } from "#lib/services/orders/acknowledge-order.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { dispatchOrder } from "#lib/services/orders/dispatch-order.ts";
import { replaceOrder } from "#lib/services/orders/replace-order.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { recordEquityPoints } from "./equity-points.ts";
import { resolveDispatch } from "./resolve-dispatch.ts";
import { removeExpiredKeys } from "./retention.ts";
import { expireUnsent, settleCancels, settleReplacements } from "./settle-orders.ts";

let test: TestDatabase;
let venue: VenueDesk;
let accountId: AccountId;

beforeAll(async () => {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL"]);
  // Nothing is sent unless a job does it.
  venue.desk.flags["orders.eager_dispatch"] = false;
  accountId = await addAccount(venue.desk, venue.trader, { cash: "10000" });
  await venue.quote({ symbol: "AAPL", bid: "99.99", ask: "100.01", size: "1000" });
});
afterAll(async () => {
  await venue.desk.close();
  await test.drop();
});

async function resting(): Promise<OrderId> {
  const { order } = await venue.place(accountId, { symbol: "AAPL", side: "buy", quantity: "1", limit: "90" });
  return order.id;
}

/** Claimed for the wire, and then the process died so many seconds after its lease began. */
async function sendingSince(id: OrderId, seconds: number): Promise<void> {
  await claimDispatch(venue.desk.database, id);
  await aged(id, seconds);
}

async function aged(id: OrderId, seconds: number): Promise<void> {
  await venue.desk.database.$executeRaw`
    update orders set dispatch_lease_at = clock_timestamp() + make_interval(secs => ${10 - seconds}::int) where id = ${id}::uuid`;
}

async function arriveAtVenue(id: OrderId): Promise<void> {
  const order = await venue.desk.database.order.findUniqueOrThrow({ where: { id } });
  const wire = JSON.stringify([
    {
      id,
      accountId,
      assetId: order.assetId,
      side: "buy",
      type: "limit",
      timeInForce: "day",
      quantity: "1",
      limitPrice: "90",
    },
  ]);
  await venue.desk.database.$queryRaw`select venue_submit(${wire}::jsonb)`;
}

const read = (id: OrderId) =>
  venue.desk.database.order.findUniqueOrThrow({
    where: { id },
    select: { status: true, dispatch: true, cancelReason: true },
  });
const heldFor = async (id: OrderId) => {
  const { holdId } = await venue.desk.database.order.findUniqueOrThrow({ where: { id } });
  const hold = await venue.desk.database.hold.findUniqueOrThrow({ where: { id: holdId ?? "" } });
  return hold.amount.toFixed();
};

describe("an order whose way was cut", () => {
  it("is sent by the job when nobody has sent it for ten seconds", async () => {
    const id = await resting();
    await resolveDispatch(venue.contextFor());
    expect(await read(id)).toMatchObject({ dispatch: "queued" });
    await venue.desk.database
      .$executeRaw`update orders set recorded_at = recorded_at - interval '11 seconds' where id = ${id}::uuid`;
    await resolveDispatch(venue.contextFor());
    expect(await read(id)).toMatchObject({ status: "new", dispatch: "acknowledged" });
  });

  it("is looked up and acknowledged when the venue has it, and never sent again", async () => {
    const id = await resting();
    await sendingSince(id, 11);
    await arriveAtVenue(id);
    await resolveDispatch(venue.contextFor());
    expect(await read(id)).toMatchObject({ status: "new", dispatch: "acknowledged" });
  });

  it("is left alone while its sender still has its lease", async () => {
    const id = await resting();
    await sendingSince(id, 5);
    await resolveDispatch(venue.contextFor());
    expect(await read(id)).toMatchObject({ status: "pending_new", dispatch: "sending" });
  });

  it("is unknown at first, and canceled as never arrived after sixty seconds; its hold is free again", async () => {
    const id = await resting();
    await sendingSince(id, 11);
    await resolveDispatch(venue.contextFor());
    expect(await read(id)).toMatchObject({ status: "pending_new", dispatch: "unknown" });
    expect(await venue.desk.database.venueOrder.count({ where: { orderId: id } })).toBe(0);
    await aged(id, 61);
    await resolveDispatch(venue.contextFor());
    expect(await read(id)).toMatchObject({ status: "canceled", cancelReason: "never_arrived" });
    expect(await heldFor(id)).toBe("0");
  });

  it("is canceled at the venue, with one breach, when it appears after it was given up", async () => {
    const id = await resting();
    await sendingSince(id, 61);
    await resolveDispatch(venue.contextFor());
    expect(await read(id)).toMatchObject({ status: "canceled" });
    await arriveAtVenue(id);
    await resolveDispatch(venue.contextFor());
    await resolveDispatch(venue.contextFor());
    expect(await venue.desk.database.venueOrder.findUnique({ where: { orderId: id } })).toMatchObject({
      status: "canceled",
    });
    expect(await venue.desk.database.breach.count({ where: { orderId: id, rule: "late_arrival" } })).toBe(1);
  });

  it("that was given up is not acknowledged any more when its sender wakes up, and is canceled at the venue", async () => {
    const id = await resting();
    await sendingSince(id, 61);
    await resolveDispatch(venue.contextFor());
    await arriveAtVenue(id);
    await recordAcknowledgement({
      ctx: venue.contextFor(),
      input: { orderId: id, venueOrderId: `P-${id}`, at: new Date() },
    });
    expect(await read(id)).toMatchObject({ status: "canceled", dispatch: "unknown" });
    await resolveDispatch(venue.contextFor());
    expect(await venue.contextFor().broker.find(id)).toMatchObject({ state: "canceled" });
  });

  it("leaves its breach also when the process died after canceling it at the venue", async () => {
    const id = await resting();
    await sendingSince(id, 61);
    await resolveDispatch(venue.contextFor());
    await arriveAtVenue(id);
    await venue.contextFor().broker.cancel(id);
    await resolveDispatch(venue.contextFor());
    await resolveDispatch(venue.contextFor());
    expect(await venue.desk.database.breach.count({ where: { orderId: id, rule: "late_arrival" } })).toBe(1);
  });

  it("ends what it has replaced at the venue when it appears there after it was given up", async () => {
    const ctx = venue.contextFor();
    const old = await resting();
    await dispatchOrder({ ctx, input: { orderId: old } });
    const input = { orderId: old, limitPrice: dec("91") };
    const { order } = await replaceOrder({ ctx: venue.contextFor({ user: venue.trader }), input });
    const claim = await claimDispatch(venue.desk.database, order.id);
    await aged(order.id, 61);
    await resolveDispatch(ctx);
    await settleReplacements(ctx);
    expect(await read(old)).toMatchObject({ status: "new" });
    if (!claim.claimed) throw new Error("it was there to claim");
    await ctx.broker.replace(old, claim.order, "0");
    await resolveDispatch(ctx);
    expect(await read(order.id)).toMatchObject({ status: "canceled", cancelReason: "never_arrived" });
    expect(await read(old)).toMatchObject({ status: "canceled", cancelReason: "late_arrival" });
    expect(await heldFor(old)).toBe("0");
    expect(await ctx.broker.find(order.id)).toMatchObject({ state: "canceled" });
  });

  it("counts as acknowledged when the venue's first word about it is its cancel", async () => {
    const id = await resting();
    await sendingSince(id, 1);
    await arriveAtVenue(id);
    await cancelOrder({ ctx: venue.contextFor({ user: venue.trader }), input: { orderId: id } });
    expect(await read(id)).toMatchObject({ status: "canceled", dispatch: "acknowledged" });
  });

  it("is not acknowledged with what it was before it changed", async () => {
    const id = await resting();
    await sendingSince(id, 1);
    const nothing = { events: [], audit: [], stream: {} };
    const old = { orderId: id, accountId, version: 0, ...nothing };
    expect(await acknowledgeDispatch(venue.desk.database, old)).toBe("changed");
    expect(await read(id)).toMatchObject({ status: "pending_new", dispatch: "sending" });
  });
});

describe("what a crash left behind", () => {
  it("a cancel that was asked for is carried out, also while venue time stands still", async () => {
    const id = await resting();
    await sendingSince(id, 11);
    await arriveAtVenue(id);
    await resolveDispatch(venue.contextFor());
    await venue.desk.database.$executeRaw`
      update orders set status = 'pending_cancel', cancel_requested_at = now() where id = ${id}::uuid`;
    expect(await settleCancels(venue.contextFor())).toBe(1);
    expect(await read(id)).toMatchObject({ status: "canceled", cancelReason: "requested" });
    expect(await heldFor(id)).toBe("0");
  });

  it("a day order that never left expires with its day", async () => {
    const id = await resting();
    await venue.desk.database
      .$executeRaw`update orders set expires_at = now() - interval '1 second' where id = ${id}::uuid`;
    expect(await expireUnsent(venue.contextFor())).toBe(1);
    expect(await read(id)).toMatchObject({ status: "expired", dispatch: "none" });
  });
});

describe("the record", () => {
  it("has one equity point a minute and one a day, with the latest figures", async () => {
    const { database } = venue.desk;
    const at = new Date("2024-03-28T14:30:20Z");
    await database.$executeRaw`update market_state set venue_at = ${at}::timestamptz`;
    await recordEquityPoints(database);
    await recordEquityPoints(database);
    await database.$executeRaw`update market_state set venue_at = null`;
    const points = await database.equityPoint.findMany({
      where: { accountId, at: { lte: at } },
      orderBy: { interval: "asc" },
    });
    expect(points.map((p) => [p.interval, p.at.toISOString(), p.equity.toFixed(), p.netDeposits.toFixed()])).toEqual([
      ["1d", "2024-03-28T04:00:00.000Z", "10000", "10000"],
      ["1m", "2024-03-28T14:30:00.000Z", "10000", "10000"],
    ]);
  });

  it("loses stored answers that have expired, and only those", async () => {
    const { database } = venue.desk;
    const { id: userId } = venue.trader;
    await database.$executeRaw`
      insert into idempotency_key (user_id, key, route, fingerprint, expires_at)
      select ${userId}::uuid, 'expired-key-number-' || n, 'r', '\\x00'::bytea, now() - interval '1 minute' from generate_series(1, 1500) n
      union all select ${userId}::uuid, 'living-key-number-1', 'r', '\\x00'::bytea, now() + interval '1 hour'`;
    expect(await removeExpiredKeys(database)).toBe(1500);
    expect(await database.idempotencyKey.count({ where: { userId } })).toBe(1);
  });
});
