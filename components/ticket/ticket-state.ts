// What a ticket goes through, as a pure function: filling, sending, checking what became of it, and the server's word.

import type { OrderView } from "#lib/contracts/order.ts";
import type { Problem } from "#lib/contracts/problem.ts";
import { sameDraft, type TicketDraft, withoutSize } from "./draft.ts";
import type { TicketMemory } from "./ticket-memory.ts";

/** `sending`: the request is under way. `checking`: no answer came, and the order is looked up by its key; it is never sent again. */
export type Phase = "filling" | "sending" | "checking";

export type Notice =
  | { readonly kind: "order"; readonly order: OrderView }
  | { readonly kind: "refused"; readonly refusal: TicketRefusal }
  /** The server did not take the request, and says why; nothing was placed. */
  | { readonly kind: "not_sent"; readonly problem: Problem }
  | { readonly kind: "signed_out" }
  | { readonly kind: "outdated" }
  /** The server, asked for long enough, has no such order. */
  | { readonly kind: "absent" };

export interface TicketRefusal {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
  readonly limit: string | null;
  readonly observed: string | null;
  readonly headroom: string | null;
  readonly orderId: string | null;
  /** The open orders that stand in its way. */
  readonly blockedBy: readonly string[];
}

export interface TicketState extends TicketMemory {
  readonly phase: Phase;
  readonly notice: Notice | null;
  /** Since when the server has been answering "no such order", in milliseconds; null while it has not. */
  readonly absentSince: number | null;
}

export type DraftPart = Partial<TicketDraft> | ((draft: TicketDraft) => Partial<TicketDraft>);

export type TicketEvent =
  /** A part, so that two changes in one moment are both kept; as a function it is told what they are to go with. */
  | { readonly type: "change"; readonly part: DraftPart; readonly newKey: string }
  | { readonly type: "send"; readonly at: string }
  | { readonly type: "no_answer" }
  | { readonly type: "answer"; readonly order: OrderView; readonly newKey: string }
  | { readonly type: "refuse"; readonly refusal: TicketRefusal; readonly newKey: string }
  | { readonly type: "turn_away"; readonly problem: Problem }
  | { readonly type: "sign_in_needed" }
  | { readonly type: "outdated" }
  | { readonly type: "not_found"; readonly now: number }
  | { readonly type: "dismiss" };

/** A request may still be on its way when its connection is gone; only after this long is "no such order" believed. */
export const BELIEVE_ABSENT_MS = 10_000;

export function openTicket(memory: TicketMemory): TicketState {
  return { ...memory, phase: memory.sentAt === null ? "filling" : "checking", notice: null, absentSince: null };
}

export function moveTicket(state: TicketState, event: TicketEvent): TicketState {
  switch (event.type) {
    case "change": {
      const part = typeof event.part === "function" ? event.part(state.draft) : event.part;
      const draft = { ...state.draft, ...part };
      if (state.phase !== "filling" || sameDraft(state.draft, draft)) return state;
      // Another order than the one the key stands for: another key.
      const notice = state.notice?.kind === "order" || state.notice?.kind === "outdated" ? state.notice : null;
      return { ...state, draft, key: event.newKey, notice };
    }
    case "send":
      return state.phase === "filling"
        ? { ...state, phase: "sending", sentAt: event.at, notice: null, absentSince: null }
        : state;
    case "no_answer":
      return state.phase === "filling" ? state : { ...state, phase: "checking" };
    case "answer":
      // By its name and not by the phase: an answer that comes after "no such order" was believed still counts.
      return event.order.clientOrderId === state.key
        ? settled(state, { kind: "order", order: event.order }, event.newKey, withoutSize(state.draft))
        : state;
    case "refuse":
      return isUnderWay(state)
        ? settled(state, { kind: "refused", refusal: event.refusal }, event.newKey, state.draft)
        : state;
    case "turn_away":
      return isUnderWay(state) ? backToFilling(state, { kind: "not_sent", problem: event.problem }) : state;
    case "sign_in_needed":
      // While checking, only the look-up needs the session: what was sent stays sent.
      if (state.phase === "checking") return { ...state, notice: { kind: "signed_out" } };
      return backToFilling(state, { kind: "signed_out" });
    case "outdated":
      return backToFilling(state, { kind: "outdated" });
    case "not_found":
      return notFound(state, event.now);
    case "dismiss":
      return { ...state, notice: null };
  }
}

function isUnderWay({ phase }: TicketState): boolean {
  return phase !== "filling";
}

/** A final answer: the key has done its work. */
function settled(state: TicketState, notice: Notice, newKey: string, draft: TicketDraft): TicketState {
  return { ...state, key: newKey, draft, sentAt: null, phase: "filling", notice, absentSince: null };
}

/** Nothing was placed: same fields, same key, and only the person sends again. */
function backToFilling(state: TicketState, notice: Notice): TicketState {
  return { ...state, sentAt: null, phase: "filling", notice, absentSince: null };
}

function notFound(state: TicketState, now: number): TicketState {
  if (state.phase !== "checking") return state;
  const absentSince = state.absentSince ?? now;
  if (now - absentSince < BELIEVE_ABSENT_MS) return { ...state, absentSince };
  return backToFilling(state, { kind: "absent" });
}
