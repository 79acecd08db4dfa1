/** The demo on a replay: its people are there from the first start, and their accounts belong to the bars that are imported. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openAccount } from "#lib/services/accounts/open-account.ts";
import { asSystem } from "#lib/services/as-system.ts";
import { importBars } from "#lib/services/market/import-bars.ts";
import { openDesk, type TestDesk } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { seedDemo } from "./demo.ts";
import { DEMO_USERS } from "./demo-users.ts";
import { seedReference } from "./reference.ts";

let test: TestDatabase;
let desk: TestDesk;

beforeAll(async () => {
  test = await createTestDatabase();
  desk = await openDesk(test.appUrl);
  await seedReference(desk.database, { market: "replay", seed: "1" });
  await seedDemo({ url: test.appUrl });
});
afterAll(async () => {
  await desk.close();
  await test.drop();
});

const paperAccounts = () => desk.database.account.findMany({ where: { kind: "paper" } });

it("has the people whose sign-ins the start prints, and no accounts or prices before bars are imported", async () => {
  const users = await desk.database.user.findMany({ select: { email: true, passwordHash: true } });
  expect(users.map(({ email }) => email).sort()).toEqual(DEMO_USERS.map(({ email }) => email).sort());
  expect(users.every(({ passwordHash }) => passwordHash !== null)).toBe(true);
  expect(await paperAccounts()).toEqual([]);
  expect(await desk.database.quote.count()).toBe(0);
});

it("is made once", async () => {
  await seedDemo({ url: test.appUrl });
  expect(await desk.database.user.count()).toBe(DEMO_USERS.length);
});

it("binds an account to the replay, at the imported bars' own time", async () => {
  const ctx = asSystem(desk.contextFor());
  const header = ["Date", "Open", "High", "Low", "Close", "Volume"];
  const rows = [["2004-08-19", "50", "52", "48", "51", "1000"]];
  await importBars({ ctx, input: { symbol: "GOOG", header, rows, sha256: "ab".repeat(32) } });
  const owner = await desk.database.user.findFirstOrThrow({ where: { role: "trader" } });
  await openAccount({ ctx, input: { name: "History", ownerId: owner.id as never } });
  const [account] = await paperAccounts();
  expect(account).toMatchObject({ marketSource: "replay" });
  expect(account?.openedAt.toISOString().slice(0, 10)).toBe("2004-08-19");
});
