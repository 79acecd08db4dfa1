/** Lots of long accounts are computed anew by the worker: wished, told, done step by step with the books whole in between, or taken back. */
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { recordTrades } from "#lib/testing/lots/long-book.ts";
import { getAccount } from "../accounts/get-account.ts";
import { setLotMethod } from "../accounts/set-lot-method.ts";
import { recordExecution } from "../orders/record-execution.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { checkReplay } from "../proof/replay-check.ts";
import { verify } from "../proof/verify.ts";
import { advanceLotChange } from "./advance-lot-change.ts";
import { assignLots, getSaleLots } from "./assign-lots.ts";
import { stepMethod } from "./change-method.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
const assets: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  for (const symbol of ["ACME", "BOLT", "CORK"])
    assets.push(await addInstrument(desk.database, { symbol, price: "10" }));
  trader = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

const LONG = [2_700, 2_400, 600];

async function longAccount(counts: readonly number[] = LONG) {
  const accountId = await addAccount(desk, trader, { cash: "1000000" });
  const trades = new Map(counts.map((count, index) => [assets[index] ?? "", count]));
  return { accountId, trades: await recordTrades(desk, accountId, trades) };
}

const set = (accountId: AccountId, method: LotMethod, version = 1) =>
  setLotMethod({ ctx: desk.contextFor({ user: trader }), input: { accountId, method, version, reason: "test" } });

async function advance(accountId: AccountId): Promise<void> {
  const open = await desk.database.lotChange.findFirstOrThrow({ where: { accountId }, orderBy: { createdAt: "desc" } });
  await advanceLotChange({ ctx: desk.contextFor(), input: { changeId: open.id } });
}

async function isClean(accountId: AccountId): Promise<void> {
  const { findings } = await verify({ ctx: desk.contextFor(), input: { accountId } });
  expect(findings).toEqual([]);
}

/** The part of the proof that lots can break. */
async function hasItsLots(accountId: AccountId): Promise<void> {
  expect(await desk.database.$transaction((tx) => checkReplay(tx, [accountId]), { timeout: 30_000 })).toEqual([]);
}

async function realised(accountId: AccountId): Promise<readonly string[]> {
  const rows = await desk.database.position.findMany({
    where: { accountId },
    select: { assetId: true, realised: true },
  });
  return assets.map((id) => rows.find(({ assetId }) => assetId === id)?.realised.toFixed() ?? "none");
}

const refused = (work: Promise<unknown>) =>
  work.then(
    () => "taken",
    (error: { readonly code?: string }) => error.code ?? "unknown",
  );

