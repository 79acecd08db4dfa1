/** Halts from setting to lifting: who may, what stays working, and clearing it. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { cancelHaltedOrders } from "./cancel-halted-orders.ts";
import { getWorkingOrders } from "./get-working-orders.ts";
import { liftHalt } from "./lift-halt.ts";
import { listHalts } from "./list-halts.ts";
import { setHalt } from "./set-halt.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let stranger: TestUser;
let admin: TestUser;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  trader = await addUser(desk.database, "trader");
  stranger = await addUser(desk.database, "trader");
  admin = await addUser(desk.database, "admin");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

const as = (user: TestUser) => desk.contextFor({ user });

async function accountWithOrders(quantities: readonly string[]): Promise<AccountId> {
  const accountId = await addAccount(desk, trader, { cash: "10000" });
  for (const quantity of quantities) {
    const { refusal } = await submitOrder({
      ctx: as(trader),
      input: {
        accountId,
        symbol: "ACME",
        side: "buy",
        type: "limit",
        timeInForce: "gtc",
        quantity: dec(quantity),
        notional: null,
        limitPrice: dec("9.50"),
        ...SIMPLE_TERMS,
      },
    });
    expect(refusal).toBeNull();
  }
  // At the venue before anything is halted: a halt that comes first stops them on their way there.
  await desk.drain();
  return accountId;
}

const openOrders = (accountId: string) =>
  desk.database.order.count({ where: { accountId, status: { in: ["pending_new", "new", "partially_filled"] } } });

describe("a halt", () => {
  it("names the orders that it would leave working, with their value", async () => {
    const accountId = await accountWithOrders(["2", "3"]);
    const working = await getWorkingOrders({ ctx: as(trader), input: { accountId } });
    expect({ ...working, value: toPlain(working.value) }).toMatchObject({
      orders: 2,
      accounts: 1,
      value: "47.5",
      unpriced: 0,
    });
    await expect(getWorkingOrders({ ctx: as(stranger), input: { accountId } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getWorkingOrders({ ctx: as(trader), input: { accountId: null } })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("of an account is set, cleared and lifted by an admin who is no member of it", async () => {
    const accountId = await accountWithOrders(["1", "1", "1"]);
    const halt = await setHalt({ ctx: as(admin), input: { accountId, reason: "looks wrong" } });
    const cleared = await cancelHaltedOrders({ ctx: as(admin), input: { haltId: halt.id } });
    expect(cleared).toMatchObject({ canceled: 3, tooLate: 0, tooLateIds: [] });
    expect(await openOrders(accountId)).toBe(0);
    // Repeated, it finds nothing left to do.
    expect(await cancelHaltedOrders({ ctx: as(admin), input: { haltId: halt.id } })).toMatchObject({ canceled: 0 });
    const lifted = await liftHalt({ ctx: as(admin), input: { haltId: halt.id, reason: "was right" } });
    expect(lifted.liftReason).toBe("was right");
    await expect(cancelHaltedOrders({ ctx: as(admin), input: { haltId: halt.id } })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("clears only what it stops, and only for who may set it", async () => {
    const [halted, other] = [await accountWithOrders(["1"]), await accountWithOrders(["1"])];
    const halt = await setHalt({ ctx: as(trader), input: { accountId: halted, reason: "a pause" } });
    await expect(cancelHaltedOrders({ ctx: as(stranger), input: { haltId: halt.id } })).rejects.toMatchObject({
      code: "not_found",
    });
    await cancelHaltedOrders({ ctx: as(trader), input: { haltId: halt.id } });
    expect([await openOrders(halted), await openOrders(other)]).toEqual([0, 1]);
    // Asked for by the trader; where the order was at the venue already, the desk then carries it out.
    const first = await desk.database.auditEvent.findFirst({
      where: { accountId: halted, action: { in: ["order.request_cancel", "order.cancel"] } },
      orderBy: { id: "asc" },
    });
    expect(first?.actorId).toBe(trader.id);
  });

  it("that an admin set is not lifted by the trader, who sees who set it and why", async () => {
    const accountId = await accountWithOrders([]);
    const halt = await setHalt({ ctx: as(admin), input: { accountId, reason: "feed check" } });
    await expect(liftHalt({ ctx: as(trader), input: { haltId: halt.id, reason: "please" } })).rejects.toMatchObject({
      code: "forbidden",
    });
    // To others it is like one that never was.
    await expect(liftHalt({ ctx: as(stranger), input: { haltId: halt.id, reason: "please" } })).rejects.toMatchObject({
      code: "not_found",
    });
    const seen = (await listHalts({ ctx: as(trader), input: { inForce: true } })).items.find(
      ({ id }) => id === halt.id,
    );
    expect(seen).toMatchObject({ setByName: "admin", accountName: "Test", reason: "feed check", liftedByName: null });
    const others = (await listHalts({ ctx: as(stranger), input: { inForce: true } })).items;
    expect(others.some(({ id }) => id === halt.id)).toBe(false);
  });
});
