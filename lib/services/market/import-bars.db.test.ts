/** Importing real bars on a real database: whole or not at all, once, and then played as the market that orders fill in. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPaperBroker } from "#lib/adapters/brokers/paper/paper-broker.ts";
import { readCsv } from "#lib/adapters/market-data/read-csv.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import { openDesk, type TestDesk } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addUser } from "#lib/testing/fixtures.ts";
import { takeLease } from "#lib/worker/lease.ts";
import { loadMarket } from "#lib/worker/load-market.ts";
import { stepMarket } from "#lib/worker/publish-market.ts";
import { matchVenueOnce } from "#lib/worker/venue-leader.ts";
import { seedReference } from "#prisma/seed/reference.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { importBars } from "./import-bars.ts";

let test: TestDatabase;
let desk: TestDesk;

beforeAll(async () => {
  test = await createTestDatabase();
  desk = await openDesk(test.appUrl);
  await seedReference(desk.database, { market: "replay", seed: "1" });
});
afterAll(async () => {
  await desk.close();
  await test.drop();
});

const importText = (symbol: string, text: string) =>
  importBars({ ctx: desk.contextFor(), input: { symbol, ...readCsv(Buffer.from(text)) } });

const GOOD = "volume,CLOSE,low,high,open,date\n1000,10.5,9.75,11,10,2024-03-28\n2000,11.25,10,12,10.5,2024-04-01\n";

describe("an import of bars", () => {
  it("takes columns in any case and order, makes the instrument, and is audited", async () => {
    const imported = await importText("ACME", GOOD);
    expect(imported).toMatchObject({
      symbol: "ACME",
      rows: 2,
      fromDay: "2024-03-28",
      toDay: "2024-04-01",
      changed: true,
    });
    const bars = await desk.database.bar.findMany({
      where: { assetId: imported.instrumentId },
      orderBy: { startAt: "asc" },
    });
    expect(bars.map((bar) => [bar.source, bar.interval, bar.close.toFixed()])).toEqual([
      ["replay", "1d", "10.5"],
      ["replay", "1d", "11.25"],
    ]);
    expect(
      await desk.database.auditEvent.count({ where: { action: "market.import", entityId: imported.instrumentId } }),
    ).toBe(1);
  });

  it("changes nothing when the same file comes again", async () => {
    const again = await importText("ACME", GOOD);
    expect(again.changed).toBe(false);
    expect(await desk.database.barImport.count({ where: { assetId: again.instrumentId } })).toBe(1);
    expect(
      await desk.database.auditEvent.count({ where: { action: "market.import", entityId: again.instrumentId } }),
    ).toBe(1);
  });

  it("names every bad row by its line and imports nothing of the file", async () => {
    const bad = `${GOOD}5,x,1,2,1,2024-04-02\n\n5,1,2,1,1,2024-04-03\n5,1\n`;
    await expect(importText("BADCO", bad)).rejects.toMatchObject({
      code: "invalid",
      errors: [
        { pointer: "line 4, Close" },
        { pointer: "line 6, High" },
        { pointer: "line 7", detail: expect.stringContaining("2 cells") },
      ],
    });
    expect(await desk.database.asset.count({ where: { symbol: "BADCO" } })).toBe(0);
  });

  it("needs its own permission", async () => {
    const viewer = await addUser(desk.database, "viewer");
    const call = importBars({
      ctx: desk.contextFor({ user: viewer }),
      input: { symbol: "ACME", ...readCsv(Buffer.from(GOOD)) },
    });
    await expect(call).rejects.toMatchObject({ code: "forbidden" });
  });
});

const folder = process.env.BALLAST_TEST_DATA;
const file = folder === undefined ? "" : join(folder, "GOOG.csv");

describe.skipIf(!existsSync(file))("real prices", () => {
  it("are imported, replayed, and an order fills inside the day's bar and is booked on its date", async () => {
    const { database } = desk;
    await database.marketState.update({ where: { id: 1 }, data: { venueAt: null, state: {} } });
    await importBars({ ctx: desk.contextFor(), input: { symbol: "GOOG", ...readCsv(readFileSync(file)) } });
    const asset = await database.asset.findFirstOrThrow({ where: { symbol: "GOOG" } });
    const lease = (await takeLease(database, "market", crypto.randomUUID(), 600_000)) ?? { name: "market", epoch: 0n };
    const venue = (await takeLease(database, "venue", crypto.randomUUID(), 600_000)) ?? { name: "venue", epoch: 0n };
    const market = await loadMarket(database, { profiles: [], speed: dec("3600") });
    await stepMarket(desk.contextFor(), lease, market, 2);
    const trader = await addUser(database, "trader");
    const accountId = await addAccount(desk, trader, { cash: "10000" });
    const ctx = { ...desk.contextFor({ user: trader }), broker: createPaperBroker(database) };
    const ticket = {
      symbol: "GOOG",
      side: "buy",
      type: "market",
      timeInForce: "day",
      quantity: dec("10"),
      notional: null,
      limitPrice: null,
      ...SIMPLE_TERMS,
    } as const;
    const { order } = await submitOrder({ ctx, input: { ...ticket, accountId } });
    await desk.drain();
    await matchVenueOnce({ ...ctx, ...desk.contextFor() }, { lease: venue.name, epoch: venue.epoch });
    const booked = await database.execution.findFirstOrThrow({ where: { orderId: order.id } });
    const [bar] = await database.bar.findMany({ where: { assetId: asset.id }, orderBy: { startAt: "asc" }, take: 1 });
    const price = dec(booked.price.toFixed());
    expect(price.gte(dec(bar?.low.toFixed() ?? "0")) && price.lte(dec(bar?.high.toFixed() ?? "0"))).toBe(true);
    expect(booked.effectiveAt.toISOString()).toBe("2004-08-19T15:30:00.000Z");
    const cash = await database.balance.findFirstOrThrow({ where: { accountId, asset: { symbol: "USD" } } });
    expect(toPlain(dec(cash.posted.toFixed()))).toBe(toPlain(dec("10000").minus(price.times(10))));
  });
});
