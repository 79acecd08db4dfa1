/** The scheduled proof: what is planted as the database's owner is found, named and stopped, once; what heals by itself is nothing. */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId, OrderId } from "#lib/domain/shared/ids.ts";
import { deposit } from "#lib/services/accounts/deposit.ts";
import type { Context } from "#lib/services/context.ts";
import { liftHalt } from "#lib/services/halts/lift-halt.ts";
import { recordExecution } from "#lib/services/orders/record-execution.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { getPortfolioSummary } from "#lib/services/portfolio/get-summary.ts";
import { getProof } from "#lib/services/proof/get-proof.ts";
import { requestProof } from "#lib/services/proof/request-proof.ts";
import type { PassResult } from "#lib/services/proof/run-pass.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import { forgetLooks, openIntruder, damage as plant } from "#lib/testing/intruder.ts";
import { forgetOldPasses, proveEachMinute, proveNightly, proveOnRequest } from "./reconcile.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let admin: TestUser;
let assetId: string;
let intruder: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  assetId = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  [trader, admin] = await Promise.all([addUser(desk.database, "trader"), addUser(desk.database, "admin")]);
  intruder = await openIntruder(database);
});
afterAll(async () => {
  await intruder.end();
  await desk.close();
  await database.drop();
});
beforeEach(() => setQuote(desk.database, assetId, "10"));
afterEach(async () => {
  const open = await desk.database.halt.findMany({ where: { liftedAt: null } });
  for (const { id } of open) await lift(id);
  await forgetLooks(intruder);
});

async function pass(ctx: Context = desk.contextFor()): Promise<PassResult> {
  const made = await proveEachMinute(ctx);
  if (made === null) throw new Error("nothing stopped it");
  return made;
}
const lift = (haltId: string) =>
  liftHalt({ ctx: desk.contextFor({ user: admin }), input: { haltId, reason: "Looked at" } });
const haltsOf = (accountId: string | null) => desk.database.halt.findMany({ where: { accountId, liftedAt: null } });
const audited = (action: string) => desk.database.auditEvent.findMany({ where: { action }, orderBy: { id: "asc" } });
const damage = (statement: string, ...values: string[]) => plant(intruder, statement, ...values);

/** Bought five and sold two: one lot that is partly closed. */
async function traded(): Promise<{ accountId: AccountId; journalId: string }> {
  const accountId = await addAccount(desk, trader, { cash: "1000" });
  await fill(await place(accountId, "buy", "5"), "5");
  await fill(await place(accountId, "sell", "2"), "2");
  await desk.drain();
  const { id: journalId } = await desk.database.journal.findFirstOrThrow({ where: { accountId, kind: "trade" } });
  return { accountId, journalId };
}

async function place(accountId: AccountId, side: "buy" | "sell", quantity: string): Promise<OrderId> {
  const terms = { type: "limit", timeInForce: "gtc", notional: null, limitPrice: dec("10"), ...SIMPLE_TERMS } as const;
  const input = { accountId, symbol: "ACME", side, quantity: dec(quantity), ...terms };
  const { order, refusal } = await submitOrder({ ctx: desk.contextFor({ user: trader }), input });
  expect(refusal).toBeNull();
  return order.id;
}

function fill(orderId: OrderId, quantity: string) {
  const amounts = { quantity: dec(quantity), price: dec("10"), fee: dec("0.01") };
  const input = { orderId, venueExecutionId: randomUUID(), ...amounts, at: new Date() };
  return recordExecution({ ctx: desk.contextFor(), input });
}

const refusalOf = async (accountId: AccountId) => {
  const terms = { type: "limit", timeInForce: "gtc", notional: null, limitPrice: dec("9"), ...SIMPLE_TERMS } as const;
  const input = { accountId, symbol: "ACME", side: "buy", quantity: dec("1"), ...terms } as const;
  const { refusal } = await submitOrder({ ctx: desk.contextFor({ user: trader }), input });
  await desk.drain();
  return refusal?.code ?? null;
};

