"use client";
// The server's estimate and risk verdict for what is typed, asked a moment after typing stops and again while prices move.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { orderPreviewOptions } from "#lib/client/orders.ts";
import type { OrderPreviewView } from "#lib/contracts/order.ts";
import type { OrderTerms } from "./draft.ts";
import { previewQuery } from "./preview-query.ts";

export interface PreviewReading {
  readonly preview: OrderPreviewView | null;
  /** What is shown belongs to an earlier version of the ticket. */
  readonly outdated: boolean;
  readonly cause: string;
}

const TYPING_MS = 200;
const AGAIN_MS = 3_000;
const NOTHING: OrderTerms = { symbol: "", side: "buy", type: "market", timeInForce: "day" };

/** As text, so that two readings of the same ticket are the same. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export function usePreview(accountId: string, terms: OrderTerms | null): PreviewReading {
  const wanted = terms === null ? "" : JSON.stringify(terms);
  const settled = useSettled(wanted);
  const asked = settled !== "" && wanted !== "";
  const query = useQuery({
    ...orderPreviewOptions(previewQuery(accountId, asked ? (JSON.parse(settled) as OrderTerms) : NOTHING)),
    enabled: asked,
    refetchInterval: AGAIN_MS,
  });
  if (terms === null) return { preview: null, outdated: false, cause: "Fill in the ticket" };
  return {
    preview: query.data ?? null,
    outdated: settled !== wanted || query.isPlaceholderData || query.data === undefined,
    cause: query.isError ? "The server did not answer; the order can be sent all the same" : "Asking the server",
  };
}
