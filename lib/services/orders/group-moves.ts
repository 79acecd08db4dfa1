/** What happens to the other members of a bracket, an OCO or an OTO when one of them moves: in the same transaction, under the account's lock. */
import { DISPATCH_QUEUE } from "#lib/db/queues.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { GROUP_REASONS, type GroupEffect, groupEffects } from "#lib/domain/orders/groups.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { transition } from "#lib/domain/orders/transition.ts";
import { toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import type { HoldId, OrderId } from "#lib/domain/shared/ids.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import type { Context } from "../context.ts";
import { coverExits, type ExitCover } from "./exit-cover.ts";
import { toOrderRecord } from "./order-row.ts";
import { moveOrder } from "./order-store.ts";
import { goBack } from "./stand-alone.ts";

export interface GroupMove {
  readonly before: OrderRecord;
  readonly after: OrderRecord;
  /** Somebody asked for this end; the venue did not bring it. */
  readonly asked: boolean;
  readonly at: Date;
}

/** What is left to do when the transaction has been committed. */
export interface GroupMoved {
  /** Members that must be canceled at the venue. */
  readonly toCancel: readonly OrderId[];
  /** Exits that have come to life; they are in the queue, and may be sent at once. */
  readonly activated: readonly OrderRecord[];
}

export async function moveGroup(tx: Transaction, ctx: Context, move: GroupMove): Promise<GroupMoved> {
  const { before, after, asked, at } = move;
  const { groupId } = after;
  if (groupId === null) return { toCancel: [], activated: [] };
  // The account's lock does not keep the dispatcher away: what is queued here may be on its way a moment later.
  await tx.$queryRaw`select id from orders where group_id = ${groupId}::uuid order by id for no key update`;
  const rows = await tx.order.findMany({ where: { groupId, id: { not: after.id } }, orderBy: { id: "asc" } });
  const members = new Map(rows.map((row) => [row.id, toOrderRecord(row)]));
  const effects = groupEffects({ before, after, others: [...members.values()], asked });
  const toCancel: OrderId[] = [];
  const activated: OrderRecord[] = [];
  let cover: ExitCover | null = null;
  for (const effect of effects) {
    const known = members.get(effect.orderId);
    invariant(known !== undefined, "a group effect is on a member");
    let member = known;
    if (effect.event.type === "activate") {
      cover ??= await coverExits(tx, ctx, member, [...members.values()]);
      member = await shrinkToCover(tx, ctx, { member, cover, at });
    }
    const moved = await moveMember(tx, ctx, { member, effect, at, exitHold: cover?.holdId ?? null });
    members.set(moved.id, moved);
    if (moved.status === "pending_cancel") toCancel.push(moved.id);
    if (effect.event.type === "activate" && moved.dispatch === "queued") activated.push(moved);
  }
  toCancel.push(...(await cancelLeftAlone(tx, ctx, effects, members, at)));
  return { toCancel, activated };
}

/** An exit closes what is there: of shares that were sold, or are to be sold, before their entry was done, nothing is left for it. */
function shrinkToCover(
  tx: Transaction,
  ctx: Context,
  { member, cover, at }: { readonly member: OrderRecord; readonly cover: ExitCover; readonly at: Date },
): Promise<OrderRecord> | OrderRecord {
  const by = (member.quantity ?? ZERO).minus(cover.closable);
  if (!by.gt(0)) return member;
  const effect: GroupEffect = { orderId: member.id, event: { type: "reduce", by } };
  return moveMember(tx, ctx, { member, effect, at, exitHold: null });
}

/** A member that was being replaced by one that never left stands alone again, and is canceled like the others. */
async function cancelLeftAlone(
  tx: Transaction,
  ctx: Context,
  effects: readonly GroupEffect[],
  members: ReadonlyMap<string, OrderRecord>,
  at: Date,
): Promise<OrderId[]> {
  const all = [...members.values()];
  const isReplaced = ({ id }: OrderRecord) => all.some(({ replacesId, status }) => replacesId === id && isOpen(status));
  const canceled: OrderId[] = [];
  for (const effect of effects) {
    const member = members.get(effect.orderId);
    if (effect.event.type !== "cancel" || member?.status !== "pending_replace" || isReplaced(member)) continue;
    const alone = await goBack(tx, ctx, member, at);
    const moved = await moveMember(tx, ctx, { member: alone, effect, at, exitHold: null });
    if (moved.status === "pending_cancel") canceled.push(moved.id);
  }
  return canceled;
}

interface MemberMove {
  readonly member: OrderRecord;
  readonly effect: GroupEffect;
  readonly at: Date;
  readonly exitHold: HoldId | null;
}

async function moveMember(
  tx: Transaction,
  ctx: Context,
  { member, effect, at, exitHold }: MemberMove,
): Promise<OrderRecord> {
  const event = venueMustSay(member, effect) ? ({ type: "request_cancel" } as const) : effect.event;
  const moved = transition(member, event, at);
  if (!moved.ok) return member;
  const activated = event.type === "activate";
  const left = { ...member, ...moved.value.order, version: member.version + 1 };
  const after: OrderRecord = {
    ...left,
    ...(activated ? { holdId: exitHold } : {}),
    dispatch: left.closedAt !== null && member.dispatch === "queued" ? "none" : left.dispatch,
  };
  const closed = after.closedAt !== null;
  await moveOrder(tx, ctx, {
    after,
    at,
    event: EVENT_NAMES[event.type],
    detail: "reason" in event ? { reason: event.reason } : "by" in event ? { by: toPlain(event.by) } : {},
    releaseHold: closed,
    audit: {
      action: `order.${event.type}`,
      before: { status: member.status, quantity: member.quantity },
      after: { status: after.status, quantity: after.quantity },
      ...("reason" in event ? { reason: event.reason } : {}),
    },
  });
  if (activated) await ctx.enqueue(tx, { queue: DISPATCH_QUEUE, data: { orderId: after.id }, key: after.id });
  return after;
}

const EVENT_NAMES = {
  activate: "activated",
  reduce: "reduced",
  cancel: "canceled",
  request_cancel: "cancel_requested",
} as const;

/** The venue itself ends the other exit of an OCO; whatever else is there is canceled there first. */
function venueMustSay(member: OrderRecord, { event }: GroupEffect): boolean {
  if (event.type !== "cancel" || event.reason === GROUP_REASONS.oco) return false;
  return member.dispatch !== "queued" && member.dispatch !== "none";
}