describe("a change of method of a long account", () => {
  it("is told at once, keeps the old lots until the worker is done, and asks for no new history", async () => {
    const { accountId } = await longAccount([900]);
    const before = await realised(accountId);
    const asked = () => desk.database.performanceAccount.findUniqueOrThrow({ where: { accountId } });
    const { requested } = await asked();
    const told = await set(accountId, "lifo");
    expect([told.lotMethod, told.version]).toEqual(["fifo", 2]);
    expect(told.lotChange).toMatchObject({ kind: "method", method: "lifo", status: "waiting", trades: 900, done: 0 });
    expect(await realised(accountId)).toEqual(before);
    expect(await refused(set(accountId, "hifo", 2))).toBe("busy");
    expect(await refused(set(accountId, "hifo", 1))).toBe("stale_version");
    await advance(accountId);
    const done = await getAccount({ ctx: desk.contextFor({ user: trader }), input: { accountId } });
    expect([done.lotMethod, done.lotChange, done.version]).toEqual(["lifo", null, 2]);
    expect(await realised(accountId)).not.toEqual(before);
    expect((await asked()).requested).toBe(requested);
    await isClean(accountId);
    const audit = await desk.database.auditEvent.findMany({ where: { accountId, action: { contains: "lot" } } });
    expect(audit.map(({ action, actorKind }) => `${action} by ${actorKind}`).sort()).toEqual([
      "account.lots_computed by system",
      "account.set_lot_method by user",
    ]);
  });

  it("has the books whole after each step, and a fill that comes in between is booked by what its position goes by", async () => {
    const { accountId } = await longAccount();
    const orders = [await buy(accountId, "ACME"), await buy(accountId, "CORK")];
    const before = await realised(accountId);
    await set(accountId, "hifo");
    const { id } = await desk.database.lotChange.findFirstOrThrow({ where: { accountId } });
    await stepMethod(desk.contextFor(), { id, accountId, method: "hifo", status: "waiting" });
    const half = await getAccount({ ctx: desk.contextFor({ user: trader }), input: { accountId } });
    expect(half.lotMethod).toBe("fifo");
    expect(half.lotChange?.done).toBeGreaterThan(0);
    expect(half.lotChange?.done).toBeLessThan(half.lotChange?.trades ?? 0);
    await hasItsLots(accountId);
    for (const orderId of orders) await fill(orderId);
    await fill(await sell(accountId, "ACME"));
    await fill(await sell(accountId, "CORK"));
    await hasItsLots(accountId);
    await advance(accountId);
    const rows = await desk.database.position.findMany({ where: { accountId }, select: { lotMethod: true } });
    expect(rows.map(({ lotMethod }) => lotMethod)).toEqual([null, null, null]);
    const after = await realised(accountId);
    for (const [index, figure] of after.entries()) expect(figure).not.toBe(before[index]);
    await hasItsLots(accountId);
  });

  it("goes back where somebody finds that it cannot be, and says why", async () => {
    const { accountId } = await longAccount();
    const before = await realised(accountId);
    await set(accountId, "average");
    const { id } = await desk.database.lotChange.findFirstOrThrow({ where: { accountId } });
    await stepMethod(desk.contextFor(), { id, accountId, method: "average", status: "waiting" });
    expect(await realised(accountId)).not.toEqual(before);
    await desk.database.lotChange.update({ where: { id }, data: { status: "undoing", failure: "It cannot be." } });
    await advanceLotChange({ ctx: desk.contextFor(), input: { changeId: id } });
    const { lotMethod, lotChange } = await getAccount({ ctx: desk.contextFor({ user: trader }), input: { accountId } });
    expect([lotMethod, lotChange?.status, lotChange?.failure, lotChange?.done]).toEqual([
      "fifo",
      "failed",
      "It cannot be.",
      0,
    ]);
    expect(await realised(accountId)).toEqual(before);
    await hasItsLots(accountId);
    expect((await set(accountId, "average", 2)).lotChange?.status).toBe("waiting");
  });

  it("is worked out again where something was booked meanwhile", async () => {
    const { accountId } = await longAccount([600]);
    const order = await buy(accountId, "ACME");
    await set(accountId, "lifo");
    const ctx = desk.contextFor();
    let transactions = 0;
    const meddling: typeof ctx.transact = async (work) => {
      transactions += 1;
      // After it was worked out, and before it is written.
      if (transactions === 2) await fill(order);
      return ctx.transact(work);
    };
    const { id } = await desk.database.lotChange.findFirstOrThrow({ where: { accountId } });
    await advanceLotChange({ ctx: { ...ctx, transact: meddling }, input: { changeId: id } });
    // Worked out and refused, worked out and written, and the end.
    expect(transactions).toBe(5);
    expect((await desk.database.account.findUniqueOrThrow({ where: { id: accountId } })).lotMethod).toBe("lifo");
    await hasItsLots(accountId);
  });
});

