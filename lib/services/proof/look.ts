/** One look at the books: every statement of it sees the same snapshot, so that nothing is half there, and nobody has to wait. */
import type { Database, Tx } from "#lib/db/client.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { REPLAY_CHECK, SQL_CHECKS } from "./checks.ts";
import { FINDINGS_PER_CHECK, type Finding, ofAccounts, runSqlCheck } from "./finding.ts";
import { checkReplay } from "./replay-check.ts";

/** What was looked at, so that "clean" cannot mean "empty" unnoticed. */
export interface LookCounts {
  readonly accounts: number;
  readonly orders: number;
  readonly executions: number;
  readonly journals: number;
  readonly postings: number;
}

export interface Look {
  /** The moment of the snapshot, by the database's clock. */
  readonly at: Date;
  /** Null when all were. */
  readonly accounts: readonly string[] | null;
  /** Of each account looked at, the number of its last event. */
  readonly seen: ReadonlyMap<string, bigint>;
  readonly findings: readonly Finding[];
  readonly checks: readonly { readonly name: string; readonly findings: number }[];
  readonly counts: LookCounts;
}

export interface LookOptions {
  /** Which accounts, chosen within the snapshot; null is all of them. */
  readonly choose?: (tx: Tx) => Promise<readonly string[] | null>;
  /** Only these checks. */
  readonly only?: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
}

const TIMEOUT_MS = 30 * 60_000;

export async function lookAtBooks(database: Database, options: LookOptions = {}): Promise<Look> {
  return database.$transaction(
    async (tx) => {
      await tx.$executeRaw`set transaction read only`;
      // A sum over all journals that fits into memory takes half the time of one that does not.
      await tx.$executeRaw`set local work_mem = '64MB'`;
      const at = await readInstant(tx);
      const accounts = options.choose === undefined ? null : await options.choose(tx);
      const seen = await readEventSeqs(tx, accounts);
      const found = await runChecks(tx, accounts, options);
      return { at, accounts, seen, ...found, counts: await count(tx, accounts) };
    },
    { isolationLevel: "RepeatableRead", timeout: TIMEOUT_MS },
  );
}

async function runChecks(
  tx: Tx,
  accounts: readonly string[] | null,
  { only, signal }: LookOptions,
): Promise<Pick<Look, "findings" | "checks">> {
  const checks: { name: string; findings: number }[] = [];
  const all: Finding[] = [];
  const wanted = (name: string) => only === undefined || only.has(name);
  const add = (name: string, findings: readonly Finding[]) => {
    checks.push({ name, findings: findings.length });
    all.push(...findings);
  };
  for (const check of SQL_CHECKS) {
    signal?.throwIfAborted();
    if (wanted(check.name)) add(check.name, await runSqlCheck(tx, check, accounts));
  }
  if (wanted(REPLAY_CHECK)) add(REPLAY_CHECK, await replayEach(tx, accounts, signal));
  return { findings: all, checks };
}

/** Account after account, so that no more than one is in memory. */
async function replayEach(
  tx: Tx,
  accounts: readonly string[] | null,
  signal: AbortSignal | undefined,
): Promise<Finding[]> {
  const traded = await tx.$queryRaw<{ id: string }[]>`
    select id from account a where kind <> 'house' and ${ofAccounts("a.id", accounts)}
      and (exists (select 1 from execution x where x.account_id = a.id) or exists (select 1 from activity x where x.account_id = a.id)
        or exists (select 1 from lot x where x.account_id = a.id) or exists (select 1 from position x where x.account_id = a.id))
    order by id`;
  const findings: Finding[] = [];
  for (const { id } of traded) {
    signal?.throwIfAborted();
    findings.push(...(await checkReplay(tx, id)));
    if (findings.length >= FINDINGS_PER_CHECK) break;
  }
  return findings.slice(0, FINDINGS_PER_CHECK);
}

/** With somebody else's transaction around it: the second look under an account's lock. */
export async function lookAtAccount(tx: Tx, accountId: string, checks: ReadonlySet<string>): Promise<Finding[]> {
  return [...(await runChecks(tx, [accountId], { only: checks })).findings];
}

async function readInstant(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ at: Date }[]>`select clock_timestamp() as at`;
  if (row === undefined) throw new Error("the clock answers with one row");
  return row.at;
}

async function readEventSeqs(tx: Tx, accounts: readonly string[] | null): Promise<Map<string, bigint>> {
  const rows = await tx.$queryRaw<{ id: string; seq: bigint }[]>`
    select id, event_seq as seq from account where kind <> 'house' and ${ofAccounts("id", accounts)}`;
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

async function count(tx: Tx, accounts: readonly string[] | null): Promise<LookCounts> {
  const total = (table: string, column: string, rest = Prisma.sql`true`) =>
    Prisma.sql`(select count(*) from ${Prisma.raw(table)} where ${ofAccounts(column, accounts)} and ${rest})::int`;
  const [counts] = await tx.$queryRaw<LookCounts[]>`
    select ${total("account", "id", Prisma.sql`kind <> 'house'`)} as accounts, ${total("orders", "account_id")} as orders,
      ${total("execution", "account_id")} as executions, ${total("journal", "account_id")} as journals,
      ${total("posting", "account_id")} as postings`;
  if (counts === undefined) throw new Error("counting answers with one row");
  return counts;
}
