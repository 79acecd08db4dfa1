"use client";
// The ticket at work: its memory, its one request, and the look-up when no answer comes. It never sends by itself.
import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useCallback, useEffect, useReducer, useRef } from "react";
import type { OrderView } from "#lib/contracts/order.ts";
import { emptyDraft, type OrderTerms, type TicketDraft, withoutSize } from "./draft.ts";
import { readAnswer, readOrder, type SubmitAnswer } from "./read-answer.ts";
import { loadTicket, newTicketKey, saveTicket, type TicketMemory } from "./ticket-memory.ts";
import { type DraftPart, moveTicket, openTicket, type TicketEvent, type TicketState } from "./ticket-state.ts";

export type SubmitTicket = (
  order: OrderTerms & { readonly accountId: string; readonly clientOrderId: string },
  call: { readonly idempotencyKey: string },
) => Promise<SubmitAnswer>;

export type FoundOrder =
  | { readonly kind: "found"; readonly order: OrderView }
  | { readonly kind: "absent" }
  | { readonly kind: "signed_out" }
  | { readonly kind: "unreachable" };

export interface TicketParts {
  readonly accountId: string;
  readonly symbol: string;
  readonly submit: SubmitTicket;
  readonly findOrder: (clientOrderId: string, signal: AbortSignal) => Promise<FoundOrder>;
  /** The server has recorded an order, taken or refused. */
  readonly onOrder: (order: OrderView | null) => void;
}

export interface TicketHandle {
  readonly state: TicketState;
  /** False until the page is live: the server cannot know what the browser kept. */
  readonly ready: boolean;
  readonly change: (part: DraftPart) => void;
  readonly send: (terms: OrderTerms) => void;
  readonly tell: (event: TicketEvent) => void;
}

/** After this long the order is looked up, while its answer may still come. */
const PATIENCE_MS = 5_000;
const LOOK_UP_EVERY_MS = 1_000;

type Event = TicketEvent | { readonly type: "restore"; readonly state: TicketState };
type Whole = { readonly ticket: TicketState; readonly ready: boolean };

function reduce(whole: Whole, event: Event): Whole {
  if (event.type === "restore") return { ticket: event.state, ready: true };
  const ticket = moveTicket(whole.ticket, event);
  return ticket === whole.ticket ? whole : { ...whole, ticket };
}

function freshTicket(draft: TicketDraft): TicketMemory {
  return { key: newTicketKey(), draft, sentAt: null };
}

/** At once on the chart's instrument: what is typed from here on is not lost to a later change. */
function onSymbol(kept: TicketMemory, symbol: string): TicketMemory {
  if (kept.sentAt !== null || kept.draft.symbol === symbol) return kept;
  return freshTicket({ ...withoutSize(kept.draft), symbol });
}

export function useTicket(parts: TicketParts): TicketHandle {
  const { accountId, symbol } = parts;
  const [{ ticket: state, ready }, tell] = useReducer(reduce, null, () => ({
    ticket: openTicket({ key: "", draft: emptyDraft(symbol), sentAt: null }),
    ready: false,
  }));
  const latest = useRef({ ...parts, state });
  useEffect(() => {
    latest.current = { ...parts, state };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once per account; a later symbol moves the open ticket below
  useEffect(() => {
    const kept = loadTicket(sessionStorage, accountId);
    tell({
      type: "restore",
      state: openTicket(kept === null ? freshTicket(emptyDraft(symbol)) : onSymbol(kept, symbol)),
    });
  }, [accountId]);

  const { key, draft, sentAt, phase } = state;
  useEffect(() => {
    if (ready) saveTicket(sessionStorage, accountId, { key, draft, sentAt });
  }, [ready, accountId, key, draft, sentAt]);

  // The ticket follows the chart, but never while an order of another symbol is under way.
  useEffect(() => {
    if (!ready || phase !== "filling" || draft.symbol === symbol) return;
    tell({ type: "change", part: { ...withoutSize(draft), symbol }, newKey: newTicketKey() });
  }, [ready, phase, draft, symbol]);

  const change = useCallback((part: DraftPart) => tell({ type: "change", part, newKey: newTicketKey() }), []);
  const send = useSend(latest, tell);
  useLookUp(phase === "checking" && state.notice === null, latest, tell);
  return { state, ready, change, send, tell };
}

type Latest = { readonly current: TicketParts & { readonly state: TicketState } };

function useSend(latest: Latest, tell: (event: TicketEvent) => void): (terms: OrderTerms) => void {
  // State comes a render later; this is at once, so that a double click is one request.
  const busy = useRef(false);
  return useCallback(
    (terms: OrderTerms) => {
      const { accountId, submit, state, onOrder } = latest.current;
      const { key, draft } = state;
      if (busy.current || state.phase !== "filling") return;
      busy.current = true;
      const at = new Date().toISOString();
      // Before the request: a reload in this very moment must find that it was sent.
      saveTicket(sessionStorage, accountId, { key, draft, sentAt: at });
      tell({ type: "send", at });
      const impatient = setTimeout(() => tell({ type: "no_answer" }), PATIENCE_MS);
      submit({ ...terms, accountId, clientOrderId: key }, { idempotencyKey: key })
        .then((answer) => readAnswer(answer, newTicketKey()), afterFailure)
        .then((event) => {
          clearTimeout(impatient);
          // The look-up may have settled it meanwhile, and another order may be in the ticket.
          if (latest.current.state.key !== key) return;
          tell(event);
          if (event.type === "answer") onOrder(event.order);
          if (event.type === "refuse") onOrder(null);
        })
        .finally(() => {
          busy.current = false;
        });
    },
    [latest, tell],
  );
}

function afterFailure(error: unknown): TicketEvent {
  return unstable_isUnrecognizedActionError(error) ? { type: "outdated" } : { type: "no_answer" };
}

function useLookUp(active: boolean, latest: Latest, tell: (event: TicketEvent) => void): void {
  useEffect(() => {
    if (!active) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const { findOrder, onOrder, state } = latest.current;
      const found = await findOrder(state.key, stop.signal);
      if (stop.signal.aborted) return;
      if (found.kind === "found") {
        tell(readOrder(found.order, newTicketKey()));
        onOrder(found.order);
        return;
      }
      if (found.kind === "absent") tell({ type: "not_found", now: performance.now() });
      if (found.kind === "signed_out") tell({ type: "sign_in_needed" });
      timer = setTimeout(look, LOOK_UP_EVERY_MS);
    };
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [active, latest, tell]);
}
