// Drawdown is about trading, not about money that comes and goes.
import { describe, expect, it } from "vitest";
import { dec, toPlain } from "../shared/decimal.ts";
import { drawdownOf } from "./drawdown.ts";

function steps(...list: readonly (string | readonly [equity: string, deposit: string])[]) {
  return list.map((each) =>
    typeof each === "string" ? { equity: dec(each), deposit: null } : { equity: dec(each[0]), deposit: dec(each[1]) },
  );
}

function read(list: ReturnType<typeof steps>) {
  const found = drawdownOf(list);
  return found === null ? null : [toPlain(found.now), toPlain(found.worst)];
}

describe("drawdown", () => {
  it("is measured from the best point so far, and remembers the worst", () => {
    expect(read(steps("100", "120", "90", "114"))).toEqual(["0.05", "0.25"]);
  });

  it("is nothing at a new best", () => {
    expect(read(steps("100", "90", "130"))).toEqual(["0", "0.1"]);
  });

  it("takes a deposit for no gain and a withdrawal for no loss", () => {
    expect(read(steps("100", ["200", "100"], "180"))).toEqual(["0.1", "0.1"]);
    expect(read(steps("200", ["100", "-100"]))).toEqual(["0", "0"]);
  });

  it("is unknown without two points or without money to start from", () => {
    expect(read(steps("100"))).toBeNull();
    expect(read(steps("0", "10"))).toBeNull();
  });
});
