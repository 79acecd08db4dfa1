// What can be halted from here, as a person with these rights sees it.

export interface HaltScope {
  /** Null is the whole desk. */
  readonly accountId: string | null;
  readonly label: string;
}

interface Rights {
  readonly permissions: readonly string[];
  readonly account: { readonly id: string; readonly name: string; readonly role: string | null } | null;
  /** Every account of the desk, where somebody who may stop the desk chooses among them. */
  readonly others?: readonly { readonly id: string; readonly name: string }[];
}

/** The desk first for who may stop it; an account for its trader or owner, and for who may stop the desk. */
export function haltScopes({ permissions, account, others = [] }: Rights): readonly HaltScope[] {
  const desk = permissions.includes("halts:set:desk");
  const own = account?.role === "owner" || account?.role === "trader";
  const scopes: HaltScope[] = desk ? [{ accountId: null, label: "the whole desk" }] : [];
  if (account !== null && permissions.includes("halts:set:account") && (desk || own)) {
    scopes.push({ accountId: account.id, label: account.name });
  }
  if (desk) {
    for (const { id, name } of others) if (id !== account?.id) scopes.push({ accountId: id, label: name });
  }
  return scopes;
}
