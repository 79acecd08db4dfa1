// Who is offered which halt.
import { describe, expect, it } from "vitest";
import { ROLE_PERMISSIONS } from "#lib/domain/access/permissions.ts";
import { haltScopes } from "./halt-scope.ts";

function offered(role: "viewer" | "trader" | "admin", memberRole: string | null) {
  const account = { id: "acc", name: "Main paper", role: memberRole };
  return haltScopes({ permissions: [...ROLE_PERMISSIONS[role]], account }).map(({ accountId }) => accountId);
}

describe("scopes of a halt", () => {
  it("are the desk and the account for an admin, also without membership", () => {
    expect(offered("admin", null)).toEqual([null, "acc"]);
  });

  it("are the own account for a trader, and nothing where one only looks on", () => {
    expect(offered("trader", "owner")).toEqual(["acc"]);
    expect(offered("trader", "viewer")).toEqual([]);
  });

  it("are all accounts for who may stop the desk, each once", () => {
    const others = [
      { id: "acc", name: "Main paper" },
      { id: "two", name: "Long-term" },
    ];
    const account = { id: "acc", name: "Main paper", role: "owner" };
    const scopes = (role: "trader" | "admin") =>
      haltScopes({ permissions: [...ROLE_PERMISSIONS[role]], account, others }).map(({ accountId }) => accountId);
    expect(scopes("admin")).toEqual([null, "acc", "two"]);
    expect(scopes("trader")).toEqual(["acc"]);
  });

  it("are none for a viewer and without an account", () => {
    expect(offered("viewer", "viewer")).toEqual([]);
    expect(haltScopes({ permissions: [...ROLE_PERMISSIONS.trader], account: null })).toEqual([]);
  });
});
