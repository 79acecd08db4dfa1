/** Findings that count: each is written down once while it lasts, audited, and stops what it is in. */
import type { Transaction } from "#lib/db/transact.ts";
import type { ProofFinding } from "#prisma/generated/client.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { lockForHalt, recordHalt } from "../halts/set-halt.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { appendStreamEvent } from "../stream-event.ts";
import { scopeOf } from "./checks.ts";
import type { Finding } from "./finding.ts";
import { placeOf } from "./finding-place.ts";

export interface SeenIn {
  readonly passId: string;
  readonly at: Date;
}

/** One transaction for the desk and one for each account, so that none is long. */
export async function keepFindings(ctx: Context, findings: readonly Finding[], seen: SeenIn): Promise<void> {
  const places = new Map<string | null, Map<string, Finding & { more: number }>>();
  for (const finding of findings) {
    const stops = scopeOf(finding.check) === "account" ? finding.accountId : null;
    const here = places.get(stops) ?? new Map<string, Finding & { more: number }>();
    places.set(stops, here);
    const same = here.get(placeOf(finding));
    here.set(placeOf(finding), same === undefined ? { ...finding, more: 0 } : { ...same, more: same.more + 1 });
  }
  // The desk first: where journals are wrong, nothing may go on.
  for (const stops of [...places.keys()].sort((a, b) => (a ?? "").localeCompare(b ?? ""))) {
    const here = [...(places.get(stops)?.values() ?? [])].map(inOneRow);
    await ctx.transact((tx) => keepOfOne(tx, ctx, stops, here, seen));
  }
}

/** Several mismatches in one place, such as all the lots of an account, are one finding. */
function inOneRow({ more, message, ...finding }: Finding & { readonly more: number }): Finding {
  return { ...finding, message: more === 0 ? message : `${message} (and ${more} more like it)` };
}

async function keepOfOne(
  tx: Transaction,
  ctx: Context,
  accountId: string | null,
  findings: readonly Finding[],
  seen: SeenIn,
): Promise<void> {
  // As long as the halt stands, neither the desk nor the account has to wait for this.
  const halted = await haltInForce(tx, accountId);
  if (!halted) await lockForHalt(tx, accountId);
  else if (accountId !== null)
    await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
  const opened: ProofFinding[] = [];
  for (const finding of findings) {
    const row = await keepOne(tx, ctx, accountId === null ? "desk" : "account", finding, seen);
    if (row !== null) opened.push(row);
  }
  if (accountId !== null && opened.length > 0) await raiseBreach(tx, ctx, accountId, opened);
  if (halted || (await haltInForce(tx, accountId))) return;
  await recordHalt(tx, ctx, { accountId, reason: reasonOf(findings) });
  tx.afterCommit(() => (accountId === null ? ctx.notifier.deskChanged() : ctx.notifier.accountChanged(accountId)));
}

async function haltInForce(tx: Transaction, accountId: string | null): Promise<boolean> {
  return (await tx.halt.findFirst({ where: { accountId, liftedAt: null }, select: { id: true } })) !== null;
}

/** Null when it was open already: then only when it was last seen, and what it says now, change. */
async function keepOne(
  tx: Transaction,
  ctx: Context,
  scope: "desk" | "account",
  { check, message, accountId, journalId, orderId }: Finding,
  { passId, at }: SeenIn,
): Promise<ProofFinding | null> {
  const place = { checkName: check, accountId, journalId, orderId, closedAt: null };
  const last = { message, lastPassId: passId, lastSeenAt: at };
  const { count } = await tx.proofFinding.updateMany({ where: place, data: last });
  if (count > 0) return null;
  const row = await tx.proofFinding.create({
    data: { id: ctx.newId(), ...place, scope, firstPassId: passId, firstSeenAt: at, ...last },
  });
  await recordAudit(tx, ctx, {
    action: "proof.finding",
    entityType: "proof_finding",
    entityId: row.id,
    accountId,
    before: null,
    after: { check, stops: scope, journalId, orderId, message, passId },
  });
  return row;
}

async function raiseBreach(
  tx: Transaction,
  ctx: Context,
  accountId: string,
  opened: readonly ProofFinding[],
): Promise<void> {
  const [first] = opened;
  if (first === undefined) return;
  const id = ctx.newId();
  const more = opened.length === 1 ? "" : ` (and ${opened.length - 1} more)`;
  const message = `The proof found that the books do not agree: ${first.message}${more}.`;
  const effectiveAt = await readVenueTime(tx);
  await tx.breach.create({
    data: { id, accountId, orderId: first.orderId, rule: "broken_books", message, effectiveAt },
  });
  await appendStreamEvent(tx, accountId, "breach", id, { id, message });
}

const REASON_MAX = 500;

/** Names the first finding whole where it fits. */
function reasonOf(findings: readonly Finding[]): string {
  const [first] = findings;
  if (first === undefined) throw new Error("a halt of the proof has a finding");
  const where = [
    first.accountId && `account ${first.accountId}`,
    first.journalId && `journal ${first.journalId}`,
    first.orderId && `order ${first.orderId}`,
  ].filter(Boolean);
  const more = findings.length === 1 ? "" : `; ${findings.length - 1} more`;
  const tail = `${where.length === 0 ? "" : ` (${where.join(", ")})`}${more}. Lifted while this lasts, it is set again.`;
  const head = `The proof found ${first.check}: `;
  return `${head}${first.message.slice(0, REASON_MAX - head.length - tail.length)}${tail}`;
}
