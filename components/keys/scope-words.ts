// Scopes as verbs: what a program with the key can do.
import type { ApiScope } from "#lib/domain/access/permissions.ts";

export const SCOPE_WORDS: { readonly [S in ApiScope]: { readonly verb: string; readonly detail: string } } = {
  read: { verb: "Read", detail: "See portfolios, orders, trades, limits and halts." },
  trade: { verb: "Trade", detail: "Send and cancel orders, open accounts and deposit, besides reading." },
  admin: { verb: "Administer", detail: "Everything its owner may do, limits, users and flags included." },
};

export function scopeVerbs(scopes: readonly ApiScope[]): string {
  return scopes.map((scope) => SCOPE_WORDS[scope].verb).join(", ");
}
