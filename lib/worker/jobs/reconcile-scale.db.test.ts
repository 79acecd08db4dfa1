/** The proof of books that are too large for a minute: what is new, what has waited, and what cannot be held still at once. */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId, OrderId } from "#lib/domain/shared/ids.ts";
import { liftHalt } from "#lib/services/halts/lift-halt.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { recordExecution } from "#lib/services/orders/record-execution.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { getProof } from "#lib/services/proof/get-proof.ts";
import { type PassResult, runPass } from "#lib/services/proof/run-pass.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import { forgetLooks, openIntruder, damage as plant } from "#lib/testing/intruder.ts";
import { proveEachMinute } from "./reconcile.ts";

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
  const halts = await desk.database.halt.findMany({ where: { liftedAt: null } });
  for (const { id: haltId } of halts)
    await liftHalt({ ctx: desk.contextFor({ user: admin }), input: { haltId, reason: "Looked at" } });
  await forgetLooks(intruder);
});

const ctx = () => desk.contextFor();
const damage = (statement: string, ...values: string[]) => plant(intruder, statement, ...values);
const haltsOf = (accountId: string | null) => desk.database.halt.count({ where: { accountId, liftedAt: null } });
const names = ({ findings }: Pick<PassResult, "findings">) => [...new Set(findings.map(({ check }) => check))];

async function pass(): Promise<PassResult> {
  const made = await proveEachMinute(ctx());
  if (made === null) throw new Error("nothing stopped it");
  return made;
}

async function place(accountId: AccountId, quantity: string): Promise<OrderId> {
  const terms = { type: "limit", timeInForce: "gtc", notional: null, limitPrice: dec("10"), ...SIMPLE_TERMS } as const;
  const input = { accountId, symbol: "ACME", side: "buy", quantity: dec(quantity), ...terms } as const;
  const { order, refusal } = await submitOrder({ ctx: desk.contextFor({ user: trader }), input });
  expect(refusal).toBeNull();
  return order.id;
}

async function buy(accountId: AccountId, quantity: string): Promise<string> {
  const orderId = await place(accountId, quantity);
  const amounts = { quantity: dec(quantity), price: dec("10"), fee: dec("0.01") };
  await recordExecution({ ctx: ctx(), input: { orderId, venueExecutionId: randomUUID(), ...amounts, at: new Date() } });
  await desk.drain();
  const { journalId } = await desk.database.execution.findFirstOrThrow({ where: { orderId } });
  return journalId;
}

/** As if the last full pass had seen books that take it so long, and this account were most of them. */
async function large(accountId: AccountId, durationMs = 6_000): Promise<void> {
  await intruder.query("select pg_stat_force_next_flush()");
  await pass();
  await desk.database.proofPass.updateMany({ data: { durationMs } });
  await damage("update proof_account set entries = 1000000 where account_id = $1", accountId);
}

const raisePosting = (journalId: string, by: string) =>
  damage("update posting set amount = amount + $2::numeric where journal_id = $1 and seq = 1", journalId, by);

describe("an account too large to be looked at whole whenever it moves", () => {
  it("has what is new in it looked at: journals, orders and what is open", async () => {
    const accountId = await addAccount(desk, trader, { cash: "1000" });
    await buy(accountId, "5");
    await large(accountId);
    const journalId = await buy(accountId, "1");
    const canceled = await place(accountId, "2");
    await cancelOrder({ ctx: desk.contextFor({ user: trader }), input: { orderId: canceled } });
    await place(accountId, "3");
    await desk.drain();
    await raisePosting(journalId, "1");
    await damage(
      "update audit_event set entity_id = '-' || entity_id where entity_id = $1 and action = 'order.submit'",
      canceled,
    );
    await damage("update open_order_total set orders = orders + 1 where account_id = $1", accountId);
    // Otherwise that rows were changed at all would be enough to look at everything.
    await desk.database.proofPass.updateMany({ data: { rewritten: null } });
    const made = await pass();
    expect(made.kind).toBe("changed");
    expect(made.look.accounts).not.toContain(accountId);
    const wanted = [
      "journal_sums_to_zero",
      "execution_equals_postings",
      "open_totals_equal_orders",
      "order_is_audited",
    ];
    expect(names(made)).toEqual(wanted);
    expect([await haltsOf(null), await haltsOf(accountId)]).toEqual([1, 1]);
    await raisePosting(journalId, "-1");
    await damage("update audit_event set entity_id = substr(entity_id, 2) where entity_id = '-' || $1", canceled);
    await damage("update open_order_total set orders = orders - 1 where account_id = $1", accountId);
  });

  it("is clean by what is new alone, and was seen up to its last event", async () => {
    const accountId = await addAccount(desk, trader, { cash: "1000" });
    await buy(accountId, "5");
    await large(accountId);
    await buy(accountId, "1");
    const first = await pass();
    expect(first.findings).toEqual([]);
    expect(first.look.seen.get(accountId)?.entries).toBeNull();
    const second = await pass();
    expect(second.look.seen.has(accountId)).toBe(false);
  });

  it("has its turn as a whole when half a round is over, and not before", async () => {
    const accountId = await addAccount(desk, trader, { cash: "1000" });
    const journalId = await buy(accountId, "5");
    await large(accountId);
    await damage("update posting set amount = amount + 1 where journal_id = $1 and seq = 1", journalId);
    await damage(
      "update proof_account set proved_at = proved_at - interval '20 minutes' where account_id = $1",
      accountId,
    );
    await desk.database.proofPass.updateMany({ data: { rewritten: null } });
    expect((await pass()).findings).toEqual([]);
    await damage(
      "update proof_account set proved_at = proved_at - interval '20 minutes' where account_id = $1",
      accountId,
    );
    expect(names(await pass())).toContain("journal_sums_to_zero");
    await raisePosting(journalId, "-1");
  });
});

