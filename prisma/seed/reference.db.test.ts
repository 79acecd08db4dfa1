/** The reference seed on a real database: two years of market at the first start, nothing at the second, and never another market. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { seedReference } from "./reference.ts";

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ url: test.appUrl, connectionsMax: 4 });
  await seedReference(database, { market: "simulated", seed: "7" });
});
afterAll(async () => {
  await database.$disconnect();
  await test.drop();
});

const counts = async () => ({
  assets: await database.asset.count(),
  bars: await database.bar.count(),
  flags: await database.flag.count(),
  accounts: await database.account.count(),
});

describe("the reference seed", () => {
  it("gives every instrument two years of days, five days of minutes and a first quote", async () => {
    const rows = await database.$queryRaw<{ symbol: string; days: number; minutes: number; quoted: boolean }[]>`
      select symbol, count(*) filter (where interval = '1d')::int as days, count(*) filter (where interval = '1m')::int as minutes,
        exists (select 1 from quote where asset_id = a.id and ask > bid) as quoted
      from asset a left join bar on asset_id = a.id where a.kind = 'instrument' group by a.id`;
    expect(rows.length).toBe(32);
    expect(rows.every(({ days, minutes, quoted }) => days >= 730 && minutes >= 5 * 1_380 && quoted)).toBe(true);
    expect(await counts()).toMatchObject({ assets: 33, flags: 3, accounts: 7 });
  });

  it("changes nothing at the next start", async () => {
    const before = await counts();
    await database.flag.update({ where: { key: "ui.live_stream" }, data: { enabled: false } });
    await seedReference(database, { market: "simulated", seed: "7" });
    expect(await counts()).toEqual(before);
    expect(await database.flag.findUnique({ where: { key: "ui.live_stream" } })).toMatchObject({ enabled: false });
  });

  it("refuses another market and says where one could be had", async () => {
    await expect(seedReference(database, { market: "replay", seed: "7" })).rejects.toThrow("BALLAST_DATA_DIR");
    await expect(seedReference(database, { market: "simulated", seed: "8" })).rejects.toThrow("simulated:7");
  });
});
