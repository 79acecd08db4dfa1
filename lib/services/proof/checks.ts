/** All checks by name, in the order in which they are made; the replay of lots is the one that SQL cannot do. */
import { ACTIVITY_CHECKS } from "./activity-checks.ts";
import type { FindingScope, SqlCheck } from "./finding.ts";
import { HOLD_CHECKS } from "./hold-checks.ts";
import { LEDGER_CHECKS } from "./ledger-checks.ts";
import { ORDER_CHECKS } from "./order-checks.ts";
import { POSITION_CHECKS } from "./position-checks.ts";
import { RECORD_CHECKS } from "./record-checks.ts";

export const SQL_CHECKS: readonly SqlCheck[] = [
  ...LEDGER_CHECKS,
  ...HOLD_CHECKS,
  ...ORDER_CHECKS,
  ...ACTIVITY_CHECKS,
  ...POSITION_CHECKS,
  ...RECORD_CHECKS,
];

export const REPLAY_CHECK = "replay_equals_stored";

const SCOPES = new Map<string, FindingScope>(SQL_CHECKS.map(({ name, scope }) => [name, scope]));

/** A check that nobody knows any more stops the desk. */
export function scopeOf(check: string): FindingScope {
  return check === REPLAY_CHECK ? "account" : (SCOPES.get(check) ?? "desk");
}

/** Of all postings by asset: it names no journal. */
export const SUM_CHECK = "asset_sums_to_zero";

/** They mean nothing for some of the accounts. */
export const WHOLE_CHECKS: string[] = SQL_CHECKS.filter(({ whole }) => whole).map(({ name }) => name);
