/** Ends an order that will not fill any further: canceled, expired or rejected after the fact; its hold is released in the same transaction. */

import type { Tx } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { type Dispatch, isOpen } from "#lib/domain/orders/order.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import type { OrderEvent } from "#lib/domain/orders/transition.ts";
import { transition } from "#lib/domain/orders/transition.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { moveGroup } from "./group-moves.ts";
import { lockOrder, moveOrder } from "./order-store.ts";
import { resendReplacement } from "./settle-replacement.ts";

export interface CloseOrderInput {
  readonly orderId: OrderId;
  readonly event: Extract<OrderEvent, { type: "cancel" | "expire" | "reject" }>;
  /** Left alone when its dispatch is none of these. */
  readonly onlyWhenDispatch?: readonly Dispatch[];
  readonly detail?: { readonly [key: string]: unknown };
  /** Venue time of its end; now unless told. */
  readonly at?: Date | undefined;
  /** Somebody asked for it: then a group ends as a whole. */
  readonly asked?: boolean;
}

/**
 * The order as it stands afterwards; unchanged when it was closed already or may not be closed this way, and while fills of the order that it
 * replaced are still on their way here: then it is to be asked again.
 */
export async function closeOrder({ ctx, input }: Verb<CloseOrderInput>): Promise<OrderRecord> {
  requireDesk(ctx, "orders:cancel");
  const close = () => ctx.transact((tx) => closeInTransaction(tx, ctx, input));
  const order = await close();
  if (!(await hidesAnswer(ctx.database, order, input))) return order;
  await resendReplacement({ ctx, input: { orderId: order.id } });
  return close();
}

/**
 * The venue's word on the end of a replacement that was never answered says that it had taken the other's place. That is recorded first, or
 * the other would stand as if it were still at the venue.
 */
async function hidesAnswer(db: Tx, order: OrderRecord, { event, onlyWhenDispatch }: CloseOrderInput): Promise<boolean> {
  const { id, replacesId, status, dispatch } = order;
  if (replacesId === null || !isOpen(status) || (dispatch !== "sending" && dispatch !== "unknown")) return false;
  if (event.type === "reject" || (event.type === "cancel" && event.reason === "never_arrived")) return false;
  // Who closes only what has not left has no word of the venue.
  if (onlyWhenDispatch !== undefined && !onlyWhenDispatch.includes(dispatch)) return false;
  // An exit that was changed before it was sent took nobody's place there, and goes there as any order does.
  return (await db.order.count({ where: { id, replacedFilled: { not: null } } })) > 0;
}

/** While a corporate action changes an instrument, its orders end for that reason, also those whose cancel a crash left to somebody else. */
async function truly(
  tx: Transaction,
  { instrumentId }: OrderRecord,
  event: CloseOrderInput["event"],
): Promise<CloseOrderInput["event"]> {
  if (event.type !== "cancel" || event.reason !== "requested") return event;
  const changing = await tx.asset.count({ where: { id: instrumentId, corporateActionId: { not: null } } });
  return changing === 0 ? event : { ...event, reason: "corporate_action" };
}

/** An order that never left goes nowhere; every end but giving up is the venue's word, so the venue had it. */
function dispatchAfter(dispatch: Dispatch, event: CloseOrderInput["event"]): Dispatch {
  if (dispatch === "queued") return "none";
  const givenUp = event.type === "cancel" && event.reason === "never_arrived";
  return givenUp || dispatch === "none" ? dispatch : "acknowledged";
}

export async function closeInTransaction(tx: Transaction, ctx: Context, input: CloseOrderInput): Promise<OrderRecord> {
  const before = await lockOrder(tx, input.orderId);
  if (input.onlyWhenDispatch !== undefined && !input.onlyWhenDispatch.includes(before.dispatch)) return before;
  const at = input.at ?? (await readVenueTime(tx));
  if (await hidesAnswer(tx, before, input)) return before;
  const event = await truly(tx, before, input.event);
  const moved = transition(before, event, at);
  if (!moved.ok) return before;
  const message = input.detail?.message;
  const after: OrderRecord = {
    ...before,
    ...moved.value.order,
    dispatch: dispatchAfter(before.dispatch, event),
    rejectDetail:
      event.type === "reject"
        ? { message: typeof message === "string" ? message : `The venue refused the order.` }
        : null,
    version: before.version + 1,
  };
  const type = { cancel: "canceled", expire: "expired", reject: "rejected" }[event.type];
  const action = { cancel: "order.cancel", expire: "order.expire", reject: "order.reject" }[event.type];
  const reason = "reason" in event ? event.reason : null;
  const closed = await moveOrder(tx, ctx, {
    after,
    at,
    event: type,
    detail: { ...input.detail, ...(reason === null ? {} : { reason }) },
    releaseHold: true,
    audit: {
      action,
      before: { status: before.status, filledQuantity: before.filledQuantity },
      after: { status: after.status, filledQuantity: after.filledQuantity },
      reason,
    },
  });
  const asked = input.asked ?? false;
  await moveGroup(tx, ctx, { before, after: closed, asked, at });
  return closed;
}
