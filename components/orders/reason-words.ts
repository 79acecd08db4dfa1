// Why an order ended as it did, and where it came from, in words.
import type { OrderView } from "#lib/contracts/order.ts";

const CANCELED: { readonly [reason: string]: string } = {
  requested: "on request",
  insufficient_hold: "what was set aside did not cover the rest",
  never_arrived: "never reached the venue",
  halted: "trading was halted",
};

type Ended = Pick<OrderView, "status" | "rejectReason" | "rejectDetail" | "cancelReason">;

/** Null while it works, and for an order that simply filled. */
export function reasonOf({ status, rejectReason, rejectDetail, cancelReason }: Ended): string | null {
  if (status === "rejected") return rejectDetail?.message ?? inWords(rejectReason);
  if (status === "expired") return "the trading day ended";
  if (cancelReason === null) return null;
  return CANCELED[cancelReason] ?? inWords(cancelReason);
}

function inWords(code: string | null): string | null {
  return code === null ? null : code.replaceAll("_", " ");
}

const SOURCES: { readonly [source: string]: string } = {
  ui: "desk",
  api: "API",
  cli: "command line",
  agent: "agent",
  gateway: "gateway",
  system: "Ballast",
};

export function sourceWord(source: string): string {
  return SOURCES[source] ?? source;
}
