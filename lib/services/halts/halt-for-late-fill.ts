/** Something nobody expected was booked: the breach is recorded and the account stops until a person has looked. */
import type { Transaction } from "#lib/db/transact.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { recordAudit } from "../audit.ts";
import { type Context, SYSTEM_ACTOR_ID } from "../context.ts";
import { appendStreamEvent } from "../stream-event.ts";

export interface LateFill {
  readonly order: OrderRecord;
  readonly late: boolean;
  readonly at: Date;
}

/** The account's lock is held by the caller. */
export async function haltForLateFill(tx: Transaction, ctx: Context, { order, late, at }: LateFill): Promise<void> {
  const message = late
    ? `A fill of order ${order.id} arrived after the order was closed.`
    : `A fill of order ${order.id} went beyond what was asked for or held.`;
  const { id: orderId, accountId } = order;
  await raiseBreach(tx, ctx, { accountId, orderId, rule: late ? "late_fill" : "overfill", message, halts: true, at });
}

export interface BreachToRaise {
  readonly accountId: string;
  readonly orderId: string | null;
  readonly rule: "late_fill" | "overfill" | "busted" | "corrected" | "overdrawn";
  readonly message: string;
  readonly halts: boolean;
  readonly at: Date;
}

/** The account's lock is held by the caller. With `halts` the account stops until a person has looked. */
export async function raiseBreach(tx: Transaction, ctx: Context, breach: BreachToRaise): Promise<void> {
  const { accountId, orderId, rule, message, at } = breach;
  const breachId = ctx.newId();
  await tx.breach.create({
    data: { id: breachId, accountId, orderId, rule, message, effectiveAt: at },
  });
  await appendStreamEvent(tx, accountId, "breach", breachId, { id: breachId, message });
  if (breach.halts) await haltAccount(tx, ctx, breachId, breach);
}

async function haltAccount(tx: Transaction, ctx: Context, breachId: string, breach: BreachToRaise): Promise<void> {
  const { accountId, message, at } = breach;
  const inForce = await tx.halt.findFirst({
    where: { accountId, liftedAt: null },
    select: { id: true },
  });
  if (inForce !== null) return;
  const haltId = ctx.newId();
  await tx.halt.create({
    data: {
      id: haltId,
      scopeKind: "account",
      accountId,
      reason: message,
      setBy: SYSTEM_ACTOR_ID,
      setAt: at,
    },
  });
  await recordAudit(tx, ctx, {
    action: "halt.set",
    entityType: "halt",
    entityId: haltId,
    accountId,
    before: null,
    after: { scope: "account", breachId },
    reason: message,
    effectiveAt: at,
  });
  await appendStreamEvent(tx, accountId, "halt", haltId, { id: haltId, scope: "account", inForce: true });
}