const raisePosting = (journalId: string, by: string) =>
  damage("update posting set amount = amount + $2::numeric where journal_id = $1 and seq = 1", journalId, by);
const raiseLot = (accountId: string, by: string) =>
  damage("update lot set open_quantity = open_quantity + $2::numeric where account_id = $1", accountId, by);

describe("the pass of each minute", () => {
  it("is kept with how much it saw, and proves the books of everybody", async () => {
    const { accountId } = await traded();
    const summary = () => getPortfolioSummary({ ctx: desk.contextFor({ user: trader }), input: { accountId } });
    expect((await summary()).proof).toEqual({ state: "never", at: null, kind: null });
    const { id, findings } = await pass();
    expect(findings).toEqual([]);
    const { state, lastFull, lastPass } = await getProof({ ctx: desk.contextFor({ user: trader }) });
    expect(state).toBe("proven");
    expect(lastFull).toEqual(lastPass);
    expect(lastFull).toMatchObject({ id, kind: "full", occasion: "minute", findings: 0 });
    expect(lastFull?.postings).toBe(await desk.database.posting.count());
    expect((await summary()).proof).toEqual({ state: "proven", at: lastFull?.startedAt, kind: "full" });
    const later = await addAccount(desk, trader);
    const unseen = await getPortfolioSummary({ ctx: desk.contextFor({ user: trader }), input: { accountId: later } });
    expect(unseen.proof).toEqual({ state: "checking", at: null, kind: null });
  });

  it("finds a planted wrong posting, names journal and account, and halts the desk", async () => {
    const { accountId, journalId } = await traded();
    await raisePosting(journalId, "0.01");
    const { findings } = await pass();
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: "journal_sums_to_zero",
        journalId,
        accountId,
        message: "the journal is off by 0.01 USD",
      }),
    );
    const [halt] = await haltsOf(null);
    expect(halt?.reason).toContain("The proof found asset_sums_to_zero: postings of USD sum to 0.01");
    expect(await haltsOf(accountId)).toHaveLength(1);
    const row = (await audited("proof.finding")).find(({ after }) => after?.includes("journal_sums_to_zero"));
    expect(row).toMatchObject({ accountId, actorKind: "system" });
    expect(JSON.parse(row?.after ?? "")).toMatchObject({ journalId, stops: "desk" });
    expect(await desk.database.breach.count({ where: { accountId, rule: "broken_books" } })).toBe(1);
    expect(await refusalOf(await addAccount(desk, trader, { cash: "100" }))).toBe("halted");
    await raisePosting(journalId, "-0.01");
  });

  it("finds a planted wrong lot and halts its account alone", async () => {
    const [{ accountId }, other] = [await traded(), await traded()];
    await raiseLot(accountId, "1");
    const { findings } = await pass();
    expect(new Set(findings.map((finding) => finding.accountId))).toEqual(new Set([accountId]));
    expect(findings.map(({ check }) => check)).toContain("replay_equals_stored");
    const [halt] = await haltsOf(accountId);
    expect(halt?.reason).toMatch(/^The proof found \w+: .*\(account [0-9a-f-]{36}\)/);
    expect([await haltsOf(null), await haltsOf(other.accountId)]).toEqual([[], []]);
    expect([await refusalOf(accountId), await refusalOf(other.accountId)]).toEqual(["halted", null]);
    const proof = (user: TestUser) => getProof({ ctx: desk.contextFor({ user }) });
    expect((await proof(trader)).findings).toContainEqual(
      expect.objectContaining({ check: "replay_equals_stored", stops: "account", accountId }),
    );
    const stranger = await proof(await addUser(desk.database, "trader"));
    expect(stranger).toMatchObject({ state: "broken", findings: [] });
    expect(stranger.openFindings).toBeGreaterThan(0);
    const summary = await getPortfolioSummary({ ctx: desk.contextFor({ user: trader }), input: { accountId } });
    expect(summary.proof.state).toBe("broken");
    await raiseLot(accountId, "-1");
  });

  it("says and stops the same thing once, however often it is seen, and again when its halt is lifted too early", async () => {
    const { accountId } = await traded();
    await raiseLot(accountId, "1");
    await pass();
    const findings = await desk.database.proofFinding.findMany({ where: { accountId } });
    const said = (await audited("proof.finding")).length;
    await pass();
    await pass();
    expect(await desk.database.proofFinding.count({ where: { accountId } })).toBe(findings.length);
    expect(await audited("proof.finding")).toHaveLength(said);
    expect(await desk.database.breach.count({ where: { accountId } })).toBe(1);
    const [first] = await haltsOf(accountId);
    expect(await desk.database.halt.count({ where: { accountId } })).toBe(1);
    await lift(first?.id ?? "");
    await pass();
    expect(await haltsOf(accountId)).toHaveLength(1);
    await raiseLot(accountId, "-1");
  });

  it("closes what has healed, and leaves its halt to a person", async () => {
    const { accountId } = await traded();
    await raiseLot(accountId, "1");
    await pass();
    const open = await desk.database.proofFinding.count({ where: { accountId, closedAt: null } });
    await raiseLot(accountId, "-1");
    const { id } = await pass();
    const closed = await desk.database.proofFinding.findMany({ where: { accountId } });
    expect(closed.map(({ closedPassId }) => closedPassId)).toEqual(closed.map(() => id));
    expect((await audited("proof.closed")).filter((row) => row.accountId === accountId)).toHaveLength(open);
    const [halt] = await haltsOf(accountId);
    await lift(halt?.id ?? "");
    await pass();
    expect(await haltsOf(accountId)).toEqual([]);
    expect(await refusalOf(accountId)).toBeNull();
  });

  it("makes nothing of a mismatch that has gone before the second look", async () => {
    const { accountId, journalId } = await traded();
    await raiseLot(accountId, "1");
    const real = desk.contextFor();
    let looks = 0;
    const transact: Context["transact"] = async (work) => {
      looks += 1;
      if (looks === 1) await raiseLot(accountId, "-1");
      return real.transact(work);
    };
    expect((await pass({ ...real, transact })).findings).toEqual([]);
    expect(looks).toBeGreaterThan(1);
    // Journals are read again under the locks of the accounts that they move.
    await raisePosting(journalId, "1");
    looks = 0;
    const healing: Context["transact"] = async (work) => {
      looks += 1;
      if (looks === 1) await raisePosting(journalId, "-1");
      return real.transact(work);
    };
    expect((await pass({ ...real, transact: healing })).findings).toEqual([]);
    expect(looks).toBeGreaterThan(1);
    expect([await haltsOf(accountId), await haltsOf(null)]).toEqual([[], []]);
    expect(await desk.database.proofFinding.count({ where: { closedAt: null } })).toBe(0);
  });
});

