import { describe, expect, it } from "vitest";
import {
  API_SCOPE_NAMES,
  API_SCOPES,
  can,
  grantableScopes,
  isApiScope,
  isRole,
  PERMISSIONS,
  ROLE_PERMISSIONS,
  ROLES,
} from "./permissions.ts";

const allowed = (role: (typeof ROLES)[number]) => PERMISSIONS.filter((permission) => can(role, null, permission));

describe("roles", () => {
  it("allow exactly this", () => {
    expect(allowed("viewer")).toEqual(["portfolio:read", "orders:read", "risk:read", "halts:read", "keys:own"]);
    expect(allowed("trader")).toEqual([
      "portfolio:read",
      "orders:read",
      "orders:submit",
      "orders:cancel",
      "deposits:create",
      "activities:record",
      "accounts:open",
      "risk:read",
      "halts:read",
      "halts:set:account",
      "keys:own",
    ]);
    expect(allowed("admin")).toEqual(PERMISSIONS);
  });

  it("contain one another", () => {
    expect([...ROLE_PERMISSIONS.viewer].filter((permission) => !ROLE_PERMISSIONS.trader.has(permission))).toEqual([]);
    expect([...ROLE_PERMISSIONS.trader].filter((permission) => !ROLE_PERMISSIONS.admin.has(permission))).toEqual([]);
  });
});

describe("the scopes of a key", () => {
  it("contain one another", () => {
    expect([...API_SCOPES.read].filter((permission) => !API_SCOPES.trade.has(permission))).toEqual([]);
    expect([...API_SCOPES.trade].filter((permission) => !API_SCOPES.admin.has(permission))).toEqual([]);
  });

  it("never give more than the role of its owner", () => {
    for (const role of ROLES) {
      for (const permission of PERMISSIONS) {
        if (!can(role, null, permission)) expect(can(role, API_SCOPE_NAMES, permission)).toBe(false);
      }
    }
  });

  it("take away what they do not name", () => {
    expect(can("trader", ["read"], "orders:read")).toBe(true);
    expect(can("trader", ["read"], "orders:submit")).toBe(false);
    expect(can("trader", ["trade"], "orders:submit")).toBe(true);
    expect(can("admin", ["trade"], "risk:edit")).toBe(false);
    expect(can("admin", ["admin"], "halts:set:desk")).toBe(true);
    expect(can("admin", [], "orders:read")).toBe(false);
  });

  it("do not let a key make keys, short of admin", () => {
    expect(can("trader", ["read", "trade"], "keys:own")).toBe(false);
    expect(can("admin", ["trade"], "keys:all")).toBe(false);
  });

  it("write nothing with read", () => {
    expect([...API_SCOPES.read].every((permission) => permission.endsWith(":read"))).toBe(true);
  });

  it("are granted by role", () => {
    expect(ROLES.map((role) => grantableScopes(role).join(" "))).toEqual(["read", "read trade", "read trade admin"]);
  });
});

describe("names from outside", () => {
  it("are roles and scopes or nothing", () => {
    expect([isRole("admin"), isRole("root"), isRole("toString")]).toEqual([true, false, false]);
    expect([isApiScope("trade"), isApiScope("write")]).toEqual([true, false]);
  });
});
