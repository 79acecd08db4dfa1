/** Accounts whose worth no quote tells are valued as their reports are, so that both say the same. */
import type { Database } from "#lib/db/client.ts";
import { worthNow } from "../performance/worth-now.ts";
import type { AccountView } from "./account-view.ts";

/** More at a time would keep others from the database. */
const AT_ONCE = 4;

export async function valueAccounts(db: Database, accounts: readonly AccountView[]): Promise<AccountView[]> {
  const valued = new Map<string, AccountView>();
  const wanted = accounts.filter(({ kind, missingPrices }) => kind === "book" || missingPrices.length > 0);
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = wanted.slice(from, from + AT_ONCE);
    for (const account of await Promise.all(some.map((each) => valueAccount(db, each))))
      valued.set(account.id, account);
  }
  return accounts.map((account) => valued.get(account.id) ?? account);
}

async function valueAccount(db: Database, account: AccountView): Promise<AccountView> {
  const worth = await worthNow(db, account.id);
  if (worth === null) return { ...account, equity: null };
  return {
    ...account,
    equity: worth.equity,
    missingPrices: worth.missing,
    olderPrices: [...worth.olderPrices.values()].toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1)),
  };
}
