/** What a pass looks at when everything would take too long: accounts whole, of others what is new, and what is known to be wrong. */
import type { Tx } from "#lib/db/client.ts";
import { readAccountsToProve, readMovedRows } from "#lib/db/proof-accounts.sql.ts";
import type { MovedRows } from "./finding.ts";

export interface Choice {
  /** Null is all of them. */
  readonly whole: readonly string[] | null;
  /** Accounts of which only these rows are looked at, and what is open. */
  readonly moved?: { readonly accounts: readonly string[]; readonly rows: MovedRows };
  /** Checks that add up all accounts and are made nevertheless. */
  readonly checks?: readonly string[];
}

/** In the snapshot of the look: an account's event number moves with each of its changes, so that none is missed. */
export async function chooseChanged(tx: Tx): Promise<Choice> {
  const { whole, moved: accounts, checks } = await readAccountsToProve(tx);
  if (accounts.length === 0) return { whole, checks };
  return { whole, moved: { accounts, rows: await readMovedRows(tx, accounts) }, checks };
}
