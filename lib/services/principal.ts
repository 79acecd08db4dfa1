/** Who a request comes from, as its session row or key row says at this moment. */
import {
  API_SCOPES,
  type ApiScope,
  type Permission,
  ROLE_PERMISSIONS,
  type Role,
} from "#lib/domain/access/permissions.ts";
import type { UserId } from "#lib/domain/shared/ids.ts";

export interface PrincipalUser {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly preferences: { readonly [key: string]: unknown };
}

export type Principal =
  | {
      readonly kind: "session";
      readonly sessionId: string;
      readonly user: PrincipalUser;
      readonly permissions: ReadonlySet<Permission>;
    }
  | {
      readonly kind: "api_key";
      readonly keyId: string;
      readonly tier: "standard" | "premium";
      readonly scopes: readonly ApiScope[];
      readonly user: PrincipalUser;
      readonly permissions: ReadonlySet<Permission>;
    };

/** A person has the role's permissions; a key those of them that one of its scopes holds too. */
export function permissionsOf(role: Role, scopes: readonly ApiScope[] | null): ReadonlySet<Permission> {
  const held = ROLE_PERMISSIONS[role];
  if (scopes === null) return held;
  return new Set([...held].filter((permission) => scopes.some((scope) => API_SCOPES[scope].has(permission))));
}
