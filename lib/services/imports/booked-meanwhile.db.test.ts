/** What publishing and undoing write is worked out before the account is locked: whatever is booked in between is in it all the same. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { addBook, fileOf, importFile } from "#lib/testing/imports/import-desk.ts";
import type { Context } from "../context.ts";
import { verify } from "../proof/verify.ts";
import { advanceImport } from "./advance-import.ts";
import { publishImport } from "./publish-import.ts";
import { undoImport } from "./undo-import.ts";

let database: TestDatabase;
let desk: TestDesk;
let user: TestUser;

const DEPOSIT = { date: "2024-01-02", type: "DEPOSIT", amount: "10000" };
const BUY = { date: "2024-01-10", type: "BUY", symbol: "AAPL", quantity: "10", unitPrice: "100" };
const SELL = { date: "2024-01-12", type: "SELL", symbol: "AAPL", quantity: "4", unitPrice: "110" };
const UNKNOWN = { date: "2024-01-11", type: "BUY", symbol: "NEWCO", quantity: "3", unitPrice: "7" };
const OTHERS = fileOf({ ...BUY, date: "2024-01-09", unitPrice: "90", quantity: "2" }, { ...UNKNOWN, quantity: "5" });

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "AAPL", price: "100" });
  user = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

/** Before its transaction of that number another import of the account comes. */
function interrupted(accountId: AccountId, transaction: number): Context {
  const ctx = desk.contextFor();
  let begun = 0;
  return {
    ...ctx,
    transact: async (work) => {
      begun += 1;
      if (begun === transaction) {
        expect(await importFile(desk, OTHERS, { accountId, user })).toMatchObject({ status: "published" });
      }
      return ctx.transact(work);
    },
  };
}

async function unitsOf(accountId: AccountId): Promise<Record<string, string>> {
  const rows = await desk.database.position.findMany({ where: { accountId }, include: { asset: true } });
  return Object.fromEntries(rows.map(({ asset, quantity }) => [asset.symbol, quantity.toString()]));
}

async function proven(): Promise<void> {
  const { findings } = await verify({ ctx: desk.contextFor(), input: {} });
  expect(findings).toEqual([]);
}

// The first looks whether there is anything to stage; the last one writes.
it.each([2, 3])(
  "an import that another one of the account overtakes is published with it, on the same instruments (%i)",
  async (transaction) => {
    const accountId = await addBook(desk, user);
    const staged = await importFile(desk, fileOf(DEPOSIT, BUY, SELL, UNKNOWN), { accountId, user, dryRun: true });
    const place = { importId: staged.id, kind: "activities", skipRefused: false } as const;
    await publishImport({ ctx: desk.contextFor({ user }), input: place });
    await advanceImport({ ctx: interrupted(accountId, transaction), input: { importId: staged.id } });
    const { status } = await desk.database.fileImport.findUniqueOrThrow({ where: { id: staged.id } });
    expect(status).toBe("published");
    expect(await unitsOf(accountId)).toEqual({ AAPL: "8", NEWCO: "8" });
    expect(await desk.database.asset.count({ where: { ownerAccountId: accountId } })).toBe(1);
    await proven();
  },
);

it("an import that is undone while another one comes leaves what that one brought", async () => {
  const accountId = await addBook(desk, user);
  const first = await importFile(desk, fileOf(DEPOSIT, BUY, SELL, UNKNOWN), { accountId, user });
  const place = { importId: first.id, kind: "activities", reason: "Another file" } as const;
  await undoImport({ ctx: desk.contextFor({ user }), input: place });
  await advanceImport({ ctx: interrupted(accountId, 2), input: { importId: first.id } });
  const { status } = await desk.database.fileImport.findUniqueOrThrow({ where: { id: first.id } });
  expect(status).toBe("undone");
  expect(await unitsOf(accountId)).toEqual({ AAPL: "2", NEWCO: "5" });
  await proven();
});
