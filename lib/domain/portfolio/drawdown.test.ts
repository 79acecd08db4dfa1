// Drawdown is about trading, not about money that comes and goes.
import { describe, expect, it } from "vitest";
import { dec, toPlain } from "../shared/decimal.ts";
import { drawdownOf, type EquityStep } from "./drawdown.ts";

const START = Date.parse("2024-01-01T21:00:00Z");

/** A step a day, or every so many hours. */
function steps(list: readonly (string | readonly [equity: string, deposit: string])[], hours = 24): EquityStep[] {
  return list.map((each, index) => {
    const [equity, deposit] = typeof each === "string" ? [each, null] : each;
    return {
      at: new Date(START + index * hours * 3_600_000),
      equity: dec(equity),
      deposit: deposit === null ? null : dec(deposit),
    };
  });
}

function read(...list: Parameters<typeof steps>[0]) {
  const found = drawdownOf(steps(list));
  return found === null ? null : [toPlain(found.now), toPlain(found.worst)];
}

describe("drawdown", () => {
  it("is measured from the best point so far, and remembers the worst", () => {
    expect(read("100", "120", "90", "114")).toEqual(["0.05", "0.25"]);
  });

  it("is nothing at a new best", () => {
    expect(read("100", "90", "130")).toEqual(["0", "0.1"]);
  });

  it("takes a deposit for no gain and a withdrawal for no loss", () => {
    expect(read("100", ["200", "100"], "180")).toEqual(["0.1", "0.1"]);
    expect(read("200", ["100", "-100"])).toEqual(["0", "0"]);
  });

  it("takes the last point of a day, with all deposits of that day", () => {
    const found = drawdownOf(steps(["100", "100", ["150", "100"], ["180", "-20"]], 1));
    expect(found && toPlain(found.now)).toBe("0");
    const lost = drawdownOf(steps(["100", ["150", "100"], ["160", "-20"]], 1));
    expect(lost && toPlain(lost.now)).toBe("0.1");
  });

  it("reads amounts with more places than are stored", () => {
    expect(read("100", "90.0000000000000000001")).toEqual(["0.1", "0.1"]);
  });

  it("is unknown without two points or without money to start from", () => {
    expect(read("100")).toBeNull();
    expect(read("0", "10")).toBeNull();
  });
});
