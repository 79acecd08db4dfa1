/** Orders that are sent at the same time travel in one statement each way; each still has its own outcome. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeDispatch, claimDispatch, type DispatchClaim } from "#lib/db/dispatch.sql.ts";
import type { AccountId, OrderId } from "#lib/domain/shared/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { setHalt } from "../halts/set-halt.ts";
import { cancelOrder } from "./cancel-order.ts";
import { dispatchOrder } from "./dispatch-order.ts";

let test: TestDatabase;
let venue: VenueDesk;
let first: AccountId;
let second: AccountId;

beforeAll(async () => {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL"]);
  venue.desk.flags["orders.eager_dispatch"] = false;
  first = await addAccount(venue.desk, venue.trader, { cash: "100000" });
  second = await addAccount(venue.desk, venue.trader, { cash: "100000" });
  await venue.quote({ symbol: "AAPL", bid: "99.99", ask: "100.01", size: "1000" });
});
afterAll(async () => {
  await venue.desk.close();
  await test.drop();
});

async function resting(accountId: AccountId): Promise<OrderId> {
  const { order } = await venue.place(accountId, { symbol: "AAPL", side: "buy", quantity: "1", limit: "90" });
  return order.id;
}

const claim = (id: string): Promise<DispatchClaim> => claimDispatch(venue.desk.database, id);
const read = (id: OrderId) =>
  venue.desk.database.order.findUniqueOrThrow({ where: { id }, select: { status: true, dispatch: true } });

describe("orders sent together", () => {
  it("arrive once each, are acknowledged, and number their accounts' events without a gap", async () => {
    const ids = await Promise.all([first, second, first, second, first, first].map(resting));
    await Promise.all(ids.map((orderId) => dispatchOrder({ ctx: venue.contextFor(), input: { orderId } })));
    for (const id of ids) expect(await read(id)).toEqual({ status: "new", dispatch: "acknowledged" });
    expect(await venue.desk.database.venueOrder.count({ where: { orderId: { in: ids } } })).toBe(ids.length);
    for (const accountId of [first, second]) {
      const events = await venue.desk.database.streamEvent.findMany({ where: { accountId }, orderBy: { seq: "asc" } });
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => BigInt(index + 1)));
      const { eventSeq } = await venue.desk.database.account.findUniqueOrThrow({ where: { id: accountId } });
      expect(eventSeq).toBe(BigInt(events.length));
    }
    const audited = await venue.desk.database.auditEvent.count({ where: { action: "order.acknowledge" } });
    expect(audited).toBe(ids.length);
  });

  it("have their own outcomes: taken, already canceled, halted, asked for twice, never heard of", async () => {
    const [open, canceled, halted] = [await resting(first), await resting(first), await resting(second)];
    await cancelOrder({ ctx: venue.contextFor({ user: venue.trader }), input: { orderId: canceled } });
    const halt = { scope: "account", accountId: second, reason: "A look at the books" } as const;
    await setHalt({ ctx: venue.contextFor(), input: halt });
    const unknown = "0198f000-0000-7000-8000-00000000dead";
    // The first goes alone; the others gather behind it.
    const alone = claim(await resting(first));
    const claims = await Promise.all([open, canceled, halted, open, unknown].map(claim));
    expect((await alone).claimed).toBe(true);
    expect(claims[0]).toMatchObject({ claimed: true, order: { id: open, accountId: first, symbol: "AAPL" } });
    expect(claims[1]).toMatchObject({ claimed: false, status: "canceled" });
    expect(claims[2]).toMatchObject({ claimed: false, halt: { scope: "account", reason: "A look at the books" } });
    expect(claims[3]).toEqual({ claimed: false });
    expect(claims[4]).toEqual({ claimed: false });
    expect(await read(halted)).toEqual({ status: "pending_new", dispatch: "queued" });
  });

  it("are written down only where the order is still the one that was spoken of", async () => {
    const [good, changed, settled] = [await resting(first), await resting(first), await resting(first)];
    await Promise.all([good, changed, settled].map(claim));
    const word = (orderId: OrderId, version: number) => ({
      ...{ orderId, accountId: first, version },
      ...{ events: [], audit: [], stream: { id: orderId } },
    });
    expect(await acknowledgeDispatch(venue.desk.database, word(settled, 1))).toBe("done");
    const [ahead, ...written] = await Promise.all([
      acknowledgeDispatch(venue.desk.database, word(settled, 1)),
      acknowledgeDispatch(venue.desk.database, word(good, 1)),
      acknowledgeDispatch(venue.desk.database, word(changed, 7)),
    ]);
    expect(ahead).toBe("resolved");
    expect(written).toEqual(["done", "changed"]);
    expect(await read(changed)).toEqual({ status: "pending_new", dispatch: "sending" });
  });
});
