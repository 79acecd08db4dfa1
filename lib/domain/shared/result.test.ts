import { describe, expect, it } from "vitest";
import { InvariantViolation, invariant } from "./invariant.ts";
import { err, ok } from "./result.ts";

describe("outcomes", () => {
  it("carry a value or an error", () => {
    expect(ok(1)).toEqual({ ok: true, value: 1 });
    expect(err("no")).toEqual({ ok: false, error: "no" });
  });

  it("throw when an invariant is broken, and only then", () => {
    expect(() => invariant(true, "holds")).not.toThrow();
    expect(() => invariant(false, "does not hold")).toThrow(new InvariantViolation("does not hold"));
  });
});