describe("when everything takes too long for each minute", () => {
  /** As if the last full pass had seen very large books. */
  async function slow(): Promise<void> {
    await intruder.query("select pg_stat_force_next_flush()");
    await pass();
    await desk.database.proofPass.updateMany({ data: { durationMs: 6_000 } });
  }

  it("looks at what moved since, and at one that has waited longest", async () => {
    const [moving, still] = [await traded(), await traded()];
    await slow();
    await intruder.query("update proof_account set proved_at = proved_at - interval '1 hour' where account_id = $1", [
      still.accountId,
    ]);
    await deposit({ ctx: desk.contextFor({ user: trader }), input: { accountId: moving.accountId, amount: dec("1") } });
    const { kind, look } = await pass();
    expect(kind).toBe("changed");
    expect(new Set(look.accounts)).toEqual(new Set([moving.accountId, still.accountId]));
    expect(look.counts.accounts).toBe(2);
    const next = await pass();
    expect(next.look.accounts).toHaveLength(1);
    expect(next.look.accounts).not.toContain(still.accountId);
  });

  it("comes to every account in turn, and finds there what nobody touched since", async () => {
    const { accountId } = await traded();
    await slow();
    await raiseLot(accountId, "1");
    const accounts = await desk.database.proofAccount.count();
    let passes = 0;
    while ((await haltsOf(accountId)).length === 0 && passes < accounts) {
      await pass();
      passes += 1;
    }
    expect(await haltsOf(accountId)).toHaveLength(1);
    // It is looked at each time from now on, so that its mending is seen at once.
    await raiseLot(accountId, "-1");
    await pass();
    expect(await desk.database.proofFinding.count({ where: { accountId, closedAt: null } })).toBe(0);
  });

  it("looks at everything as soon as the server has counted a change of rows that only grow", async () => {
    const { journalId } = await traded();
    await slow();
    expect((await pass()).kind).toBe("changed");
    await raisePosting(journalId, "3");
    await intruder.query("select pg_stat_force_next_flush()");
    const { kind, findings } = await pass();
    expect(kind).toBe("full");
    expect(findings.map(({ check }) => check)).toContain("asset_sums_to_zero");
    expect(await haltsOf(null)).toHaveLength(1);
    await desk.database.proofPass.updateMany({ where: { kind: "full" }, data: { durationMs: 6_000 } });
    // Known to be wrong, it is looked at each time, until it is mended.
    const again = await pass();
    expect(again).toMatchObject({ kind: "changed" });
    expect(again.findings.map(({ check }) => check)).toContain("asset_sums_to_zero");
    await raisePosting(journalId, "-3");
  });

  it("looks at everything each night, once", async () => {
    await slow();
    expect(await proveNightly(desk.contextFor())).toBeNull();
    await intruder.query(
      "update proof_pass set started_at = started_at - interval '1 day', finished_at = finished_at - interval '1 day'",
    );
    expect(await proveNightly(desk.contextFor())).toMatchObject({ kind: "full" });
    expect(await proveNightly(desk.contextFor())).toBeNull();
  });
});

