// A benchmark is its price return over the account's days, with splits seen through.
import { describe, expect, it } from "vitest";
import { fromFixed18, toFixed18 } from "../shared/fixed.ts";
import { asLocalDate } from "../shared/local-date.ts";
import { benchmarkReturn } from "./benchmark.ts";

const day = (number: number) => asLocalDate(`2024-01-${`${number}`.padStart(2, "0")}`);
const closesOf = (closes: Readonly<Record<number, string>>) =>
  [...Object.entries(closes)].map(([number, close]) => ({
    day: asLocalDate(`2024-01-${number.padStart(2, "0")}`),
    close: toFixed18(close),
  }));
const window = { openingDay: day(10), days: [day(11), day(12), day(13)] };

function read(closes: Readonly<Record<number, string>>, splits: readonly (readonly [number, bigint, bigint])[] = []) {
  const found = benchmarkReturn({
    ...window,
    closes: closesOf(closes),
    splits: splits.map(([at, ratioNew, ratioOld]) => ({ day: day(at), ratioNew, ratioOld })),
  });
  return { ...found, fraction: found.fraction && fromFixed18(found.fraction) };
}

describe("a benchmark", () => {
  it("returns from the last close before the first day to the last one", () => {
    const { fraction, sinceDay, days } = read({ 8: "90", 9: "100", 11: "110", 13: "121", 20: "7" });
    expect([fraction, sinceDay]).toEqual(["0.21", "2024-01-10"]);
    expect(days.map(({ fraction: each, index }) => [fromFixed18(each), fromFixed18(index ?? 0n)])).toEqual([
      ["0.1", "1.1"],
      ["0", "1.1"],
      ["0.1", "1.21"],
    ]);
  });

  it("carries the last close over days without one, as it was traded", () => {
    const closes = read({ 9: "100", 11: "110" }).days.map(({ close }) => close && fromFixed18(close));
    expect(closes).toEqual(["110", "110", "110"]);
  });

  it("sees through splits: two of them make 20/3 units of one", () => {
    const splits = [
      [11, 20n, 1n],
      [13, 1n, 3n],
    ] as const;
    expect(read({ 10: "100", 11: "5.5", 13: "16.5" }, splits).fraction).toBe("0.1");
  });

  it("is worth what it was when no close follows a split yet", () => {
    expect(read({ 9: "100", 11: "110" }, [[12, 2n, 1n]]).fraction).toBe("0.1");
  });

  it("leaves splits from before its first close alone", () => {
    expect(read({ 9: "100", 13: "110" }, [[5, 2n, 1n]]).fraction).toBe("0.1");
  });

  it("counts from its first close when that comes later, and says since when", () => {
    expect(read({ 12: "100", 13: "105" })).toMatchObject({ fraction: "0.05", sinceDay: "2024-01-12" });
  });

  it("is unknown without a close", () => {
    expect(read({ 20: "100" })).toMatchObject({ fraction: null, sinceDay: null });
    expect(read({}).reason).toMatch("no close");
  });

  it("refuses a close of nothing", () => {
    expect(() => read({ 9: "0" })).toThrow("more than 0");
  });
});
