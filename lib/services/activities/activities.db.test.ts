/** Activities by hand: judged like a row of a file, listed with the fills of orders, and taken back by what stands beside them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { openAccount } from "../accounts/open-account.ts";
import { type AddActivityInput, addActivity } from "./add-activity.ts";
import { getActivity, listActivities } from "./list-activities.ts";
import { reverseActivity } from "./reverse-activity.ts";

let database: TestDatabase;
let desk: TestDesk;
let owner: TestUser;
let stranger: TestUser;
let accountId: AccountId;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl, { connectionsMax: 4 });
  await seedTestMarket(desk.database);
  owner = await addUser(desk.database, "trader");
  stranger = await addUser(desk.database, "trader");
  const input = { name: "By hand", cash: dec("1000") };
  ({ id: accountId } = await openAccount({ ctx: desk.contextFor({ user: owner }), input }));
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

const add = (input: Omit<AddActivityInput, "accountId">, user = owner) =>
  addActivity({ ctx: desk.contextFor({ user }), input: { accountId, ...input } });
const list = (input: Partial<Parameters<typeof listActivities>[0]["input"]> = {}) =>
  listActivities({ ctx: desk.contextFor({ user: owner }), input: { accountId, ...input } });

describe("an activity by hand", () => {
  it("is booked with what it moved, and makes a symbol that nobody knows for its account alone", async () => {
    const bought = await add({
      type: "buy",
      date: "2024-01-03",
      symbol: "FIRS",
      quantity: "4",
      unitPrice: "12.5",
      fee: "1",
    });
    expect(bought).toMatchObject({
      ...{ kind: "activity", type: "buy", day: "2024-01-03", symbol: "FIRS", currency: "USD", quantity: "4" },
      ...{ price: "12.5", gross: "50", fee: "1", cash: "-51", importId: null, orderId: null, reversedById: null },
    });
    const asset = await desk.database.asset.findUniqueOrThrow({ where: { id: bought.instrumentId ?? "" } });
    expect(asset.ownerAccountId).toBe(accountId);
  });

  it("is refused at its field, in the words of the form", async () => {
    await expect(
      add({ type: "sell", date: "2024-01-04", symbol: "FIRS", quantity: "5", unitPrice: "1" }),
    ).rejects.toMatchObject({ code: "invalid", errors: [{ pointer: "/quantity" }] });
    await expect(add({ type: "dividend", date: "2024-01-04", amount: "1" })).rejects.toMatchObject({
      errors: [{ pointer: "/symbol" }],
    });
    await expect(add({ type: "withdrawal", date: "2024-01-04", amount: "5000" })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("may say the same as another one of its day: two equal deposits are two", async () => {
    const one = await add({ type: "deposit", date: "2024-02-01", amount: "10" });
    const two = await add({ type: "deposit", date: "2024-02-01", amount: "10" });
    expect(one.id).not.toBe(two.id);
  });

  it("is taken back once, by a reversal that moves the opposite", async () => {
    const fee = await add({ type: "fee", date: "2024-03-01", amount: "2.5" });
    const ctx = desk.contextFor({ user: owner });
    const back = await reverseActivity({ ctx, input: { id: fee.id, reason: "A slip" } });
    expect(back).toMatchObject({ type: "reversal", reversesId: fee.id, cash: "2.5", day: "2024-03-01" });
    expect(await getActivity({ ctx, input: { id: fee.id } })).toMatchObject({ reversedById: back.id });
    await expect(reverseActivity({ ctx, input: { id: fee.id, reason: "Again" } })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(reverseActivity({ ctx, input: { id: back.id, reason: "Back" } })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("belongs to the members of its account, and does not exist for anybody else", async () => {
    await expect(add({ type: "deposit", date: "2024-02-01", amount: "1" }, stranger)).rejects.toMatchObject({
      code: "not_found",
    });
    const { items } = await list();
    const input = { id: items[0]?.id ?? "" };
    await expect(getActivity({ ctx: desk.contextFor({ user: stranger }), input })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the list of activities", () => {
  it("comes newest first, page by page, and loses none on the way", async () => {
    const { items: all } = await list({ limit: 200 });
    const days = all.map(({ effectiveAt }) => effectiveAt);
    expect(days).toEqual(days.toSorted().toReversed());
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await list({ limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  it("is filtered by type, symbol and the account's days", async () => {
    expect((await list({ type: "deposit", to: "2024-12-31" })).items).toHaveLength(2);
    expect((await list({ symbol: "FIRS" })).items.map(({ type }) => type)).toEqual(["buy"]);
    expect((await list({ from: "2024-02-01", to: "2024-02-01" })).items).toHaveLength(2);
    expect((await list({ from: "2024-02-02", to: "2024-02-28" })).items).toEqual([]);
  });
});
