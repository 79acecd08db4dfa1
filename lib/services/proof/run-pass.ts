/** One pass over the books: a look, a second look at what does not agree, halts for what counts, and a line that says how much was seen. */

import type { Tx } from "#lib/db/client.ts";
import { type PassKind, type PassOccasion, readRewritten, storePass } from "#lib/db/proof.sql.ts";
import { markProved, markUnsettled } from "#lib/db/proof-accounts.sql.ts";
import { asSystem } from "../as-system.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { type Choice, chooseChanged } from "./choose-accounts.ts";
import { FINDINGS_PER_CHECK, type Finding } from "./finding.ts";
import { keepFindings } from "./keep-findings.ts";
import { type Look, lookAtBooks } from "./look.ts";
import { lookAgain } from "./second-look.ts";

export interface PassInput {
  readonly kind: PassKind;
  readonly occasion: PassOccasion;
  /** Looks at this account alone, whatever the kind. */
  readonly accountId?: string;
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
  /** Seen once, and then nobody could be made to wait for long enough: the next pass looks again. */
  readonly unsettled: readonly Finding[];
}

export async function runPass({ ctx: caller, input }: Verb<PassInput>): Promise<PassResult> {
  requirePermission(caller, "audit:read");
  requirePermission(caller, "halts:set:desk");
  // It is the desk that halts, whoever asked it to look.
  const ctx = caller.actor.kind === "system" ? caller : asSystem(caller);
  const { kind, occasion, signal } = input;
  const id = input.requestId ?? ctx.newId();
  // Before the snapshot: what is changed in the meantime is one more reason to look again.
  const rewritten = await readRewritten(ctx.database);
  const choose = chooseFor(input);
  const look = await lookAtBooks(ctx.database, { signal, ...(choose === null ? {} : { choose }) });
  const { confirmed: findings, unsettled } = await lookAgain(ctx, look.findings);
  if (findings.length > 0) await keepFindings(ctx, findings, { passId: id, at: look.at });
  await closeHealed(ctx, { passId: id, look, unsettled });
  await markProved(ctx.database, look);
  await markUnsettled(ctx.database, [...new Set(unsettled.flatMap(({ accountId }) => accountId ?? []))]);
  const { at, counts } = look;
  const everywhere = unsettled.filter(({ accountId }) => accountId === null).length;
  const stored = { id, kind, occasion, at, counts, findings: findings.length, unsettled: everywhere, rewritten };
  const durationMs = await ctx.transact((tx) => storePass(tx, stored));
  return { id, kind, durationMs, look, findings, unsettled };
}

function chooseFor({ kind, accountId }: PassInput): ((tx: Tx) => Promise<Choice>) | null {
  if (accountId !== undefined) return async () => ({ whole: [accountId] });
  return kind === "full" ? null : chooseChanged;
}

const CLOSED_AT_ONCE = 100;

/** What was looked at and not seen any more has healed. Its halt stays: somebody has to say that it was understood. */
async function closeHealed(
  ctx: Context,
  { passId, look, unsettled }: { passId: string; look: Look; unsettled: readonly Finding[] },
): Promise<void> {
  const capped = look.checks.filter(({ findings }) => findings >= FINDINGS_PER_CHECK).map(({ name }) => name);
  const open = new Set([...capped, ...unsettled.map(({ check }) => check)]);
  const { accounts, at, everywhere } = look;
  const covered =
    accounts === null ? {} : { OR: [{ accountId: { in: [...accounts] } }, { checkName: { in: [...everywhere] } }] };
  await ctx.transact(async (tx) => {
    const healed = await tx.proofFinding.findMany({
      // A check that found more than it lists, or could not look again, says nothing about what it did not list.
      where: { closedAt: null, lastSeenAt: { lt: at }, checkName: { notIn: [...open] }, ...covered },
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
