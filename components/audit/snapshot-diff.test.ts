// Before and after side by side.
import { describe, expect, it } from "vitest";
import { diffSnapshots } from "./snapshot-diff.ts";

describe("before and after", () => {
  it("stand side by side by field, the same ones unmarked", () => {
    expect(
      diffSnapshots('{"rule":"max_order_value","value":"50000"}', '{"rule":"max_order_value","value":"60000"}'),
    ).toEqual([
      { field: "rule", before: "max_order_value", after: "max_order_value", changed: false },
      { field: "value", before: "50000", after: "60000", changed: true },
    ]);
  });

  it("tell a field that is new from one that was empty", () => {
    expect(diffSnapshots('{"note":""}', '{"note":"","since":null}')).toEqual([
      { field: "note", before: "", after: "", changed: false },
      { field: "since", before: null, after: "null", changed: true },
    ]);
  });

  it("name nested fields by their path and keep lists whole", () => {
    expect(diffSnapshots(null, '{"hold":{"amount":"12.50"},"scopes":["read"]}')).toEqual([
      { field: "hold.amount", before: null, after: "12.50", changed: true },
      { field: "scopes", before: null, after: '["read"]', changed: true },
    ]);
  });

  it("show digits as they are kept, however many", () => {
    const [field] = diffSnapshots(null, '{"value":"12345678901234567890.123456789012345678"}');
    expect(field?.after).toBe("12345678901234567890.123456789012345678");
  });
});
