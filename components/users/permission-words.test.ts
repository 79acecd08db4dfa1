// The two columns of the role editor.
import { describe, expect, it } from "vitest";
import { compareRoles } from "./permission-words.ts";

describe("two roles side by side", () => {
  it("show what is gained and nothing lost from viewer to trader", () => {
    const changes = compareRoles("viewer", "trader");
    const gained = changes.filter(({ before, after }) => !before && after).map(({ permission }) => permission);
    expect(gained).toEqual([
      "orders:submit",
      "orders:cancel",
      "deposits:create",
      "activities:record",
      "accounts:open",
      "halts:set:account",
    ]);
    expect(changes.filter(({ before, after }) => before && !after)).toEqual([]);
  });

  it("leave out what neither role has", () => {
    expect(compareRoles("viewer", "viewer").some(({ permission }) => permission === "users:edit")).toBe(false);
    expect(compareRoles("admin", "viewer").some(({ permission, after }) => permission === "users:edit" && !after)).toBe(
      true,
    );
  });
});