describe("lots that are chosen for a sale of a long instrument", () => {
  it("are told at once, and taken by the worker, which asks for a new history", async () => {
    const { accountId, trades } = await longAccount([600]);
    await set(accountId, "specific");
    await advance(accountId);
    const ids = trades.get(assets[0] ?? "") ?? [];
    const [closingId = "", openingId = ""] = [ids[8], ids[7]];
    const ctx = desk.contextFor({ user: trader });
    const choose = (quantity: string) =>
      assignLots({ ctx, input: { accountId, closingId, takes: [{ openingId, quantity: dec(quantity) }] } });
    expect(await refused(choose("4"))).toBe("invalid");
    const told = await choose("2");
    expect(told.change).toMatchObject({ kind: "assignment", closingId, status: "waiting", trades: 600 });
    expect(taken(told, openingId)).toBe("0");
    expect(await refused(choose("1"))).toBe("busy");
    const { requested } = await desk.database.performanceAccount.findUniqueOrThrow({ where: { accountId } });
    await advance(accountId);
    const sale = await getSaleLots({ ctx, input: { accountId: asId<AccountId>(accountId), closingId } });
    expect([sale.change, taken(sale, openingId)]).toEqual([null, "2"]);
    const after = await desk.database.performanceAccount.findUniqueOrThrow({ where: { accountId } });
    expect(after.requested).toBe(requested + 1n);
    await isClean(accountId);
  });

  it("are chosen only together with the lots that follow from them, also where something was booked meanwhile", async () => {
    const { accountId, trades } = await longAccount([600]);
    const order = await buy(accountId, "ACME");
    await set(accountId, "specific");
    await advance(accountId);
    const ids = trades.get(assets[0] ?? "") ?? [];
    const [closingId = "", openingId = ""] = [ids[8], ids[7]];
    const takes = [{ openingId, quantity: dec("2") }];
    await assignLots({ ctx: desk.contextFor({ user: trader }), input: { accountId, closingId, takes } });
    const ctx = desk.contextFor();
    const chosen = () => desk.database.lotAssignment.count({ where: { accountId } });
    const seen: number[] = [];
    const meddling: typeof ctx.transact = async (work) => {
      if (seen.length === 1) await fill(order);
      seen.push(await chosen());
      await hasItsLots(accountId);
      return ctx.transact(work);
    };
    const { id } = await desk.database.lotChange.findFirstOrThrow({ where: { accountId, status: "waiting" } });
    await advanceLotChange({ ctx: { ...ctx, transact: meddling }, input: { changeId: id } });
    // Worked out and refused, worked out and written.
    expect([...seen, await chosen()]).toEqual([0, 0, 0, 0, 1]);
    await hasItsLots(accountId);
  });

  it("are wished without reading the history while the account is locked", async () => {
    const { accountId, trades } = await longAccount([600]);
    await set(accountId, "specific");
    await advance(accountId);
    const ids = trades.get(assets[0] ?? "") ?? [];
    const [closingId = "", openingId = ""] = [ids[8], ids[7]];
    const ctx = desk.contextFor({ user: trader });
    const statements: string[] = [];
    const listening: typeof ctx.transact = (work) =>
      ctx.transact((tx) => {
        const ask = tx.$queryRaw.bind(tx);
        const $queryRaw = ((query: TemplateStringsArray, ...values: unknown[]) => {
          statements.push(query.join("?"));
          return ask(query, ...values);
        }) as typeof tx.$queryRaw;
        return work(new Proxy(tx, { get: (of, name) => (name === "$queryRaw" ? $queryRaw : Reflect.get(of, name)) }));
      });
    const takes = [{ openingId, quantity: dec("2") }];
    const told = await assignLots({
      ctx: { ...ctx, transact: listening },
      input: { accountId, closingId, takes },
    });
    expect(statements.filter((text) => text.includes("from lot_change"))).not.toEqual([]);
    expect(statements.filter((text) => text.includes("from execution"))).toEqual([]);
    expect(told).toEqual(await getSaleLots({ ctx, input: { accountId, closingId } }));
  });
});

function taken({ openings }: Awaited<ReturnType<typeof getSaleLots>>, openingId: string): string | undefined {
  return openings.find((each) => each.openingId === openingId)?.taken.toFixed();
}

const buy = (accountId: AccountId, symbol: string) => order(accountId, symbol, "buy");
const sell = (accountId: AccountId, symbol: string) => order(accountId, symbol, "sell");

async function order(accountId: AccountId, symbol: string, side: "buy" | "sell") {
  const ticket = { symbol, side, type: "limit", timeInForce: "gtc", notional: null, ...SIMPLE_TERMS } as const;
  const input = { ...ticket, accountId, quantity: dec("4"), limitPrice: dec("10") };
  const { order: placed } = await submitOrder({ ctx: desk.contextFor({ user: trader }), input });
  await desk.drain();
  return placed.id;
}

async function fill(orderId: Awaited<ReturnType<typeof order>>): Promise<void> {
  const booked = { quantity: dec("4"), price: dec("10"), fee: dec("0.5"), at: new Date() };
  await recordExecution({ ctx: desk.contextFor(), input: { orderId, venueExecutionId: uuidv7(), ...booked } });
}
