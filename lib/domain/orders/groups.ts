// What happening to one member of a bracket, an OCO or an OTO does to the others. Rules GRP of docs/orders.md.
import { sum } from "../shared/decimal.ts";
import type { OrderId } from "../shared/ids.ts";
import { invariant } from "../shared/invariant.ts";
import { isOpen, type LegRole, type Order } from "./order.ts";
import type { Command } from "./transition.ts";

/** Why a member ends because of another. */
export const GROUP_REASONS = {
  oco: "oco",
  groupCanceled: "group_canceled",
  entryEnded: "entry_ended",
} as const;

type Member = Pick<Order, "id" | "legRole" | "status" | "quantity" | "filledQuantity">;

/** A member that has reached the venue is canceled there, and is canceled here when the venue says so. */
export interface GroupEffect {
  readonly orderId: OrderId;
  readonly event: Extract<Command, { type: "activate" | "cancel" | "reduce" }>;
}

export interface GroupChange {
  readonly before: Member;
  readonly after: Member;
  /** Every other member; closed ones are left alone. */
  readonly others: readonly Member[];
  /** A person, a program or a halt asked for this end, not the venue. */
  readonly asked: boolean;
}

/** In the order in which they are to be applied, each to the member as the one before has left it. */
export function groupEffects(change: GroupChange): GroupEffect[] {
  const { before, after } = change;
  // A late fact on a member that was closed: its group was settled when it closed.
  if (!isOpen(before.status)) return [];
  const open = change.others.filter(({ status }) => isOpen(status));
  if (after.status === "canceled" && change.asked)
    return open.map((member) => cancel(member, GROUP_REASONS.groupCanceled));
  if (after.legRole === "entry") return isOpen(after.status) ? [] : entryEnded(after, change.others, open);
  return exitMoved(before, after, open.filter(isExit));
}

/** With nothing filled there is nothing to exit from; with a part, the exits are for that part. */
function entryEnded(entry: Member, others: readonly Member[], open: readonly Member[]): GroupEffect[] {
  // What replaces the entry takes its place.
  if (entry.status === "replaced") return [];
  const held = open.filter(({ status }) => status === "held");
  // What the entries that it has replaced have filled is there to exit from as well.
  const filled = sum(
    [entry, ...others.filter(({ legRole }) => legRole === "entry")].map((each) => each.filledQuantity),
  );
  if (filled.isZero()) return held.map((exit) => cancel(exit, GROUP_REASONS.entryEnded));
  const reduces = held.flatMap((exit): GroupEffect[] => {
    invariant(exit.quantity !== null, "an exit has a quantity");
    const unfilled = exit.quantity.minus(filled);
    return unfilled.gt(0) ? [{ orderId: exit.id, event: { type: "reduce", by: unfilled } }] : [];
  });
  // All are of their size before the first of them takes the hold that they share.
  return [...reduces, ...held.map(({ id }): GroupEffect => ({ orderId: id, event: { type: "activate" } }))];
}

/** What one exit has filled is not left for the other; when it is done, so is the other. */
function exitMoved(before: Member, after: Member, exits: readonly Member[]): GroupEffect[] {
  if (after.status === "filled") return exits.map((exit) => cancel(exit, GROUP_REASONS.oco));
  const filled = after.filledQuantity.minus(before.filledQuantity);
  // A bust does not grow the other exit again: the venue has it smaller.
  if (!filled.gt(0)) return [];
  return exits.map((exit): GroupEffect => ({ orderId: exit.id, event: { type: "reduce", by: filled } }));
}

function isExit({ legRole }: { readonly legRole: LegRole | null }): boolean {
  return legRole === "take_profit" || legRole === "stop_loss";
}

function cancel({ id }: Member, reason: string): GroupEffect {
  return { orderId: id, event: { type: "cancel", reason } };
}
