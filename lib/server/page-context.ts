/** What a page starts from: the signed-in person, their accounts and the chosen one; or the way to the sign-in page. */
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Permission, Role } from "#lib/domain/access/permissions.ts";
import type { AccessContext } from "#lib/services/access-context.ts";
import type { AccountView } from "#lib/services/accounts/account-view.ts";
import { listAccounts } from "#lib/services/accounts/list-accounts.ts";
import type { Principal } from "#lib/services/principal.ts";
import { contextFor } from "./context.ts";
import { identify } from "./identify.ts";
import { requestIdOf } from "./request-id.ts";
import { services } from "./services.ts";
import { shownAccount } from "./shown-account.ts";

/** The account that the desk shows, by its id. */
export const ACCOUNT_COOKIE = "ballast_account";
/** Set by the proxy: where the visitor wanted to go. */
export const PATH_HEADER = "x-ballast-path";

export interface PageUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  readonly sessionId: string;
}

export interface PageContext {
  readonly ctx: AccessContext;
  readonly user: PageUser;
  readonly accounts: readonly AccountView[];
  /** The one in the cookie, else the first of their own; null when there is none. */
  readonly account: AccountView | null;
}

/** One check of the session per page, however many parts of it ask. */
export const pageContext = cache(async (): Promise<PageContext> => {
  const signedIn = await readSignedIn();
  if (signedIn === null) redirect(signInPath((await headers()).get(PATH_HEADER)));
  const { ctx, principal } = signedIn;
  const { items: accounts } = await listAccounts({ ctx, input: { limit: 200 } });
  const chosen = (await cookies()).get(ACCOUNT_COOKIE)?.value;
  const { user, permissions, sessionId } = principal;
  return {
    ctx,
    user: {
      id: user.id,
      email: user.email,
      name: user.name,
      role: user.role,
      permissions: [...permissions],
      sessionId,
    },
    accounts,
    account: shownAccount(accounts, chosen),
  };
});

/** For the sign-in page, which sends people on who are signed in already. */
export async function isSignedIn(): Promise<boolean> {
  return (await readSignedIn()) !== null;
}

interface SignedIn {
  readonly ctx: AccessContext;
  readonly principal: Extract<Principal, { kind: "session" }>;
}

/** Pages know sessions only: a key in a header opens no page. */
const readSignedIn = cache(async (): Promise<SignedIn | null> => {
  const built = await services();
  const head = await headers();
  const requestId = requestIdOf(head);
  const { principal } = await identify(head, requestId, built);
  if (principal === null || principal.kind !== "session") return null;
  return { ctx: contextFor(principal, { requestId }, built), principal };
});

function signInPath(wanted: string | null): string {
  return wanted === null || wanted === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(wanted)}`;
}
