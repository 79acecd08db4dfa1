/** Many at once on a real PostgreSQL: the same request is one effect, limits and cash hold to the unit, and a halt is a line. */

import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isBusyBeforeStart } from "#lib/db/database-fault.ts";
import { claimDispatch } from "#lib/db/dispatch.sql.ts";
import { openExecution } from "#lib/db/execution.sql.ts";
import { orderSnapshot } from "#lib/domain/orders/order-record.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import type { RiskRule } from "#lib/domain/risk/limits.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import { deposit } from "../accounts/deposit.ts";
import type { Context, IdempotencyClaim } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { liftHalt } from "../halts/lift-halt.ts";
import { setHalt } from "../halts/set-halt.ts";
import { IdempotentReplay } from "../idempotency.ts";
import { verify } from "../proof/verify.ts";
import { setLimit } from "../risk/set-limit.ts";
import type { SubmitOrderResult } from "./record-new-orders.ts";
import { submitOrder } from "./submit-order.ts";

let database: TestDatabase;
let desk: TestDesk;
/** A process of its own, as the admin's would be: its connections are not behind the storm's. */
let adminDesk: TestDesk;
let trader: TestUser;
let admin: TestUser;
let assetId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  [desk, adminDesk] = await Promise.all([openDesk(database.appUrl), openDesk(database.appUrl, { connectionsMax: 4 })]);
  await seedTestMarket(desk.database);
  assetId = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  [trader, admin] = await Promise.all([addUser(desk.database, "trader"), addUser(desk.database, "admin")]);
});
afterAll(async () => {
  await Promise.all([desk.close(), adminDesk.close()]);
  await database.drop();
});

const TICKET = {
  symbol: "ACME",
  side: "buy",
  type: "limit",
  timeInForce: "gtc",
  quantity: dec("1"),
  notional: null,
  limitPrice: dec("10"),
  ...SIMPLE_TERMS,
} as const;

function place(accountId: AccountId, idempotency: IdempotencyClaim | null = null): Promise<SubmitOrderResult> {
  return whenBusy(() =>
    submitOrder({ ctx: desk.contextFor({ user: trader, idempotency }), input: { ...TICKET, accountId } }),
  );
}

/** No connection was free in time, or the account's other orders took too long: nothing happened, and the caller may come again, as the 503 says. */
async function whenBusy<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const busy = error instanceof ServiceError && error.code === "busy";
      if (!busy && !isBusyBeforeStart(error)) throw error;
    }
  }
}

function times<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
}

function claimFor(key: string): IdempotencyClaim {
  return {
    key,
    route: "POST /api/v1/orders",
    fingerprint: createHash("sha256").update("the same body").digest("hex"),
    render: (result) => ({ status: 201, body: orderSnapshot((result as SubmitOrderResult).order) }),
  };
}

async function expectCleanBooks(): Promise<void> {
  const { findings } = await verify({ ctx: desk.contextFor(), input: {} });
  expect(findings).toEqual([]);
}

