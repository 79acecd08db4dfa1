/** The examples of docs/imports.md import as they stand, and the page names what there is. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ACTIVITY_NAMES, plainName, readColumns } from "#lib/domain/imports/columns.ts";
import { ACTIVITY_FIELDS, type ActivityField } from "#lib/domain/imports/import-row.ts";
import { openDesk, type TestDesk } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { addBook, importFile, importPrices } from "#lib/testing/imports/import-desk.ts";

const page = readFileSync(new URL("../../../docs/imports.md", import.meta.url), "utf8");
const [activities = "", prices = ""] = [...page.matchAll(/```csv\n([\s\S]*?)```/g)].map(([, example = ""]) => example);

let database: TestDatabase;
let desk: TestDesk;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "AAPL", price: "190" });
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

it("its files import without a refused row", async () => {
  const user = await addUser(desk.database, "trader");
  const accountId = await addBook(desk, user);
  expect(await importFile(desk, activities, { accountId, user })).toMatchObject({
    status: "published",
    accepted: 8,
    refused: 0,
  });
  expect(await importPrices(desk, prices, { accountId, user })).toMatchObject({
    status: "published",
    accepted: 3,
    refused: 0,
  });
});

it("names every column, and every other name that is read", () => {
  const rows = new Map(
    [...page.matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm)].map(([, field = "", names = ""]) => [field, names]),
  );
  expect([...rows.keys()].sort()).toEqual([...ACTIVITY_FIELDS].sort());
  for (const field of ACTIVITY_FIELDS) {
    const named = (rows.get(field) ?? "")
      .split(",")
      .map((name) => plainName(name))
      .filter((name) => name !== "");
    expect(named.toSorted()).toEqual([...ACTIVITY_NAMES[field]].sort());
    for (const name of (rows.get(field) ?? "").split(",").map((one) => one.trim())) {
      if (name === "") continue;
      const read = readColumns([name], ACTIVITY_NAMES);
      expect(read.ok && read.value.placeOf[field as ActivityField]).toBe(0);
    }
  }
});