describe("a full pass on request", () => {
  it("is asked for by who may halt the desk, once however often, and made by the worker", async () => {
    const ask = (user: TestUser) => requestProof({ ctx: desk.contextFor({ user }) });
    await expect(ask(trader)).rejects.toMatchObject({ code: "forbidden" });
    await pass();
    const asked = await ask(admin);
    expect((await ask(admin)).id).toBe(asked.id);
    const proof = () => getProof({ ctx: desk.contextFor({ user: admin }) });
    expect(await proof()).toMatchObject({ state: "checking", requestedAt: asked.requestedAt });
    expect(await proveOnRequest(desk.contextFor())).toMatchObject({ id: asked.id, kind: "full" });
    expect(await proof()).toMatchObject({
      state: "proven",
      requestedAt: null,
      lastFull: { id: asked.id, occasion: "request" },
    });
    expect(await proveOnRequest(desk.contextFor())).toBeNull();
    expect(await audited("proof.request")).toHaveLength(2);
  });

  it("outlives a worker that stops over it", async () => {
    const asked = await requestProof({ ctx: desk.contextFor({ user: admin }) });
    expect(await proveOnRequest(desk.contextFor(), AbortSignal.abort())).toBeNull();
    expect(await proveOnRequest(desk.contextFor())).toMatchObject({ id: asked.id });
  });
});

it("forgets the minutes after a week and keeps the last full pass", async () => {
  await pass();
  await pass();
  await intruder.query(
    "update proof_pass set started_at = started_at - interval '8 days', finished_at = finished_at - interval '8 days'",
  );
  expect(await forgetOldPasses(desk.contextFor())).toBe(1);
  expect(await desk.database.proofPass.count()).toBe(1);
});
