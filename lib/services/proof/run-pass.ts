/** One pass over the books: a look, a second look at what does not agree, halts for what counts, and a line that says how much was seen. */
import { markProved, type PassKind, type PassOccasion, storePass } from "#lib/db/proof.sql.ts";
import { asSystem } from "../as-system.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { WHOLE_CHECKS } from "./checks.ts";
import { chooseChanged } from "./choose-accounts.ts";
import { FINDINGS_PER_CHECK, type Finding } from "./finding.ts";
import { keepFindings } from "./keep-findings.ts";
import { type Look, lookAtBooks } from "./look.ts";
import { lookAgain } from "./second-look.ts";

export interface PassInput {
  readonly kind: PassKind;
  readonly occasion: PassOccasion;
  /** The request that this pass answers. */
  readonly requestId?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface PassResult {
  readonly id: string;
  readonly kind: PassKind;
  readonly durationMs: number;
  readonly look: Look;
  /** Seen twice. */
  readonly findings: readonly Finding[];
}

export async function runPass({ ctx: caller, input }: Verb<PassInput>): Promise<PassResult> {
  requirePermission(caller, "audit:read");
  requirePermission(caller, "halts:set:desk");
  // It is the desk that halts, whoever asked it to look.
  const ctx = caller.actor.kind === "system" ? caller : asSystem(caller);
  const { kind, occasion, signal } = input;
  const id = input.requestId ?? ctx.newId();
  const look = await lookAtBooks(ctx.database, {
    signal,
    ...(kind === "full" ? {} : { choose: chooseChanged }),
  });
  const findings = look.findings.length === 0 ? [] : await lookAgain(ctx, look.findings);
  if (findings.length > 0) await keepFindings(ctx, findings, { passId: id, at: look.at });
  await closeHealed(ctx, { passId: id, look });
  await markProved(ctx.database, look);
  const durationMs = await ctx.transact((tx) =>
    storePass(tx, { id, kind, occasion, at: look.at, counts: look.counts, findings: findings.length }),
  );
  return { id, kind, durationMs, look, findings };
}

const CLOSED_AT_ONCE = 100;

/** What was looked at and not seen any more has healed. Its halt stays: somebody has to say that it was understood. */
async function closeHealed(ctx: Context, { passId, look }: { passId: string; look: Look }): Promise<void> {
  const capped = look.checks.filter(({ findings }) => findings >= FINDINGS_PER_CHECK).map(({ name }) => name);
  const { accounts, at } = look;
  const covered =
    accounts === null ? {} : { OR: [{ accountId: { in: [...accounts] } }, { checkName: { in: WHOLE_CHECKS } }] };
  await ctx.transact(async (tx) => {
    const healed = await tx.proofFinding.findMany({
      // A check that found more than it lists says nothing about what it did not list.
      where: { closedAt: null, lastSeenAt: { lt: at }, checkName: { notIn: capped }, ...covered },
      orderBy: { firstSeenAt: "asc" },
      take: CLOSED_AT_ONCE,
    });
    if (healed.length === 0) return;
    const ids = healed.map((finding) => finding.id);
    await tx.proofFinding.updateMany({
      where: { id: { in: ids }, closedAt: null },
      data: { closedAt: at, closedPassId: passId },
    });
    const entries = healed.map(({ id: entityId, accountId, checkName, message, scope, journalId, orderId }) => ({
      action: "proof.closed",
      entityType: "proof_finding",
      entityId,
      accountId,
      before: { check: checkName, stops: scope, journalId, orderId, message },
      after: { passId },
    }));
    await recordAudit(tx, ctx, ...entries);
  });
}
