/** Lets the paper venue take an execution back, or correct it: for operators who try out what a real venue does on a bad day. */
import { reverseAtVenue } from "#lib/db/venue.sql.ts";
import { type Decimal, toPlain } from "#lib/domain/shared/decimal.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";

export interface ReverseExecutionInput {
  /** The venue's id of it, or the desk's. */
  readonly executionId: string;
  /** Null takes it back. */
  readonly correction: { readonly quantity: Decimal; readonly price: Decimal; readonly fee: Decimal | null } | null;
  readonly reason: string;
}

export interface Reversal {
  readonly venueExecutionId: string;
  readonly orderId: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The venue's own fact: the desk books it when it is reported, like every execution. */
export async function reverseExecution({ ctx, input }: Verb<ReverseExecutionInput>): Promise<Reversal> {
  requirePermission(ctx, "venue:edit");
  const { correction } = input;
  if (correction !== null && !(correction.quantity.gt(0) && correction.price.gt(0))) {
    throw new ServiceError("invalid", "A corrected execution has a quantity and a price above zero.");
  }
  return once(ctx, async (tx) => {
    const own = UUID.test(input.executionId)
      ? await tx.execution.findFirst({ where: { id: input.executionId }, select: { venueExecutionId: true } })
      : null;
    const word = await reverseAtVenue(tx, {
      venueExecutionId: own?.venueExecutionId ?? input.executionId,
      kind: correction === null ? "bust" : "correct",
      quantity: correction && toPlain(correction.quantity),
      price: correction && toPlain(correction.price),
      fee: correction?.fee ? toPlain(correction.fee) : null,
    });
    if (word.kind === "unknown") throw notFound("execution");
    if (word.kind === "reversed") {
      throw new ServiceError("conflict", "That execution has been taken back or corrected before.");
    }
    const { venueExecutionId, orderId, accountId, was, is } = word;
    await recordAudit(tx, ctx, {
      action: correction === null ? "venue_execution.bust" : "venue_execution.correct",
      entityType: "venue_execution",
      entityId: venueExecutionId,
      accountId,
      before: was,
      after: is,
      reason: input.reason,
      effectiveAt: new Date(word.at),
    });
    return { venueExecutionId, orderId };
  });
}
