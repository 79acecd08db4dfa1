/** What the worker puts right by itself, on a real database: orders whose way was cut, cancels left behind, and what must be kept or removed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeDispatch, claimDispatch } from "#lib/db/dispatch.sql.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { recordAcknowledgement } from "#lib/services/orders/acknowledge-order.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { closeOrder } from "#lib/services/orders/close-order.ts";
import { dispatchOrder } from "#lib/services/orders/dispatch-order.ts";
import { replaceOrder } from "#lib/services/orders/replace-order.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type Placed, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { reportVenue } from "../venue-reports.ts";
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

  describe("to the place of another", () => {
    /** So many of its units, of which nobody here has heard. */
    async function filledAtVenue(of: AccountId, orderId: OrderId, quantity: string): Promise<void> {
      const { database } = venue.desk;
      const { quantity: asked } = await database.venueOrder.findUniqueOrThrow({ where: { orderId } });
      const full = asked?.toFixed() === quantity;
      const closed = full ? { status: "filled", closeReason: "filled", closedAt: new Date() } : {};
      const data = { filledQuantity: quantity, executions: 1, ...closed };
      await database.venueOrder.update({ where: { orderId }, data });
      const fill = { quantity, price: "90", fee: "0", executedAt: new Date() };
      await database.venueExecution.create({
        data: { venueExecutionId: `P-${orderId}:0001`, orderId, accountId: of, ...fill },
      });
    }

    /** Claimed, and not told of to the venue yet. */
    async function claimed(of: AccountId, exits: Partial<Placed> = {}) {
      const placed = await venue.place(of, { symbol: "AAPL", side: "buy", quantity: "3", limit: "90", ...exits });
      const old = placed.order.id;
      await dispatchOrder({ ctx: venue.contextFor(), input: { orderId: old } });
      const input = { orderId: old, limitPrice: dec("91") };
      const { order } = await replaceOrder({ ctx: venue.contextFor({ user: venue.trader }), input });
      const claim = await claimDispatch(venue.desk.database, order.id);
      if (!claim.claimed) throw new Error("it was there to claim");
      return { old, next: order.id, sent: claim.order };
    }

    /** Given up and then taken by the venue: the other stands here alone again, and is replaced there. */
    async function takenLate(of = accountId): Promise<readonly [old: OrderId, next: OrderId]> {
      const ctx = venue.contextFor();
      const { old, next, sent } = await claimed(of);
      await aged(next, 61);
      await resolveDispatch(ctx);
      await settleReplacements(ctx);
      expect(await read(old)).toMatchObject({ status: "new" });
      await ctx.broker.replace(old, sent, "0");
      return [old, next];
    }

    it("ends what it has replaced at the venue when it appears there after it was given up", async () => {
      const ctx = venue.contextFor();
      const [old, next] = await takenLate();
      await resolveDispatch(ctx);
      expect(await read(next)).toMatchObject({ status: "canceled", cancelReason: "never_arrived" });
      expect(await read(old)).toMatchObject({ status: "canceled", cancelReason: "late_arrival" });
      expect(await heldFor(old)).toBe("0");
      expect(await ctx.broker.find(next)).toMatchObject({ state: "canceled" });
    });

    it.each(["filled", "expired"])("does so too when it was %s there before anybody looked", async (status) => {
      const ctx = venue.contextFor();
      const [old, next] = await takenLate();
      await venue.desk.database.venueOrder.updateMany({
        where: { orderId: next },
        data: { status, closeReason: status, closedAt: new Date(), reportedAt: new Date() },
      });
      await resolveDispatch(ctx);
      expect(await read(old)).toMatchObject({ status: "canceled", cancelReason: "late_arrival" });
      expect(await heldFor(old)).toBe("0");
    });

    it("is not sent again by who closes what has not left", async () => {
      const ctx = venue.contextFor();
      const { next } = await claimed(accountId);
      await closeOrder({ ctx, input: { orderId: next, event: { type: "expire" }, onlyWhenDispatch: ["queued"] } });
      expect(await ctx.broker.find(next)).toBeNull();
    });

    it("is done and holds nothing when it was smaller than anybody knew, and full before its answer came", async () => {
      // The process dies before it asks again.
      const ctx = { ...venue.contextFor(), runSoon: () => undefined };
      const own = await addAccount(venue.desk, venue.trader, { cash: "10000" });
      const { old, next, sent } = await claimed(own, { orderClass: "bracket", profit: "110", loss: "80" });
      await filledAtVenue(own, old, "1");
      await ctx.broker.replace(old, sent, "0");
      await filledAtVenue(own, next, "2");
      await reportVenue(ctx, { toldAt: new Map() });
      expect(await read(old)).toMatchObject({ status: "replaced" });
      expect(await read(next)).toMatchObject({ status: "filled", dispatch: "acknowledged" });
      expect(await heldFor(next)).toBe("0");
      // And as an entry it has what it owns protected.
      expect(await venue.desk.database.order.findMany({ where: { parentId: next } })).toMatchObject([
        { status: "pending_new", dispatch: "queued" },
        { status: "pending_new", dispatch: "queued" },
      ]);
    });

    it("waits for what the other has filled: a fill that is on its way here comes late to nothing", async () => {
      const ctx = venue.contextFor();
      const { database } = venue.desk;
      const own = await addAccount(venue.desk, venue.trader, { cash: "10000" });
      const [old, next] = await takenLate(own);
      await filledAtVenue(own, old, "1");
      await resolveDispatch(ctx);
      expect(await read(old)).toMatchObject({ status: "new" });
      await reportVenue(ctx, { toldAt: new Map() });
      await resolveDispatch(ctx);
      expect(await read(old)).toMatchObject({ status: "canceled", cancelReason: "late_arrival" });
      expect(await database.breach.findMany({ where: { orderId: { in: [old, next] } } })).toMatchObject([
        { orderId: next, rule: "late_arrival" },
      ]);
    });
  });

  it("ends by the venue's word at once also as an exit that was changed before it was sent", async () => {
    const { database } = venue.desk;
    const own = await addAccount(venue.desk, venue.trader, { cash: "10000" });
    const exits = { orderClass: "bracket", timeInForce: "gtc", profit: "110", loss: "80" } as const;
    const { order: entry } = await venue.place(own, { symbol: "AAPL", side: "buy", quantity: "1", ...exits });
    const profit = await database.order.findFirstOrThrow({ where: { groupId: entry.groupId, legRole: "take_profit" } });
    const ctx = venue.contextFor({ user: venue.trader });
    const input = { orderId: asId<OrderId>(profit.id), limitPrice: dec("112") };
    const { order: changed } = await replaceOrder({ ctx, input });
    await dispatchOrder({ ctx: venue.contextFor(), input: { orderId: entry.id } });
    await venue.match();
    await venue.desk.drain();
    expect(await read(changed.id)).toMatchObject({ status: "new", dispatch: "acknowledged" });
    await database.order.update({ where: { id: changed.id }, data: { status: "pending_new", dispatch: "unknown" } });
    await cancelOrder({ ctx, input: { orderId: changed.id } });
    expect(await read(changed.id)).toMatchObject({ status: "canceled", cancelReason: "requested" });
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