describe("accounts in which nothing happens", () => {
  /** So many of twenty accounts had their turn, an hour after the last pass. */
  async function turnsAfterAnHour(durationMs: number): Promise<number> {
    const accountId = await addAccount(desk, trader);
    await large(accountId, durationMs);
    await intruder.query("update proof_account set entries = 100");
    await intruder.query(
      "update proof_pass set started_at = started_at - interval '1 hour', finished_at = finished_at - interval '1 hour'",
    );
    const { look } = await pass();
    const accounts = await desk.database.proofAccount.count();
    return Math.round((20 * (look.accounts?.length ?? 0)) / accounts);
  }

  it("have their turn within the hour, or as much later as the books are larger", async () => {
    for (let n = await desk.database.account.count({ where: { kind: "paper" } }); n < 19; n += 1)
      await addAccount(desk, trader);
    expect(await turnsAfterAnHour(6_000)).toBe(20);
    await intruder.query("truncate proof_pass, proof_account");
    // A minute and a half for all in one reading is fifteen minutes for one after the other: a second and a half in each minute, ten hours.
    const turns = await turnsAfterAnHour(90_000);
    expect(turns).toBeGreaterThanOrEqual(2);
    expect(turns).toBeLessThanOrEqual(3);
  });

  it("make the oldest look as old as it is told", async () => {
    const accountId = await addAccount(desk, trader, { cash: "5" });
    await large(accountId);
    await damage(
      "update proof_account set proved_at = proved_at - interval '3 hours' where account_id = $1",
      accountId,
    );
    const { oldestAt, lastFull } = await getProof({ ctx: ctx() });
    // The last full pass saw it too.
    expect(oldestAt).toEqual(lastFull?.startedAt);
    await intruder.query(
      "update proof_pass set started_at = started_at - interval '5 hours', finished_at = finished_at - interval '5 hours'",
    );
    const mark = await desk.database.proofAccount.findUniqueOrThrow({ where: { accountId } });
    expect((await getProof({ ctx: ctx() })).oldestAt).toEqual(mark.provedAt);
  });
});

describe("a mismatch that names no account", () => {
  const stray = "01a00000-0000-7000-8000-00000000abcd";
  const plant = () =>
    damage(
      "insert into posting (journal_id, seq, account_id, asset_id, amount) select $1, 1, a.id, a.currency_id, 7 from account a where a.code = 'venue_clearing'",
      stray,
    );
  const removed = () => damage("delete from posting where journal_id = $1", stray);

  it("is seen again under the desk's lock, and halts the desk", async () => {
    await plant();
    const made = await pass();
    expect(names(made)).toEqual(["asset_sums_to_zero", "journal_sums_to_zero"]);
    expect(made.unsettled).toEqual([]);
    expect(await haltsOf(null)).toBe(1);
    await removed();
  });

  it("is neither found nor forgotten while orders hold the desk's lock: the next pass looks at everything", async () => {
    await pass();
    await desk.database.proofPass.updateMany({ data: { durationMs: 6_000 } });
    await plant();
    await intruder.query("select pg_advisory_lock_shared(desk_lock_key())");
    const waited = performance.now();
    const made = await runPass({ ctx: ctx(), input: { kind: "full", occasion: "minute" } });
    expect(performance.now() - waited).toBeLessThan(30_000);
    expect([made.findings, names({ findings: made.unsettled })]).toEqual([
      [],
      ["asset_sums_to_zero", "journal_sums_to_zero"],
    ]);
    expect(await haltsOf(null)).toBe(0);
    await intruder.query("select pg_advisory_unlock_shared(desk_lock_key())");
    await desk.database.proofPass.updateMany({ data: { durationMs: 6_000, rewritten: null } });
    const next = await pass();
    expect(next.kind).toBe("full");
    expect(names(next)).toEqual(["asset_sums_to_zero", "journal_sums_to_zero"]);
    expect(await haltsOf(null)).toBe(1);
    await removed();
  });
});

describe("one account on request", () => {
  it("is halted by what is found in it alone, audited and told; other accounts and the desk go on", async () => {
    const [accountId, other] = [
      await addAccount(desk, trader, { cash: "10" }),
      await addAccount(desk, trader, { cash: "10" }),
    ];
    await damage("update balance set posted = posted + 1 where account_id = any($1)", `{${accountId},${other}}`);
    const input = { kind: "changed", occasion: "command", accountId } as const;
    const { findings, look } = await runPass({ ctx: ctx(), input });
    expect(look.accounts).toEqual([accountId]);
    expect(findings).toMatchObject([{ check: "balance_equals_postings", accountId }]);
    expect([await haltsOf(accountId), await haltsOf(other), await haltsOf(null)]).toEqual([1, 0, 0]);
    expect(await desk.database.auditEvent.count({ where: { action: "proof.finding", accountId } })).toBe(1);
    expect(await desk.database.breach.count({ where: { accountId, rule: "broken_books" } })).toBe(1);
    await damage("update balance set posted = posted - 1 where account_id = any($1)", `{${accountId},${other}}`);
    await runPass({ ctx: ctx(), input });
    expect(await desk.database.proofFinding.count({ where: { accountId, closedAt: null } })).toBe(0);
    expect(await haltsOf(accountId)).toBe(1);
  });
});
