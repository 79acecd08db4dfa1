/** A mismatch counts when it is seen again while nobody can change what it is in; what cannot be held still in time is neither found nor forgotten. */
import { isLockTimeout, isTransactionExpired } from "#lib/db/database-fault.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { Context } from "../context.ts";
import { SQL_CHECKS, SUM_CHECK, scopeOf } from "./checks.ts";
import { type Finding, type MovedRows, runSqlCheck, type Scope, type SqlCheck } from "./finding.ts";
import { byCheck, placeOf } from "./finding-place.ts";
import { lookAtAccount, lookAtBooks } from "./look.ts";

export interface SecondLook {
  readonly confirmed: readonly Finding[];
  /** Nobody could say in time whether they last: the next pass looks again. */
  readonly unsettled: readonly Finding[];
}

export async function lookAgain(ctx: Context, findings: readonly Finding[]): Promise<SecondLook> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { accountId, journalId, check } = finding;
    const alone = scopeOf(check) === "desk" || accountId === null;
    const group = alone ? `desk ${accountId ?? ""} ${journalId ?? ""}` : `account ${accountId}`;
    groups.set(group, [...(groups.get(group) ?? []), finding]);
  }
  const looks: SecondLook[] = [];
  for (const group of [...groups.keys()].sort()) looks.push(await lookAgainAt(ctx, groups.get(group) ?? [], findings));
  const [confirmed, unsettled] = [looks.flatMap((look) => look.confirmed), looks.flatMap((look) => look.unsettled)];
  return { confirmed: confirmed.toSorted(byCheck), unsettled };
}

async function lookAgainAt(ctx: Context, group: readonly Finding[], all: readonly Finding[]): Promise<SecondLook> {
  const [first] = group;
  if (first === undefined) return { confirmed: [], unsettled: [] };
  const { accountId, check } = first;
  try {
    if (accountId !== null && scopeOf(check) === "account") {
      const confirmed = await lookAgainAtAccount(ctx, accountId, new Set(group.map((each) => each.check)));
      return { confirmed, unsettled: [] };
    }
    return { confirmed: await lookAgainAtJournals(ctx, group, all), unsettled: [] };
  } catch (error) {
    if (!isLockTimeout(error) && !isTransactionExpired(error)) throw error;
    return { confirmed: [], unsettled: group };
  }
}

/** Every change of an account begins with its lock, so that what is seen under it is no race. */
async function lookAgainAtAccount(ctx: Context, accountId: string, checks: ReadonlySet<string>): Promise<Finding[]> {
  try {
    return await ctx.transact(async (tx) => {
      await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
      return lookAtAccount(tx, accountId, checks);
    });
  } catch (error) {
    if (!isTransactionExpired(error)) throw error;
    // Too much for the time that a lock may be held: then a snapshot of its own has to do.
    const again = await lookAtBooks(ctx.database, { only: checks, choose: async () => ({ whole: [accountId] }) });
    return [...again.findings];
  }
}

/** Only the suspects are read: a few rows by their ids, under the locks of all accounts that they move. */
async function lookAgainAtJournals(
  ctx: Context,
  suspects: readonly Finding[],
  all: readonly Finding[],
): Promise<Finding[]> {
  const sums = suspects.filter(({ check }) => check === SUM_CHECK);
  const off = sums.length === 0 ? [] : await journalsOff(ctx, all);
  return ctx.transact(async (tx) => {
    await holdStill(tx, { accountId: suspects[0]?.accountId ?? null, journals: rowsOf(suspects).journals });
    const seen: Finding[] = sums.length === 0 ? [] : await sumsStillOff(tx, sums, off);
    for (const check of SQL_CHECKS) {
      const names = suspects.filter((each) => each.check === check.name);
      if (names.length === 0 || check.whole) continue;
      const places = new Set(names.map(placeOf));
      const again = await runSqlCheck(tx, check, scopeFor(check, names));
      seen.push(...again.filter((finding) => places.has(placeOf(finding))));
    }
    return seen;
  });
}

/** Where a row has no id by which it could be read alone, all of its account is looked at, or all there are of what is in none. */
function scopeFor(check: SqlCheck, suspects: readonly Finding[]): Scope {
  const named = suspects.every(({ journalId, orderId }) => journalId !== null || orderId !== null);
  if (check.moved === "rows" && named) return rowsOf(suspects);
  const accountId = suspects[0]?.accountId ?? null;
  return accountId === null ? null : [accountId];
}

function rowsOf(findings: readonly Finding[]): MovedRows {
  const ids = (list: readonly (string | null)[]) => [...new Set(list.filter((id) => id !== null))];
  return { journals: ids(findings.map((each) => each.journalId)), orders: ids(findings.map((each) => each.orderId)) };
}

/** Longer than that, orders would have to wait. */
const DESK_WAITS = "300ms";
const ACCOUNT_WAITS = "2s";

/** In the order of their ids, those of the house too; where no account can be named, the desk. */
async function holdStill(
  tx: Transaction,
  { accountId, journals }: { readonly accountId: string | null; readonly journals: readonly string[] },
): Promise<void> {
  if (accountId === null) {
    await tx.$queryRaw`select set_config('lock_timeout', ${DESK_WAITS}, true)`;
    await tx.$queryRaw`select pg_advisory_xact_lock(desk_lock_key())::text`;
    return;
  }
  await tx.$queryRaw`select set_config('lock_timeout', ${ACCOUNT_WAITS}, true)`;
  await tx.$queryRaw`
    select id from account where id = ${accountId}::uuid
      or id in (select account_id from posting where journal_id = any(${[...journals]}::uuid[])) order by id for no key update`;
}

/** An asset is off by what its journals are off: those are what must be seen again, and not the sum of everything. */
async function journalsOff(ctx: Context, all: readonly Finding[]): Promise<string[]> {
  const check = "journal_sums_to_zero";
  const found = all.filter((finding) => finding.check === check);
  const suspects = found.length > 0 ? found : (await lookAtBooks(ctx.database, { only: new Set([check]) })).findings;
  return suspects.flatMap(({ journalId }) => journalId ?? []);
}

async function sumsStillOff(
  tx: Transaction,
  sums: readonly Finding[],
  journals: readonly string[],
): Promise<Finding[]> {
  const rows = await tx.$queryRaw<{ symbol: string }[]>`
    select distinct s.symbol from (select journal_id, asset_id from posting where journal_id = any(${[...journals]}::uuid[])
      group by 1, 2 having sum(amount) <> 0) p join asset s on s.id = p.asset_id`;
  return sums.filter(({ message }) => rows.some(({ symbol }) => message.startsWith(`postings of ${symbol} sum `)));
}
