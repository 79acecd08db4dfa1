/** One look at the books: every statement of it sees the same snapshot, so that nothing is half there, and nobody has to wait. */
import type { Database, Tx } from "#lib/db/client.ts";
import type { SeenAccount } from "#lib/db/proof-accounts.sql.ts";
import { REPLAY_CHECK, SQL_CHECKS } from "./checks.ts";
import type { Choice } from "./choose-accounts.ts";
import { type Finding, ofAccounts, runSqlCheck, type Scope, type SqlCheck } from "./finding.ts";
import { countSeen, type LookCounts } from "./look-counts.ts";
import { checkReplay } from "./replay-check.ts";
import { readSuspects, type Suspects } from "./weighted-sums.ts";

export interface Look {
  /** The moment of the snapshot, by the database's clock. */
  readonly at: Date;
  /** Those looked at whole; null when all were. */
  readonly accounts: readonly string[] | null;
  /** Checks that were made over all accounts. */
  readonly everywhere: readonly string[];
  readonly seen: ReadonlyMap<string, SeenAccount>;
  readonly findings: readonly Finding[];
  readonly checks: readonly { readonly name: string; readonly findings: number }[];
  readonly counts: LookCounts;
}

export interface LookOptions {
  /** At what, chosen within the snapshot; everything without it. */
  readonly choose?: (tx: Tx) => Promise<Choice>;
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
      // To compile a statement takes longer than most of them run, and a plan made for other accounts is the wrong one for these.
      await tx.$executeRaw`set local jit = off`;
      await tx.$executeRaw`set local plan_cache_mode = force_custom_plan`;
      // One processor is enough: a look that takes them all is felt by every order that comes meanwhile.
      await tx.$executeRaw`set local max_parallel_workers_per_gather = 0`;
      const at = await readInstant(tx);
      const choice = options.choose === undefined ? { whole: null } : await options.choose(tx);
      const accounts = choice.whole;
      // Of some accounts, rows are found one by one through their indexes: to read a whole table for them would take longer the larger it is.
      if (accounts !== null) await tx.$executeRaw`set local random_page_cost = 1`;
      const seen = await readSeen(tx, choice);
      // To know where to look is worth a reading of all that is looked at, but not for a few of the checks.
      const sums = accounts?.length === 0 || options.only !== undefined ? null : await readSuspects(tx, accounts);
      const found = await runChecks(tx, choice, { ...options, suspects: sums?.suspects });
      const everywhere = accounts === null ? SQL_CHECKS.map(({ name }) => name) : (choice.checks ?? []);
      return { at, accounts, everywhere, seen, ...found, counts: sums?.counts ?? (await countSeen(tx, accounts)) };
    },
    { isolationLevel: "RepeatableRead", timeout: TIMEOUT_MS },
  );
}

interface CheckOptions extends Omit<LookOptions, "choose"> {
  readonly suspects?: Suspects | undefined;
}

async function runChecks(
  tx: Tx,
  choice: Choice,
  { only, signal, suspects }: CheckOptions,
): Promise<Pick<Look, "findings" | "checks">> {
  const checks: { name: string; findings: number }[] = [];
  const all: Finding[] = [];
  const add = (name: string, findings: readonly Finding[]) => {
    checks.push({ name, findings: findings.length });
    all.push(...findings);
  };
  for (const check of SQL_CHECKS) {
    signal?.throwIfAborted();
    if (only !== undefined && !only.has(check.name)) continue;
    const scopes = scopesOf(check, choice, suspects);
    const findings: Finding[] = [];
    for (const scope of scopes) findings.push(...(await runSqlCheck(tx, check, scope)));
    if (scopes.length > 0 || suspects?.has(check.name)) add(check.name, findings);
  }
  if (only === undefined || only.has(REPLAY_CHECK))
    add(REPLAY_CHECK, choice.whole?.length === 0 ? [] : await checkReplay(tx, choice.whole, signal));
  return { findings: all, checks };
}

/** What a check is asked of: nothing where the sums say that it cannot find anything. */
function scopesOf(check: SqlCheck, { whole, moved, checks }: Choice, suspects: Suspects | undefined): Scope[] {
  if (checks?.includes(check.name)) return [null];
  if (check.whole && whole !== null) return [];
  const suspected = suspects?.get(check.name);
  const inWhole = suspected === undefined ? whole : suspected;
  const scopes: Scope[] = inWhole?.length === 0 ? [] : [inWhole];
  if (moved === undefined || check.moved === undefined) return scopes;
  return [...scopes, check.moved === "rows" ? moved.rows : moved.accounts];
}

/** With somebody else's transaction around it: the second look under an account's lock. */
export async function lookAtAccount(tx: Tx, accountId: string, checks: ReadonlySet<string>): Promise<Finding[]> {
  return [...(await runChecks(tx, { whole: [accountId] }, { only: checks })).findings];
}

async function readInstant(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ at: Date }[]>`select clock_timestamp() as at`;
  if (row === undefined) throw new Error("the clock answers with one row");
  return row.at;
}

async function readSeen(tx: Tx, { whole, moved }: Choice): Promise<Map<string, SeenAccount>> {
  const rows = await tx.$queryRaw<{ id: string; eventSeq: bigint; entries: bigint }[]>`
    select a.id, a.event_seq as "eventSeq", coalesce(j.entries, 0) + coalesce(o.entries, 0) as entries from account a
    left join (select account_id, count(*) as entries from journal where ${ofAccounts("account_id", whole)} group by 1) j on j.account_id = a.id
    left join (select account_id, count(*) as entries from orders where ${ofAccounts("account_id", whole)} group by 1) o on o.account_id = a.id
    where a.kind <> 'house' and ${ofAccounts("a.id", whole)}`;
  const news = await tx.$queryRaw<{ id: string; eventSeq: bigint }[]>`
    select id, event_seq as "eventSeq" from account where id = any(${[...(moved?.accounts ?? [])]}::uuid[])`;
  const seen = [...rows, ...news.map((row) => ({ ...row, entries: null }))];
  return new Map(seen.map(({ id, eventSeq, entries }) => [id, { eventSeq, entries }]));
}
