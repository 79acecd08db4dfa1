/** Proves the books: everything derived is compared with what it is derived from, in one snapshot that sees no half of anything. */
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { type Finding, runSqlCheck } from "./finding.ts";
import { HOLD_CHECKS } from "./hold-checks.ts";
import { LEDGER_CHECKS } from "./ledger-checks.ts";
import { ORDER_CHECKS } from "./order-checks.ts";
import { RECORD_CHECKS } from "./record-checks.ts";
import { checkReplay } from "./replay-check.ts";

export interface VerifyResult {
  readonly clean: boolean;
  readonly checks: readonly { readonly name: string; readonly findings: number }[];
  readonly findings: readonly Finding[];
  /** What was looked at, so that "clean" cannot mean "empty" unnoticed. */
  readonly counts: {
    readonly accounts: number;
    readonly orders: number;
    readonly executions: number;
    readonly journals: number;
    readonly postings: number;
  };
}

const SQL_CHECKS = [...LEDGER_CHECKS, ...HOLD_CHECKS, ...ORDER_CHECKS, ...RECORD_CHECKS];
const TIMEOUT_MS = 15 * 60_000;

export async function verify({ ctx, input }: Verb<{ readonly accountId?: string | undefined }>): Promise<VerifyResult> {
  requirePermission(ctx, "audit:read");
  const accountId = input.accountId ?? null;
  return ctx.database.$transaction(
    async (tx) => {
      await tx.$executeRaw`set transaction read only`;
      const checks: { name: string; findings: number }[] = [];
      const all: Finding[] = [];
      const add = (name: string, findings: readonly Finding[]) => {
        checks.push({ name, findings: findings.length });
        all.push(...findings);
      };
      for (const check of SQL_CHECKS) add(check.name, await runSqlCheck(tx, check, accountId));
      add("replay_equals_stored", await checkReplay(tx, accountId));
      const [counts] = await tx.$queryRaw<VerifyResult["counts"][]>`
        select (select count(*) from account where kind <> 'house' and (${accountId}::uuid is null or id = ${accountId}::uuid))::int as accounts,
          (select count(*) from orders where ${accountId}::uuid is null or account_id = ${accountId}::uuid)::int as orders,
          (select count(*) from execution where ${accountId}::uuid is null or account_id = ${accountId}::uuid)::int as executions,
          (select count(*) from journal where ${accountId}::uuid is null or account_id = ${accountId}::uuid)::int as journals,
          (select count(*) from posting where ${accountId}::uuid is null or account_id = ${accountId}::uuid)::int as postings`;
      if (counts === undefined) throw new Error("counting answers with one row");
      return { clean: all.length === 0, checks, findings: all, counts };
    },
    { isolationLevel: "RepeatableRead", timeout: TIMEOUT_MS },
  );
}
