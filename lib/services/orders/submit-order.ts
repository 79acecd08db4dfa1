/** Places an order: claims the key, locks, checks risk, holds funds, records and audits in one transaction, then hands over to dispatch. */
import { randomUUID } from "node:crypto";
import { constraintOf, isUniqueViolation } from "#lib/db/database-fault.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { orBusy } from "../idempotency.ts";
import { dispatchOrder } from "./dispatch-order.ts";
import { turnOf } from "./dispatch-rounds.ts";
import type { SubmitOrderResult } from "./record-new-orders.ts";
import { duplicate, submitTogether } from "./submit-together.ts";

export interface SubmitOrderInput extends Ticket {
  readonly accountId: AccountId;
  /** The caller's own name for the order, unique per account for ever; made here when absent. */
  readonly clientOrderId?: string | undefined;
}

export async function submitOrder({ ctx, input }: Verb<SubmitOrderInput>): Promise<SubmitOrderResult> {
  requirePermission(ctx, "orders:submit");
  const { userId } = ctx;
  if (userId === null) throw new ServiceError("forbidden", "Orders are placed by people and their keys.");
  const clientOrderId = input.clientOrderId ?? randomUUID();
  const eager = await ctx.flags.isOn("orders.eager_dispatch", input.accountId);
  const result = await orBusy(() =>
    namingDuplicates(ctx, input.accountId, clientOrderId, () =>
      submitTogether({ ctx, userId, order: { ...input, clientOrderId }, eager }),
    ),
  );
  if (result.refusal === null && eager) {
    for (const placed of [result.order, ...result.legs]) {
      if (placed.dispatch === "queued") ctx.runSoon(() => dispatchInTurn(ctx, placed));
    }
  }
  return result;
}

/** The queue and the sweep after a crash have many orders in hand at once and need no rounds. */
async function dispatchInTurn(ctx: Context, placed: OrderRecord): Promise<void> {
  await turnOf(ctx.database);
  await dispatchOrder({ ctx, input: { orderId: placed.id, placed } });
}

/** Two requests may bring the same clientOrderId under different keys at once; the constraint decides, and the loser is told which order won. */
async function namingDuplicates<T>(
  ctx: Context,
  accountId: string,
  clientOrderId: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error) || !constraintOf(error)?.includes("client_order_id")) throw error;
    const winner = await ctx.database.order.findFirst({ where: { accountId, clientOrderId }, select: { id: true } });
    throw duplicate(clientOrderId, winner?.id ?? "");
  }
}
