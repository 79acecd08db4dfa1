/** Where a finding is, and in which order findings are told. */
import { REPLAY_CHECK, SQL_CHECKS } from "./checks.ts";
import type { Finding } from "./finding.ts";

/** Whatever its figures are by now. */
export function placeOf({ check, accountId, journalId, orderId }: Finding): string {
  return [check, accountId, journalId, orderId].join(" ");
}

export function byCheck(a: Finding, b: Finding): number {
  return rankOf(a.check) - rankOf(b.check);
}

function rankOf(name: string): number {
  return name === REPLAY_CHECK ? SQL_CHECKS.length : SQL_CHECKS.findIndex((check) => check.name === name);
}
