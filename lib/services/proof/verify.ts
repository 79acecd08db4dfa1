/** Proves the books: everything derived is compared with what it is derived from, in one snapshot that sees no half of anything. */
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { WHOLE_CHECKS } from "./checks.ts";
import type { Finding } from "./finding.ts";
import { lookAtBooks } from "./look.ts";
import type { LookCounts } from "./look-counts.ts";
import { lookAgain } from "./second-look.ts";

export interface VerifyResult {
  readonly clean: boolean;
  readonly checks: readonly { readonly name: string; readonly findings: number }[];
  readonly findings: readonly Finding[];
  readonly counts: LookCounts;
}

/** Only looks: what it finds is told and stops nothing. */
export async function verify({ ctx, input }: Verb<{ readonly accountId?: string | undefined }>): Promise<VerifyResult> {
  requirePermission(ctx, "audit:read");
  const { accountId } = input;
  const choose = async () => ({ whole: accountId === undefined ? null : [accountId], checks: WHOLE_CHECKS });
  const look = await lookAtBooks(ctx.database, accountId === undefined ? {} : { choose });
  const { confirmed, unsettled } = await lookAgain(ctx, look.findings);
  // Whoever only asks is told what was seen once, too.
  const findings = [...confirmed, ...unsettled];
  return { clean: findings.length === 0, checks: look.checks, findings, counts: look.counts };
}
