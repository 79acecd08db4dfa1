/** Reading price files: good ones whole, bad ones with each fault named by line and column. */
import { expect, test } from "vitest";
import { finestTick, parseBars } from "./parse-bars.ts";

const HEADER = ["Date", "Open", "High", "Low", "Close", "Volume"];
const GOOD = ["2004-08-19", "100", "104.06", "95.96", "100.34", "22351900"];
const parse = (rows: string[][], header = HEADER) => parseBars({ symbol: "GOOG", header, rows });
const faults = (rows: string[][], header = HEADER) => {
  const result = parse(rows, header);
  return result.ok ? [] : result.error.map((e) => [e.line, e.column, e.message] as const);
};
const withCell = (place: number, text: string) => GOOD.map((cell, i) => (i === place ? text : cell));

test("columns are found in any case and order, and others are left alone", () => {
  const result = parse(
    [["22351900", "x", " 100.340 ", "95.96", "0104.06", "100", "2004-08-19 00:00:00"]],
    ["VOLUME", "Name", "close", "Low", "HIGH", "open", "\uFEFFdate"],
  );
  expect(result.ok && result.value).toEqual([
    {
      symbol: "GOOG",
      interval: "1d",
      startAt: new Date("2004-08-19T04:00:00Z"),
      tradingDay: "2004-08-19",
      open: "100",
      high: "104.06",
      low: "95.96",
      close: "100.34",
      volume: "22351900",
    },
  ]);
});

test("rows in falling order come out rising", () => {
  const result = parse([withCell(0, "2004-08-20"), GOOD]);
  expect(result.ok && result.value.map((b) => b.tradingDay)).toEqual(["2004-08-19", "2004-08-20"]);
});

test.each([
  [0, "19.08.2004", "YYYY-MM-DD"],
  [0, "2004-02-30", "not in the calendar"],
  [0, "2004-08-19 09:30:00", "Only daily bars"],
  [1, "", "is empty"],
  [1, "abc", "not a number"],
  [1, "NaN", "not a number"],
  [2, "1,104.06", "1104.06"],
  [3, "-95.96", "below zero"],
  [3, "0.00", "above zero"],
  [4, "1.0034e2", "without an exponent"],
  [4, "100.1234567890123456789", "too long"],
  [5, "-1", "below zero"],
  [4, "104.07", "outside Low 95.96 to High 104.06"],
  [1, "95.95", "outside Low 95.96 to High 104.06"],
] as const)("column %i as %j is refused on its line", (place, text, part) => {
  const found = faults([withCell(0, "2004-08-18"), withCell(place, text)]);
  expect(found.length).toBe(1);
  expect(found[0]?.slice(0, 2)).toEqual([3, HEADER[place]]);
  expect(found[0]?.[2]).toContain(part);
});

test("a high below its low is named once, with both values", () => {
  expect(faults([withCell(2, "90")])).toEqual([
    [2, "High", "High 90 is below Low 95.96. Correct one of them; they may be swapped."],
  ]);
});

test("a day that stands twice is named with the line it stood on first", () => {
  expect(faults([GOOD, withCell(0, "2004-08-20"), GOOD])).toEqual([
    [4, "Date", "2004-08-19 stands on line 2 already. Keep one row per day."],
  ]);
});

test("all faults of a file are named at once, and one fault is enough to take nothing", () => {
  const found = faults([GOOD, ["x", "y", "3", "2", "2", "1"], ["2004-08-23", "1"]]);
  expect(found.map(([line, column]) => [line, column])).toEqual([
    [3, "Date"],
    [3, "Open"],
    [4, null],
  ]);
});

test("missing and doubled columns are named, and so is a file without rows", () => {
  expect(faults([], ["Date", "Close", "close"]).map((f) => f[1])).toEqual(["Open", "High", "Low", "Close", "Volume"]);
  expect(faults([])[0]?.[2]).toContain("no rows");
});

test("line numbers given by the reader are used", () => {
  const result = parseBars({ symbol: "X", header: HEADER, rows: [withCell(1, "x")], lines: [17] });
  expect(!result.ok && result.error[0]?.line).toBe(17);
});

test("the tick is a cent, or as fine as the prices are", () => {
  const tick = (text: string) => {
    const result = parse([withCell(4, text)]);
    return result.ok && finestTick(result.value).toFixed();
  };
  expect(tick("100")).toBe("0.01");
  expect(tick("100.3412")).toBe("0.0001");
  expect(tick("100.3400")).toBe("0.01");
});
