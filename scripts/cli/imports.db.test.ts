/** Imports and exports from the command line: a process with a file, its words and its exit code. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk, type TestDesk } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { addBook, fileOf } from "#lib/testing/imports/import-desk.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

let database: TestDatabase;
let desk: TestDesk;
let folder: string;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl, { connectionsMax: 2 });
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "AAPL", price: "10" });
  accountId = await addBook(desk, await addUser(desk.database, "trader"));
  folder = mkdtempSync(join(tmpdir(), "ballast-import-"));
});
afterAll(async () => {
  await desk.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function ballast(...args: readonly string[]) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { NODE_ENV: "test" as const, PATH: process.env["PATH"] ?? "", DATABASE_URL: database.appUrl };
    execFile(process.execPath, [MAIN, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

it("says what is wrong with a row, imports what is right, undoes it, and writes what imports again", {
  timeout: 300_000,
}, async () => {
  const buy = { date: "2024-01-03", type: "BUY", symbol: "AAPL", quantity: "10", unitPrice: "100" };
  const bad = file("bad.csv", fileOf(buy, { ...buy, quantity: "ten" }));
  const refused = await ballast("import", "activities", bad, "--account", accountId);
  expect(refused).toMatchObject({ code: 1, err: "" });
  expect(refused.out).toMatch(/3 +quantity +is "ten", not a number/);
  expect(refused.out).toContain("2 rows: 1 accepted, 0 there already, 1 refused");
  const good = file("good.csv", fileOf(buy));
  expect(await ballast("import", "activities", good, "--account", accountId, "--dry-run")).toMatchObject({ code: 0 });
  const done = await ballast("import", "activities", good, "--account", accountId, "--json");
  expect(JSON.parse(done.out)).toMatchObject({ status: "published", accepted: 1 });
  const prices = file("prices.csv", "symbol,date,close\nAAPL,2024-01-03,101\n");
  expect(await ballast("import", "prices", prices, "--basis", "as-traded", "--account", accountId)).toMatchObject({
    code: 0,
  });
  const out = join(folder, "out.csv");
  expect(await ballast("export", "--account", accountId, "--out", out)).toMatchObject({ code: 0 });
  expect(readFileSync(out, "utf8").split("\n")[1]).toContain("2024-01-03,BUY,AAPL,10,100,1000,");
  expect((await ballast("import", "activities", out, "--account", accountId)).out).toContain(
    "0 accepted, 1 there already",
  );
  expect((await ballast("import", "undo", JSON.parse(done.out).id)).out).toContain("is undone: 1 rows were taken back");
});
