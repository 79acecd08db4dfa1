/** Records that the venue has the order: it works there from now on. */
import { type AcknowledgementWord, acknowledgeDispatch } from "#lib/db/dispatch.sql.ts";
import { type OrderRecord, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import { transition } from "#lib/domain/orders/transition.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import { auditRow } from "../audit.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { orderEventRow } from "./order-events.ts";
import { toOrderRecord } from "./order-row.ts";

export interface AcknowledgementInput {
  readonly orderId: OrderId;
  readonly venueOrderId: string;
  /** When the venue took it, by the venue's own time. */
  readonly at: Date;
  /** The order as it was claimed, from whoever has it at hand: then it is read only when it has changed since. */
  readonly sent?: OrderRecord | undefined;
}

const ATTEMPTS_MAX = 5;

export async function recordAcknowledgement({ ctx, input }: Verb<AcknowledgementInput>): Promise<void> {
  requireDesk(ctx, "orders:submit");
  // Read without a lock, for the sake of the one round trip: a cancel that comes in between makes it read again.
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const known = attempt === 1 ? input.sent : undefined;
    if ((await acknowledge(ctx, { ...input, sent: known })) !== "changed") return;
  }
  throw new Error(`order ${input.orderId} changed ${ATTEMPTS_MAX} times while it was acknowledged`);
}

async function acknowledge(
  ctx: Context,
  { orderId, venueOrderId, at, sent }: AcknowledgementInput,
): Promise<AcknowledgementWord> {
  const before = sent ?? (await readOrder(ctx, orderId));
  const moved = transition(before, { type: "acknowledge" });
  // Closed or already filled meanwhile: the status stays, only the dispatch is settled.
  const after: OrderRecord = {
    ...before,
    ...(moved.ok ? moved.value.order : {}),
    dispatch: "acknowledged",
    version: before.version + 1,
  };
  const word = await acknowledgeDispatch(ctx.database, {
    orderId: after.id,
    accountId: after.accountId,
    version: before.version,
    events: [orderEventRow(ctx, after, "acknowledged", { venueOrderId }, at)],
    audit: [
      auditRow(ctx, {
        action: "order.acknowledge",
        entityType: "order",
        entityId: after.id,
        accountId: after.accountId,
        before: { dispatch: before.dispatch, status: before.status },
        after: { dispatch: after.dispatch, status: after.status, venueOrderId },
        effectiveAt: at,
      }),
    ],
    stream: orderSnapshot(after),
  });
  if (word === "done") await ctx.notifier.accountChanged(after.accountId).catch(() => undefined);
  return word;
}

async function readOrder(ctx: Context, orderId: OrderId): Promise<OrderRecord> {
  return toOrderRecord(await ctx.database.order.findUniqueOrThrow({ where: { id: orderId } }));
}
