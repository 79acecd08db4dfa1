// Every permission as something one can do, and what changes from one role to another.
import { PERMISSIONS, type Permission, ROLE_PERMISSIONS, type Role } from "#lib/domain/access/permissions.ts";

export const PERMISSION_WORDS: { readonly [P in Permission]: string } = {
  "portfolio:read": "See portfolios",
  "orders:read": "See orders and trades",
  "orders:submit": "Send orders",
  "orders:cancel": "Cancel orders",
  "deposits:create": "Deposit into paper accounts",
  "activities:record": "Record and import activities and own prices",
  "accounts:open": "Open accounts",
  "accounts:all": "See every account",
  "risk:read": "See limits and breaches",
  "risk:edit": "Change limits",
  "halts:read": "See halts",
  "halts:set:account": "Halt an account",
  "halts:set:desk": "Halt the whole desk",
  "flags:read": "See flags",
  "flags:edit": "Switch flags",
  "audit:read": "Read the audit",
  "health:read": "See health",
  "jobs:read": "See jobs",
  "jobs:redrive": "Send failed jobs again",
  "users:read": "See users",
  "users:edit": "Make and change users",
  "keys:own": "Manage own API keys",
  "keys:all": "Manage everybody's API keys",
  "market:import": "Import market data",
  "venue:edit": "Change the venue's sessions",
  "corporate_actions:apply": "Announce corporate actions",
};

export interface PermissionChange {
  readonly permission: Permission;
  readonly words: string;
  readonly before: boolean;
  readonly after: boolean;
}

/** Every permission that either role has, in the order of the closed list. */
export function compareRoles(before: Role, after: Role): readonly PermissionChange[] {
  return PERMISSIONS.map((permission) => ({
    permission,
    words: PERMISSION_WORDS[permission],
    before: ROLE_PERMISSIONS[before].has(permission),
    after: ROLE_PERMISSIONS[after].has(permission),
  })).filter((change) => change.before || change.after);
}
