// Who may do what: one closed list of permissions, what each role holds, and what a key's scopes leave of it.
export const PERMISSIONS = [
  "portfolio:read",
  "orders:read",
  "orders:submit",
  "orders:cancel",
  "deposits:create",
  "activities:record",
  "accounts:open",
  "accounts:all",
  "risk:read",
  "risk:edit",
  "halts:read",
  "halts:set:account",
  "halts:set:desk",
  "flags:read",
  "flags:edit",
  "audit:read",
  "health:read",
  "jobs:read",
  "jobs:redrive",
  "users:read",
  "users:edit",
  "keys:own",
  "keys:all",
  "market:import",
  "venue:edit",
  "corporate_actions:apply",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["viewer", "trader", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const API_SCOPE_NAMES = ["read", "trade", "admin"] as const;
export type ApiScope = (typeof API_SCOPE_NAMES)[number];

// Which accounts these reach is not decided here: a member's own for viewer and trader, every account for an admin.
const VIEWER = ["portfolio:read", "orders:read", "risk:read", "halts:read", "keys:own"] as const;
const TRADER = [
  ...VIEWER,
  "orders:submit",
  "orders:cancel",
  "deposits:create",
  "activities:record",
  "accounts:open",
  "halts:set:account",
] as const;

export const ROLE_PERMISSIONS: { readonly [R in Role]: ReadonlySet<Permission> } = {
  viewer: new Set<Permission>(VIEWER),
  trader: new Set<Permission>(TRADER),
  admin: new Set<Permission>(PERMISSIONS),
};

const READ = PERMISSIONS.filter((permission) => permission.endsWith(":read"));

// A key that trades also reads what it traded. Keys are managed by people: only the admin scope lets a key make keys.
export const API_SCOPES: { readonly [S in ApiScope]: ReadonlySet<Permission> } = {
  read: new Set<Permission>(READ),
  trade: new Set<Permission>([...READ, ...TRADER.filter((permission) => permission !== "keys:own")]),
  admin: new Set<Permission>(PERMISSIONS),
};

const GRANTABLE_SCOPES: { readonly [R in Role]: readonly ApiScope[] } = {
  viewer: ["read"],
  trader: ["read", "trade"],
  admin: API_SCOPE_NAMES,
};

/** The scopes a person of this role may give to a key of their own. */
export function grantableScopes(role: Role): readonly ApiScope[] {
  return GRANTABLE_SCOPES[role];
}

/** `scopes` null means a signed-in person; a key is held to its role and to its scopes. */
export function can(role: Role, scopes: readonly ApiScope[] | null, permission: Permission): boolean {
  if (!ROLE_PERMISSIONS[role].has(permission)) return false;
  return scopes === null || scopes.some((scope) => API_SCOPES[scope].has(permission));
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

export function isApiScope(text: string): text is ApiScope {
  return (API_SCOPE_NAMES as readonly string[]).includes(text);
}
