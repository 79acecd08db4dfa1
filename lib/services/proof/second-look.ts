/** A mismatch counts when it is seen twice: in an account while nobody can change it, in journals by a second snapshot. */
import type { Context } from "../context.ts";
import { REPLAY_CHECK, SQL_CHECKS, scopeOf, WHOLE_CHECKS } from "./checks.ts";
import type { Finding } from "./finding.ts";
import { lookAtAccount, lookAtBooks } from "./look.ts";

export async function lookAgain(ctx: Context, findings: readonly Finding[]): Promise<Finding[]> {
  const accountIds = new Set<string>();
  for (const { check, accountId } of findings) {
    if (scopeOf(check) === "account" && accountId !== null) accountIds.add(accountId);
  }
  const confirmed = await lookAgainAtDesk(
    ctx,
    findings.filter(({ check, accountId }) => scopeOf(check) === "desk" || accountId === null),
  );
  for (const accountId of [...accountIds].sort()) {
    const checks = findings.filter(
      (finding) => finding.accountId === accountId && scopeOf(finding.check) === "account",
    );
    confirmed.push(...(await lookAgainAtAccount(ctx, accountId, new Set(checks.map(({ check }) => check)))));
  }
  const order = (name: string) =>
    name === REPLAY_CHECK ? SQL_CHECKS.length : SQL_CHECKS.findIndex((check) => check.name === name);
  return confirmed.toSorted((a, b) => order(a.check) - order(b.check));
}

/** Journals never change: whoever is wrong in two snapshots is wrong, and the desk need not stand still for it. */
async function lookAgainAtDesk(ctx: Context, findings: readonly Finding[]): Promise<Finding[]> {
  if (findings.length === 0) return [];
  const only = new Set(findings.map(({ check }) => check));
  const accounts = findings.map(({ accountId }) => accountId);
  const named = accounts.every((id) => id !== null) && !WHOLE_CHECKS.some((check) => only.has(check));
  const again = await lookAtBooks(ctx.database, { only, choose: async () => (named ? [...new Set(accounts)] : null) });
  const seen = new Set(findings.map(placeOf));
  return again.findings.filter((finding) => seen.has(placeOf(finding)));
}

/** Every change of an account begins with its lock, so that what is seen under it is no race. */
async function lookAgainAtAccount(ctx: Context, accountId: string, checks: ReadonlySet<string>): Promise<Finding[]> {
  try {
    return await ctx.transact(async (tx) => {
      await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
      return lookAtAccount(tx, accountId, checks);
    });
  } catch (error) {
    if (!tookTooLong(error)) throw error;
    // Too much for the time that a lock may be held: then a snapshot of its own has to do.
    const again = await lookAtBooks(ctx.database, { only: checks, choose: async () => [accountId] });
    return [...again.findings];
  }
}

/** A transaction that could not begin or outlived its five seconds. */
function tookTooLong(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2028";
}

/** Where a finding is, whatever its figures are by now. */
export function placeOf({ check, accountId, journalId, orderId }: Finding): string {
  return [check, accountId, journalId, orderId].join(" ");
}
