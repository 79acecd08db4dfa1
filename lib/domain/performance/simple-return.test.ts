// The simple return is the gain over the capital put in.
import { expect, it } from "vitest";
import { fromFixed18 } from "../shared/fixed.ts";
import { seriesOf } from "./samples.ts";
import { simpleReturn } from "./simple-return.ts";

const read = (...series: Parameters<typeof seriesOf>) => {
  const { fraction, gain, base, reason } = simpleReturn(seriesOf(...series));
  return [fraction, gain, base].map((each) => each && fromFixed18(each)).concat(reason ?? []);
};

it("is the gain over start value and inflows", () => {
  expect(read("100", "180 in 60", "150 out 50")).toEqual(["0.25", "40", "160"]);
  expect(read("0", "90 in 100")).toEqual(["-0.1", "-10", "100"]);
});

it("is unknown where no capital was", () => {
  expect(read("0", "5")).toEqual([null, "5", 0n, "No capital was there or was put in."]);
  expect(simpleReturn(seriesOf("-5", "5")).fraction).toBeNull();
});

it("is unknown while the end value is", () => {
  expect(read("100", "110", "?")).toEqual([null, null, "100", "The value at the end is not known."]);
});

it("is that of the start value for a series without days", () => {
  expect(read("100")).toEqual([0n, 0n, "100"]);
});
