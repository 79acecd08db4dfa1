/** Asks for a corporate action that was wrong to be taken back on every account in whose books it stands; the worker does it, account by account. */
import { TAKE_BACK_QUEUE } from "#lib/db/queues.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { lockForHalt } from "../halts/set-halt.ts";
import { once } from "../idempotency.ts";
import { auditOf, stopOrders } from "./announce-corporate-action.ts";
import { type CorporateActionRecord, toCorporateAction, WITH_ASSET } from "./corporate-action-record.ts";
import { isBusyWithAnother } from "./under-way.ts";

export interface TakeBackInput {
  readonly id: string;
  readonly reason: string;
}

/** What is being taken back already is answered as it is. One that was taken back in part is tried again where it still stands. */
export async function takeBackCorporateAction({ ctx, input }: Verb<TakeBackInput>): Promise<CorporateActionRecord> {
  requirePermission(ctx, "corporate_actions:apply");
  return once(ctx, (tx) => wish(tx, ctx, input));
}

async function wish(tx: Transaction, ctx: Context, { id, reason }: TakeBackInput): Promise<CorporateActionRecord> {
  const found = await tx.corporateAction.findUnique({ where: { id }, select: { kind: true } });
  if (found === null) throw notFound("corporate action");
  // As when one is begun: the desk before the action, and the action before its instrument.
  if (found.kind === "split") await lockForHalt(tx, null);
  await tx.$queryRaw`select id from corporate_action where id = ${id}::uuid for update`;
  const row = await tx.corporateAction.findUniqueOrThrow({ where: { id }, include: WITH_ASSET });
  if (row.status === "taking_back") return toCorporateAction(row);
  refuseUnlessBooked(row.kind, row.status);
  if (await isBusyWithAnother(tx, row, ["applying", "taking_back"])) {
    throw new ServiceError(
      "conflict",
      `Another corporate action of ${row.asset.symbol} is just being applied or taken back. Try again when that is done.`,
    );
  }
  await tx.takeBackFailure.deleteMany({ where: { corporateActionId: id } });
  const data = { status: "taking_back", takeBackReason: reason, takenBackBy: ctx.userId ?? ctx.actor.id };
  const taken = await tx.corporateAction.update({
    where: { id },
    data: { ...data, takenBackAt: null },
    include: WITH_ASSET,
  });
  if (row.kind === "split") await stopOrders(tx, row.assetId, id);
  const after = { status: data.status, accounts: taken._count.activities };
  await recordAudit(tx, ctx, {
    ...auditOf(id, "corporate_action.take_back", reason),
    before: { status: row.status },
    after,
  });
  await ctx.enqueue(tx, { queue: TAKE_BACK_QUEUE, data: { actionId: id }, key: id });
  tx.afterCommit(() => ctx.notifier.deskChanged());
  return toCorporateAction(taken);
}

const BOOKED = new Set(["applying", "applied", "partly_taken_back"]);

function refuseUnlessBooked(kind: string, status: string): void {
  if (kind === "symbol_change") {
    throw new ServiceError(
      "conflict",
      "A symbol change books nothing on accounts: announce another one, back to the old symbol.",
    );
  }
  if (BOOKED.has(status)) return;
  const why: { readonly [status: string]: string } = {
    announced: "It is only announced: withdraw it instead.",
    withdrawn: "It was withdrawn: nothing of it was booked.",
    taken_back: "It has been taken back before.",
  };
  throw new ServiceError("conflict", why[status] ?? `It is ${status}.`);
}
