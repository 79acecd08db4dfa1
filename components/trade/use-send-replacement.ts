"use client";
// Sends what was proposed for a line, once for each key; the line says so until the server's word.
import { useCallback, useEffect, useRef, useState } from "react";
import { newTicketKey } from "#components/ticket/ticket-memory.ts";
import { getJson, sendJson } from "#lib/client/fetch.ts";
import { paths } from "#lib/client/paths.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import type { ChartLine, Proposal } from "./chart-lines.ts";
import { replacementOf } from "./move-line.ts";
import { type ReplaceAnswer, sendReplacement } from "./send-replacement.ts";

const ABSENT = "The change did not arrive. The order stays as it was.";
const BROKEN = "Something went wrong here. Look at the order before you try again.";

export interface ReplaceLines {
  readonly lines: readonly ChartLine[];
  readonly proposal: Proposal | null;
  readonly onPropose: (proposal: Proposal | null) => void;
  /** Reads everything that a replaced order changes. */
  readonly onReplaced: () => Promise<void>;
}

export function useSendReplacement(props: ReplaceLines): {
  readonly confirm: () => void;
  readonly trouble: string | null;
} {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const [trouble, setTrouble] = useState<string | null>(null);
  const busy = useRef(false);
  const gone = useRef<AbortController | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    gone.current = stop;
    return () => stop.abort();
  }, []);

  const confirm = useCallback(() => {
    const { proposal, lines, onPropose } = latest.current;
    const line = lines.find(({ id }) => id === proposal?.lineId);
    const change = line === undefined || proposal === null ? null : replacementOf(line, proposal.price);
    const signal = gone.current?.signal;
    if (busy.current || proposal?.phase !== "asking" || line === undefined || change === null || !signal) return;
    busy.current = true;
    const { id } = line.order;
    const key = newTicketKey();
    onPropose({ ...proposal, phase: "sending" });
    sendReplacement({
      send: () =>
        sendJson<OrderView>(paths.order(id), { method: "PATCH", body: change.body, idempotencyKey: key, signal }),
      look: () => getJson<OrderView>(paths.order(id), signal),
      wait: (ms) => pause(ms, signal),
      onChecking: () => onPropose({ ...proposal, phase: "checking" }),
    })
      .catch((): ReplaceAnswer => ({ kind: "refused", sentence: BROKEN }))
      .then(async (answer) => {
        if (signal.aborted) return;
        // The new order comes with the lists; until they are read the line keeps saying that it was sent.
        await latest.current.onReplaced().catch(() => undefined);
        if (answer.kind === "done") return onPropose(null);
        setTrouble(answer.kind === "absent" ? ABSENT : answer.sentence);
        onPropose({ ...proposal, phase: "refused" });
      })
      .finally(() => {
        busy.current = false;
      });
  }, []);
  return { confirm, trouble };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("The page was left.", "AbortError"));
    });
  });
}