describe.each([true, false])("with eager dispatch %s", (eager) => {
  beforeEach(async () => {
    // A quote of half a minute ago is no price to trade on.
    await setQuote(desk.database, assetId, "10");
    desk.flags["orders.eager_dispatch"] = eager;
  });

  it("200 identical submissions make one order, and all hear the same answer or that it is in progress", async () => {
    const accountId = await addAccount(desk, trader, { cash: "100000" });
    const claim = claimFor(randomUUID());
    const answers = await times(200, async () => {
      try {
        return JSON.stringify(claim.render(await place(accountId, claim)));
      } catch (error) {
        if (error instanceof IdempotentReplay) return sorted(error.answer);
        if (error instanceof ServiceError && error.code === "idempotency_key_in_use") return "in use";
        throw error;
      }
    });
    await desk.drain();
    const different = new Set(
      answers.filter((answer) => answer !== "in use").map((answer) => sorted(JSON.parse(answer))),
    );
    expect(different.size).toBe(1);
    expect(await desk.database.order.count({ where: { accountId } })).toBe(1);
    expect(desk.broker.sent.filter((order) => order.accountId === accountId)).toHaveLength(eager ? 1 : 0);
    await expectCleanBooks();
  });

  it("200 deposits with one key put the money there once", async () => {
    const accountId = await addAccount(desk, trader);
    const claim = { ...claimFor(randomUUID()), render: () => ({ status: 201, body: "deposited" }) };
    await times(200, () =>
      whenBusy(() =>
        deposit({ ctx: desk.contextFor({ user: trader, idempotency: claim }), input: { accountId, amount: dec("7") } }),
      ).catch((error) => {
        const known =
          error instanceof IdempotentReplay ||
          (error instanceof ServiceError && error.code === "idempotency_key_in_use");
        if (!known) throw error;
      }),
    );
    const balances = await desk.database.balance.findMany({ where: { accountId } });
    expect(balances.map(({ posted }) => posted.toFixed())).toEqual(["7"]);
  });

  it("200 different orders against cash for 50: exactly 50 are accepted", async () => {
    const accountId = await addAccount(desk, trader, { cash: "500" });
    const results = await times(200, () => place(accountId));
    await desk.drain();
    const refused = results.filter(({ refusal }) => refusal !== null);
    expect(results.length - refused.length).toBe(50);
    expect(new Set(refused.map(({ refusal }) => refusal?.code))).toEqual(new Set(["insufficient_funds"]));
    expect(await desk.database.order.count({ where: { accountId, status: "rejected" } })).toBe(150);
    await expectCleanBooks();
  });

  it.each<[RiskRule, string]>([
    ["max_open_orders", "10"],
    ["max_orders_per_minute", "10"],
    ["max_position_value", "100"],
  ])("100 orders at once against %s for 10: exactly 10 pass", async (rule, value) => {
    const accountId = await addAccount(desk, trader, { cash: "100000", limits: { [rule]: value } });
    const results = await times(100, () => place(accountId));
    await desk.drain();
    expect(results.filter(({ refusal }) => refusal === null)).toHaveLength(10);
    expect(results.filter(({ refusal }) => refusal?.code === rule)).toHaveLength(90);
    expect(await desk.database.breach.count({ where: { accountId, rule } })).toBe(90);
    await expectCleanBooks();
  });

  it("a halt in the middle of 1,000 submissions is in force at its commit, and within a second", async () => {
    const accountId = await addAccount(desk, trader, { cash: "1000000" });
    let submitted = 0;
    let acceptedAtCommit = -1;
    let waitedMs = Number.POSITIVE_INFINITY;
    let halt = { id: "" };
    const storm = times(16, async () => {
      const results: SubmitOrderResult[] = [];
      while (submitted < 1_000) {
        submitted += 1;
        if (submitted === 300) void stop();
        results.push(await place(accountId));
      }
      return results;
    });
    let stopped: Promise<void> = Promise.resolve();
    function stop(): Promise<void> {
      stopped = (async () => {
        const began = performance.now();
        const real = adminDesk.contextFor({ user: admin });
        // Looks while the halt still has the desk to itself: whatever was accepted before it has committed.
        const transact: Context["transact"] = (work) =>
          real.transact(async (tx) => {
            const result = await work(tx);
            acceptedAtCommit = await tx.auditEvent.count({ where: { accountId, action: "order.submit" } });
            return result;
          });
        halt = await setHalt({ ctx: { ...real, transact }, input: { accountId: null, reason: "Storm" } });
        waitedMs = performance.now() - began;
      })();
      return stopped;
    }
    const results = (await storm).flat();
    await stopped;
    await desk.drain();

    const accepted = results.filter(({ refusal }) => refusal === null).length;
    expect(accepted).toBe(acceptedAtCommit);
    expect(accepted).toBeGreaterThan(0);
    const codes = new Set(results.flatMap(({ refusal }) => (refusal === null ? [] : [refusal.code])));
    expect(codes).toEqual(new Set(["halted"]));
    expect(results.length - accepted).toBeGreaterThan(100);
    expect(waitedMs).toBeLessThan(1_000);
    await liftHalt({ ctx: adminDesk.contextFor({ user: admin }), input: { haltId: halt.id, reason: "Over" } });
    const after = await place(accountId);
    expect(after.refusal).toBeNull();
    await desk.drain();
    await expectCleanBooks();
  });

  it("sends an order while another of the same account is being booked, so that the two never wait for each other", async () => {
    const accountId = await addAccount(desk, trader, { cash: "100" });
    desk.flags["orders.eager_dispatch"] = false;
    const [booked, sent] = [await place(accountId), await place(accountId)];
    const claim = await adminDesk.database.$transaction(async (tx) => {
      await openExecution(tx, booked.order.id, "unheard of");
      return claimDispatch(desk.database, sent.order.id);
    });
    expect(claim).toMatchObject({ claimed: true });
  });

  it("two editors of one limit: one wins, the other hears what it is now", async () => {
    const accountId = await addAccount(desk, trader, { cash: "100" });
    const edits = await Promise.allSettled(
      ["11", "22"].map((value) =>
        setLimit({
          ctx: adminDesk.contextFor({ user: admin }),
          input: { accountId, rule: "max_open_orders", value: dec(value), version: 1, reason: "Race" },
        }),
      ),
    );
    const won = edits.flatMap((edit) => (edit.status === "fulfilled" ? [edit.value] : []));
    const lost = edits.flatMap((edit) => (edit.status === "rejected" ? [edit.reason] : []));
    expect(won).toHaveLength(1);
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({
      code: "stale_version",
      extra: { current: { version: 2, value: won[0]?.value.toFixed() } },
    });
  });
});

/** With keys in one order: a stored answer comes back from JSONB, which keeps its own. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
