/** Which accounts a pass looks at when all of them would take too long: those that moved, those with findings, and some that waited longest. */
import type { Tx } from "#lib/db/client.ts";
import { readAccountsToProve } from "#lib/db/proof.sql.ts";

/** Within this time every account has its turn, though nothing happened in it; the rest of the day is for what delays. */
const ROUND_HOURS = 20;

/** In the snapshot of the look: an account's event number moves with each of its changes, so that none is missed. */
export function chooseChanged(tx: Tx): Promise<string[]> {
  return readAccountsToProve(tx, ROUND_HOURS);
}
