// Every figure that can be explained says which facts it rests on; what the market alone makes says none.
import { expect, test } from "vitest";
import { EXPLAIN_RETURN } from "./explain-return.ts";
import { factsBehind } from "./facts-behind.ts";
import { POSITION_FIGURES, TOTAL_FIGURES } from "./figure-names.ts";

const META = "01a200ab-87e1-7098-a1c8-eaa8a149859d";

test("there are facts behind every explained figure but a price", () => {
  const codes = [
    ...TOTAL_FIGURES.map((figure) => `totals.${figure}`),
    ...Object.keys(EXPLAIN_RETURN).map((figure) => `returns.${figure}`),
    ...POSITION_FIGURES.map((figure) => `positions.${META}.${figure}`),
  ];
  expect(codes.filter((code) => factsBehind(code) === null)).toEqual([`positions.${META}.price`]);
});

test("a position's figure rests on facts of its instrument", () => {
  expect(factsBehind(`positions.${META}.cost`)).toMatchObject({ instrumentId: META, ofPeriod: false });
  expect(factsBehind("totals.cost")?.instrumentId).toBeNull();
});

test("interest is income of a position, and apart from the income of an account", () => {
  expect(factsBehind(`positions.${META}.income`)?.types).toEqual(["dividend", "interest"]);
  expect(factsBehind("totals.income")?.types).toEqual(["dividend"]);
});

test.each([
  "totals.quantity",
  "totals.constructor",
  "returns.cash",
  "returns.benchmark",
  "positions.meta.cost",
  `positions.${META}.interest`,
  `positions.${META}`,
  "",
])("%j is no figure", (code) => {
  expect(factsBehind(code)).toBeNull();
});
