// Why an order ended as it did, and where it came from, in words.
import type { OrderView } from "#lib/contracts/order.ts";

const CANCELED: { readonly [reason: string]: string } = {
  requested: "on request",
  corporate_action: "a corporate action changes its instrument",
  insufficient_hold: "what was set aside did not cover the rest",
  never_arrived: "never reached the venue",
  late_arrival: "its replacement reached the venue after it had been given up",
  halted: "trading was halted",
  oco: "the other exit of its group was filled",
  group_canceled: "its group was canceled",
  entry_ended: "its entry ended without a fill",
  nothing_left: "nothing was left for it to fill",
  fill_or_kill: "it could not be filled at once and in full",
  immediate_or_cancel: "the rest could not be filled at once",
};

type Ended = Pick<OrderView, "status" | "timeInForce" | "rejectReason" | "rejectDetail" | "cancelReason">;

/** Null while it works, and for an order that simply filled. */
export function reasonOf({ status, timeInForce, rejectReason, rejectDetail, cancelReason }: Ended): string | null {
  if (status === "rejected") return rejectDetail?.message ?? inWords(rejectReason);
  if (status === "expired")
    return timeInForce === "opg" || timeInForce === "cls" ? "its auction was over" : "its time was over";
  if (status === "replaced") return "another order took its place";
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
