// The watch list's small rules: filter, neighbours, spread and badges.
import { describe, expect, test } from "vitest";
import { filterInstruments, neighbour } from "./filter-instruments.ts";
import { ageBadge, marketBadge, spreadWords } from "./quote-reading.ts";

const list = [
  { symbol: "AAPL", name: "Apple Inc." },
  { symbol: "MA", name: "Mastercard" },
  { symbol: "AMZN", name: "Amazon.com" },
];

describe("filter", () => {
  test("symbols that begin with what is typed come before names that hold it", () => {
    expect(filterInstruments(list, " ma ").map(({ symbol }) => symbol)).toEqual(["MA", "AMZN"]);
    expect(filterInstruments(list, "zz")).toEqual([]);
    expect(filterInstruments(list, "")).toBe(list);
  });

  test("up and down stop at the ends", () => {
    expect(neighbour(["A", "B"], "A", 1)).toBe("B");
    expect(neighbour(["A", "B"], "B", 1)).toBeNull();
    expect(neighbour(["A", "B"], "X", -1)).toBe("A");
  });
});

describe("trust", () => {
  const updatedAt = "2026-11-20T15:30:00.000Z";
  const later = (ms: number) => Date.parse(updatedAt) + ms;

  test("a fresh price wears no badge, an old one says how old", () => {
    expect(ageBadge({ updatedAt }, later(500))).toBeNull();
    expect(ageBadge({ updatedAt }, later(42_000))).toMatchObject({ state: "stale", detail: "42 s" });
    expect(ageBadge(undefined, later(0))).toMatchObject({ state: "unknown" });
    expect(ageBadge({ updatedAt }, null)).toBeNull();
  });

  test("simulated and replayed markets are named", () => {
    expect(marketBadge("simulated:7", updatedAt, "UTC")?.state).toBe("simulated");
    expect(marketBadge("replay", updatedAt, "UTC")).toMatchObject({ state: "replay", detail: "20 Nov 2026" });
  });

  test("the spread is exact and in basis points of the bid", () => {
    expect(spreadWords({ bid: "191.08", ask: "191.12" }, "0.01")).toBe("0.04 (2.1\u00a0bps)");
    expect(spreadWords({ bid: "0", ask: "0.01" }, "0.01")).toBe("0.01");
  });
});
