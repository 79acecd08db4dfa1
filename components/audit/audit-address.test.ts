// The audit's filters survive the way through the address.
import { describe, expect, it } from "vitest";
import { auditHref, hasFilters, readPlace } from "./audit-address.ts";

describe("the address of the audit", () => {
  it("leaves out what is empty and knows nothing but its own names", () => {
    expect(readPlace({ action: " order.submit ", entityId: "", requestId: ["r1", "r2"], utm: "x" })).toEqual({
      action: "order.submit",
      requestId: "r1",
    });
  });

  it("leads back to the same place", () => {
    const place = { action: "flag.set", from: "2026-11-01", event: "e1" };
    const [, query = ""] = auditHref(place).split("?");
    expect(readPlace(Object.fromEntries(new URLSearchParams(query)))).toEqual(place);
    expect(auditHref({})).toBe("/audit");
  });

  it("counts an open event and a later page as no filter", () => {
    expect(hasFilters({})).toBe(false);
    expect(hasFilters(readPlace({ cursor: "abc", event: "e1" }))).toBe(false);
    expect(hasFilters({ to: "2026-11-30" })).toBe(true);
  });
});
