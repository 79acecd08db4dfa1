// Lists that do not jump under the reader.
import { describe, expect, it } from "vitest";
import { holdRows } from "./held-rows.ts";

interface Row {
  readonly id: string;
  readonly state: string;
}
const row = (id: string, state = "old"): Row => ({ id, state });
const keyOf = ({ id }: Row) => id;

describe("a held list", () => {
  it("keeps new rows back and counts them", () => {
    const held = holdRows([row("c"), row("b"), row("a")], new Set(["b", "a"]), keyOf);
    expect(held.rows.map(keyOf)).toEqual(["b", "a"]);
    expect(held.waiting).toBe(1);
  });

  it("shows the newest state of the rows that it does show", () => {
    expect(holdRows([row("a", "disabled")], new Set(["a"]), keyOf).rows).toEqual([row("a", "disabled")]);
  });

  it("shows everything when nothing that was shown is left, and what came into an empty list", () => {
    expect(holdRows([row("z")], new Set(["a"]), keyOf)).toEqual({ rows: [row("z")], waiting: 0 });
    expect(holdRows([row("z")], new Set(), keyOf)).toEqual({ rows: [row("z")], waiting: 0 });
  });
});
