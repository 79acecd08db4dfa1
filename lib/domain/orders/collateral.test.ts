import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec, toPlain, ZERO } from "../shared/decimal.ts";
import { type CollateralFill, collateralAfterFill } from "./collateral.ts";

const move = (
  fill: Record<"collateral" | "position" | "quantity" | "price" | "backing", string>,
  side: "buy" | "sell",
) => {
  const { collateral, position, quantity, price, backing } = fill;
  const amounts = { collateral: dec(collateral), position: dec(position), quantity: dec(quantity) };
  const moved = collateralAfterFill({
    ...amounts,
    side,
    price: dec(price),
    backing: dec(backing),
  } satisfies CollateralFill);
  return [moved.collateral, moved.added, moved.released].map(toPlain);
};
const flat = { collateral: "0", position: "0", quantity: "10", price: "100", backing: "5000" };

describe("the collateral of a short position", () => {
  it("MRG-1 is the proceeds and as much again", () => {
    expect(move(flat, "sell")).toEqual(["2000", "2000", "0"]);
    expect(move({ ...flat, collateral: "2000", position: "-10", quantity: "5" }, "sell")).toEqual([
      "3000",
      "1000",
      "0",
    ]);
  });

  it("MRG-1 never takes more than there is", () => {
    expect(move({ ...flat, backing: "900" }, "sell")).toEqual(["1900", "1900", "0"]);
    expect(move({ ...flat, backing: "-1" }, "sell")).toEqual(["1000", "1000", "0"]);
  });

  it("MRG-1 is for what was not owned alone", () => {
    expect(move({ ...flat, position: "4" }, "sell")).toEqual(["1200", "1200", "0"]);
    expect(move({ ...flat, position: "10" }, "sell")).toEqual(["0", "0", "0"]);
  });

  it("MRG-2 is set free in proportion, and wholly with the last share", () => {
    const short = { ...flat, collateral: "2000", position: "-10" };
    expect(move({ ...short, quantity: "3" }, "buy")).toEqual(["1400", "0", "600"]);
    expect(move(short, "buy")).toEqual(["0", "0", "2000"]);
    expect(move({ ...short, quantity: "12" }, "buy")).toEqual(["0", "0", "2000"]);
    expect(move({ ...flat, position: "10", collateral: "0" }, "buy")).toEqual(["0", "0", "0"]);
  });

  it("comes back to nothing whenever the position does", () => {
    const step = fc.record({
      sale: fc.boolean(),
      size: fc.bigInt({ min: 1n, max: 30n }),
      cents: fc.bigInt({ min: 1n, max: 99_999n }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let [position, collateral] = [ZERO, ZERO];
        for (const { sale, size, cents } of steps) {
          const quantity = dec(size);
          const price = dec(cents).div(100);
          const side = sale ? "sell" : "buy";
          const moved = collateralAfterFill({ collateral, position, side, quantity, price, backing: dec("1000000") });
          expect(moved.collateral.eq(collateral.plus(moved.added).minus(moved.released))).toBe(true);
          collateral = moved.collateral;
          position = sale ? position.minus(quantity) : position.plus(quantity);
          expect(collateral.isZero()).toBe(position.gte(0));
          expect(collateral.gte(0)).toBe(true);
        }
      }),
    );
  });
});
