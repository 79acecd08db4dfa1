/** Accounts whose worth no quote tells are valued as their reports are, so that both say the same. */
import type { Database } from "#lib/db/client.ts";
import { type WorthNow, worthOf } from "../performance/worth-now.ts";
import type { AccountView } from "./account-view.ts";

/** So many in the same few statements: their books are in memory together. */
const TOGETHER = 50;

export async function valueAccounts(db: Database, accounts: readonly AccountView[]): Promise<AccountView[]> {
  const wanted = accounts.filter(({ kind, missingPrices }) => kind === "book" || missingPrices.length > 0);
  const valued = new Map<string, AccountView>();
  for (let from = 0; from < wanted.length; from += TOGETHER) {
    const some = wanted.slice(from, from + TOGETHER);
    const worth = await worthOf(
      db,
      some.map(({ id }) => id),
    );
    for (const account of some) valued.set(account.id, valuedBy(account, worth.get(account.id)));
  }
  return accounts.map((account) => valued.get(account.id) ?? account);
}

function valuedBy(account: AccountView, worth: WorthNow | undefined): AccountView {
  if (worth === undefined) return { ...account, equity: null };
  return {
    ...account,
    equity: worth.equity,
    missingPrices: worth.missing,
    olderPrices: [...worth.olderPrices.values()].toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1)),
  };
}
