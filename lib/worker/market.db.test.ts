/** The simulated market on a real database: the same seed gives the same prices, and nothing is lost by pauses, restarts and takeovers. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { Context } from "#lib/services/context.ts";
import { openDesk, type TestDesk } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket } from "#lib/testing/fixtures.ts";
import { INSTRUMENTS } from "#prisma/seed/instruments.ts";
import { type Lease, releaseLease, takeLease } from "./lease.ts";
import { loadMarket } from "./load-market.ts";
import { carryOutCommands } from "./market-commands.ts";
import { MARKET_LEASE } from "./market-leader.ts";
import { beat, keepFresh, quoteMarket, stepMarket } from "./publish-market.ts";

const OPTIONS = { profiles: INSTRUMENTS, speed: dec("1") };

interface Opened {
  readonly test: TestDatabase;
  readonly desk: TestDesk;
  readonly lease: Lease;
  readonly ctx: Context;
}

async function openMarket(): Promise<Opened> {
  const test = await createTestDatabase();
  const desk = await openDesk(test.appUrl);
  await seedTestMarket(desk.database);
  for (const symbol of ["AAPL", "GOOG", "BTC/USD"]) await addInstrument(desk.database, { symbol, price: "100" });
  const lease = await takeLease(desk.database, MARKET_LEASE, crypto.randomUUID(), 600_000);
  if (lease === null) throw new Error("a fresh database has no leader");
  return { test, desk, lease, ctx: desk.contextFor() };
}

async function close({ desk, test }: Opened): Promise<void> {
  await desk.close();
  await test.drop();
}

async function quotes({ desk }: Opened) {
  return desk.database.$queryRaw`
    select symbol, bid::text, ask::text, last::text, bid_size::text, ask_size::text, tick::text from quote join asset on id = asset_id order by symbol`;
}

describe("the simulated market", () => {
  let one: Opened;
  let other: Opened;

  beforeAll(async () => {
    [one, other] = [await openMarket(), await openMarket()];
  });
  afterAll(async () => {
    await close(one);
    await close(other);
  });

  it("gives the same quotes for the same seed and steps, also when it was restarted in between", async () => {
    await stepMarket(one.ctx, one.lease, await loadMarket(one.desk.database, OPTIONS), 120);
    await stepMarket(other.ctx, other.lease, await loadMarket(other.desk.database, OPTIONS), 50);
    await stepMarket(other.ctx, other.lease, await loadMarket(other.desk.database, OPTIONS), 70);
    expect(await quotes(one)).toEqual(await quotes(other));
    expect(await quotes(one)).toMatchObject([{ symbol: "AAPL", tick: "120" }, {}, {}]);
  });

  it("catches up after a pause with a bar for every minute, and the same prices as if it had never paused", async () => {
    const { startedAt } = await one.desk.database.marketState.findUniqueOrThrow({ where: { id: 1 } });
    const now = new Date(startedAt.getTime() + 1_000_000);
    const market = await loadMarket(one.desk.database, OPTIONS);
    const ctx = { ...one.ctx, clock: { now: () => now } };
    let beats = 1;
    while ((await beat(ctx, one.lease, market)).behind) beats += 1;
    expect(beats).toBeGreaterThan(1);
    await stepMarket(other.ctx, other.lease, await loadMarket(other.desk.database, OPTIONS), 880);
    expect(await quotes(one)).toEqual(await quotes(other));
    const minutes = await one.desk.database.bar.findMany({
      where: { interval: "1m", asset: { symbol: "AAPL" } },
      orderBy: { startAt: "asc" },
    });
    // The steps of the test before all happened in one minute; after them the pause of 880 seconds.
    const starts = minutes.map((bar) => bar.startAt.getTime()).filter((start) => start > startedAt.getTime() + 120_000);
    expect(starts.length).toBeGreaterThanOrEqual(14);
    expect(starts.slice(1).every((start, index) => start - (starts[index] ?? 0) === 60_000)).toBe(true);
    // The day is made of its minutes, also after a restart.
    const reloaded = (await loadMarket(one.desk.database, OPTIONS)).data
      .current(now)
      .quotes.find((q) => q.symbol === "AAPL");
    const before = market.data.current(now).quotes.find((q) => q.symbol === "AAPL");
    expect(reloaded).toEqual(before);
  });

  it("refuses what a former leader wants to publish", async () => {
    const market = await loadMarket(one.desk.database, OPTIONS);
    await releaseLease(one.desk.database, one.lease);
    const successor = await takeLease(one.desk.database, MARKET_LEASE, crypto.randomUUID(), 600_000);
    expect(successor?.epoch).toBe(one.lease.epoch + 1n);
    const before = await quotes(one);
    await expect(stepMarket(one.ctx, one.lease, market, 1)).rejects.toThrow("no longer held");
    expect(await quotes(one)).toEqual(before);
  });

  it("carries out commands in order, once, and says why one cannot be", async () => {
    const { database } = other.desk;
    const market = await loadMarket(database, OPTIONS);
    await database.marketCommand.createMany({
      data: [
        { kind: "quote", payload: { symbol: "AAPL", bid: "149.99", ask: "150.01", size: "7" } },
        { kind: "quote", payload: { symbol: "NOPE", bid: "1", ask: "2" } },
        { kind: "quote", payload: { symbol: "AAPL", bid: "3", ask: "2" } },
        { kind: "step", payload: { ticks: -1 } },
      ],
    });
    expect(await carryOutCommands(other.ctx, other.lease, market)).toBe(4);
    expect(await carryOutCommands(other.ctx, other.lease, market)).toBe(0);
    expect((await quotes(other)) as object[]).toContainEqual(
      expect.objectContaining({ symbol: "AAPL", bid: "149.990000000000000000", ask_size: "7.000000000000000000" }),
    );
    const errors = (await database.marketCommand.findMany({ orderBy: { id: "asc" } })).map(
      ({ payload }) => (payload as { error?: string }).error,
    );
    expect(errors).toEqual([
      undefined,
      expect.stringContaining("NOPE"),
      expect.stringContaining("bid"),
      expect.stringContaining("ticks"),
    ]);
  });

  it("keeps a quote set by hand through a refresh and a restart, until the next step moves on from it", async () => {
    const market = await loadMarket(other.desk.database, OPTIONS);
    await quoteMarket(other.ctx, other.lease, market, { symbol: "GOOG", bid: "300", ask: "300.5", size: "9" });
    const set = await quotes(other);
    await keepFresh(other.ctx, other.lease, market);
    expect(await quotes(other)).toEqual(set);
    // A crash of PostgreSQL empties the table: it keeps no log.
    await other.desk.database.quote.deleteMany();
    await keepFresh(other.ctx, other.lease, await loadMarket(other.desk.database, OPTIONS));
    expect(await quotes(other)).toEqual(set);
    await stepMarket(other.ctx, other.lease, market, 1);
    const [, , goog] = (await quotes(other)) as { last: string }[];
    expect(
      dec(goog?.last ?? "0")
        .minus("300")
        .abs()
        .lt("3"),
    ).toBe(true);
  });
});
