/** Sends an accepted order to its broker exactly once: `sending` is committed before the wire, and whoever finds it later looks up, never sends. */
import { claimDispatch } from "#lib/db/dispatch.sql.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import { asSystem } from "../as-system.ts";
import type { Context, Verb } from "../context.ts";
import { recordAcknowledgement } from "./acknowledge-order.ts";
import { closeOrder } from "./close-order.ts";
import { sendReplacement } from "./settle-replacement.ts";

interface DispatchInput {
  readonly orderId: OrderId;
  /** The order as it was committed, from whoever has just placed it: then it need not be read again. */
  readonly placed?: OrderRecord;
}

/** Safe to call again at any time: an order that is not queued any more is left alone. */
export async function dispatchOrder({ ctx: caller, input }: Verb<DispatchInput>): Promise<void> {
  const ctx = asSystem(caller);
  const claim = await claimDispatch(ctx.database, input.orderId);
  if (!claim.claimed) {
    if (claim.halt) await refuseHalted(ctx, input.orderId, claim.halt);
    return;
  }
  const { replacesId, knownFilled, ...order } = claim.order;
  if (replacesId !== null && knownFilled !== null)
    return sendReplacement({ ctx, input: { order, replacesId, knownFilled } });
  const answer = await ctx.broker.submit(order);
  if (answer.kind === "acknowledged") {
    const { orderId, placed } = input;
    // Claimed means still as it was placed, but for the way it is on.
    const sent: OrderRecord | undefined = placed && { ...placed, dispatch: "sending" };
    const { venueOrderId, at } = answer;
    await recordAcknowledgement({ ctx, input: { orderId, venueOrderId, at, sent } });
    return;
  }
  await closeOrder({
    ctx,
    input: {
      orderId: input.orderId,
      event: { type: "reject", reason: "venue_rejected" },
      detail: { venue: answer.reason },
    },
  });
}

/** The halt came between the commit and the wire: the order never left. */
async function refuseHalted(
  ctx: Context,
  orderId: OrderId,
  halt: { readonly scope: string; readonly reason: string },
): Promise<void> {
  await closeOrder({
    ctx,
    input: {
      orderId,
      event: { type: "reject", reason: "halted" },
      onlyWhenDispatch: ["queued"],
      detail: { message: `Trading was halted before the order was sent: ${halt.reason}` },
    },
  });
}
