/** The demo is made of true things: it shows every state there is, lies inside the generated bars, and its books are clean. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { asSystem } from "#lib/services/as-system.ts";
import { verify } from "#lib/services/proof/verify.ts";
import { openDesk, type TestDesk } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { seedDemo } from "./demo.ts";
import { DEMO_USERS } from "./demo-users.ts";
import { seedReference } from "./reference.ts";

let test: TestDatabase;
let desk: TestDesk;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ url: test.appUrl, connectionsMax: 4 });
  await seedReference(database, { market: "simulated", seed: "1" });
  await seedDemo({ url: test.appUrl });
  desk = await openDesk(test.appUrl);
});
afterAll(async () => {
  await desk.close();
  await database.$disconnect();
  await test.drop();
});

describe("the demo", () => {
  it("passes the proof", async () => {
    const { findings, counts } = await verify({ ctx: asSystem(desk.contextFor()), input: {} });
    expect(findings).toEqual([]);
    expect(counts.accounts).toBe(2);
    expect(counts.executions).toBeGreaterThan(50);
  });

  it("has orders in every state that people meet", async () => {
    const groups = await database.order.groupBy({ by: ["status"], _count: true });
    const count = Object.fromEntries(groups.map((group) => [group.status, group._count]));
    expect(count).toMatchObject({
      filled: expect.any(Number),
      new: expect.any(Number),
      partially_filled: expect.any(Number),
      canceled: expect.any(Number),
      expired: expect.any(Number),
      rejected: expect.any(Number),
    });
    const refusals = await database.order.findMany({ where: { status: "rejected" }, select: { rejectReason: true } });
    expect(new Set(refusals.map(({ rejectReason }) => rejectReason))).toEqual(
      new Set(["max_order_value", "halted", "notional_disabled", "insufficient_funds", "short_not_allowed"]),
    );
  });

  it("fills inside the bar of its time", async () => {
    const outside = await database.$queryRaw<unknown[]>`
      select e.symbol, e.price::text, e.effective_at from execution e
      where not exists (select 1 from bar b where b.asset_id = e.asset_id and b.interval = '1d'
        and b.trading_day = venue_day(e.effective_at) and e.price between b.low and b.high)`;
    expect(outside).toEqual([]);
  });

  it("has a breach, a lifted halt, an edited limit, a toggled flag, a revoked key and a second deposit", async () => {
    expect(await database.breach.count()).toBeGreaterThan(0);
    expect(await database.halt.count({ where: { liftedAt: null } })).toBe(0);
    expect(await database.halt.count()).toBe(1);
    expect(await database.riskLimit.count({ where: { version: 2 } })).toBe(1);
    expect(
      await database.flag.findMany({ where: { version: { gt: 1 } }, select: { enabled: true, version: true } }),
    ).toEqual([{ enabled: true, version: 3 }]);
    expect(await database.apiKey.count({ where: { revokedAt: { not: null } } })).toBe(1);
    expect(await database.journal.count({ where: { kind: "deposit" } })).toBe(3);
  });

  it("reaches into the last hour, then leaves the market in the present", async () => {
    const state = await database.marketState.findUniqueOrThrow({ where: { id: 1 } });
    expect([state.venueAt, state.state]).toEqual([null, {}]);
    const latest = await database.execution.findFirstOrThrow({ orderBy: { effectiveAt: "desc" } });
    const ageMs = state.startedAt.getTime() - latest.effectiveAt.getTime();
    expect(ageMs).toBeGreaterThan(0);
    expect(ageMs).toBeLessThan(3_600_000);
    const quotes = await database.quote.findMany();
    expect(quotes.every(({ venueAt }) => venueAt.getTime() === state.startedAt.getTime())).toBe(true);
  });

  it("draws a curve: a point a day and finer ones for the last day", async () => {
    const accounts = await database.account.findMany({ where: { kind: "paper" } });
    for (const { id: accountId } of accounts) {
      expect(await database.equityPoint.count({ where: { accountId, interval: "1d" } })).toBe(97);
      expect(await database.equityPoint.count({ where: { accountId, interval: "1m" } })).toBeGreaterThan(90);
      expect(await database.accountDay.count({ where: { accountId } })).toBe(97);
    }
  });

  it("is not made again where there are people", async () => {
    await seedDemo({ url: test.appUrl });
    expect(await database.user.count()).toBe(DEMO_USERS.length);
  });
});
