// The order of the rows under the chart.
import { expect, test } from "vitest";
import { sampleOrder } from "#components/orders/sample-order.ts";
import { underParents } from "./orders-table.tsx";

test("exits stand under the order they belong to, and by themselves where that is not listed", () => {
  const entry = sampleOrder({ id: "entry" });
  const profit = sampleOrder({ id: "profit", parentId: "entry" });
  const orphan = sampleOrder({ id: "orphan", parentId: "gone" });
  const other = sampleOrder({ id: "other" });
  expect(underParents([profit, other, orphan, entry]).map(({ id }) => id)).toEqual([
    "other",
    "orphan",
    "entry",
    "profit",
  ]);
});
