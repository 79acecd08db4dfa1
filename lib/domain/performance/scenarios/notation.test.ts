/** The notation is read as it is meant, and what is not understood is not passed over. */
import { expect, test } from "vitest";
import { toFixed18 } from "../../shared/fixed.ts";
import { actual } from "./expectation.ts";
import { readScenario, readScenarios } from "./notation.ts";
import { play } from "./run-scenario.ts";

const factIn = (line: string) => readScenario("one line", [line]).facts[0];

test("a trade with its fee, currency and rate", () => {
  expect(factIn("buy 10 SAP @ 10.5 fee 1 in EUR rate 1.1 on 2024-01-02")).toMatchObject({
    type: "buy",
    instrumentId: "SAP",
    quantity: toFixed18("10"),
    price: toFixed18("10.5"),
    gross: toFixed18("105"),
    fee: toFixed18("1"),
    currencyId: "EUR",
    fxToBase: toFixed18("1.1"),
    day: "2024-01-02",
  });
});

test("transfers, splits, amounts and dividends per share", () => {
  expect(factIn("transfer in 5 AAPL at 50 on 2024-01-02")).toMatchObject({
    type: "transfer_in",
    gross: toFixed18("250"),
  });
  expect(factIn("split AAPL 3:2 on 2024-01-02")).toMatchObject({ type: "split", ratioNew: 3n, ratioOld: 2n });
  expect(factIn("withdraw 50 on 2024-01-02")).toMatchObject({ type: "withdrawal", gross: toFixed18("50") });
  expect(factIn("interest -3 on 2024-01-02")).toMatchObject({ gross: toFixed18("-3"), instrumentId: null });
  expect(factIn("dividend 0.5 a share AAPL on 2024-01-02")).toMatchObject({ perShare: true, price: toFixed18("0.5") });
  expect(factIn("buy 8 AAPL for 100.04 on 2024-01-02")).toMatchObject({ gross: toFixed18("100.04"), price: 0n });
});

test.each([
  "buy 10 AAPL @ 10",
  "buy 10 AAPL @ 1e3 on 2024-01-02",
  "buy 10 AAPL @ 10 on 2024-02-30",
  "sell AAPL on 2024-01-02",
  "borrow 10 AAPL on 2024-01-02",
  "rate EURGBP 1.1 on 2024-01-02",
  "expect sometimes AAPL realised 1",
  "buy 10 AAPL @ 10 fee 1 fee 2 on 2024-01-02",
])("is refused: %s", (line) => {
  expect(() => readScenario("a bad line", [line])).toThrow();
});

test("titles part scenarios, and comments are left out", () => {
  const read = readScenarios("# one\n// why\ndeposit 1 on 2024-01-02\n\n# two\ndeposit 2 on 2024-01-03\n");
  expect(read.map(({ title, asOf }) => `${title} ${asOf}`)).toEqual(["one 2024-01-02", "two 2024-01-03"]);
});

test("an expectation that is wrong is seen", () => {
  const scenario = readScenario("75", [
    "buy 10 AAPL @ 10 on 2024-01-02",
    "sell 10 AAPL @ 17.5 on 2024-01-03",
    "expect fifo AAPL realised 75",
    "expect fifo AAPL realised 74.999999999999999999",
    "expect fifo AAPL realised ~75.1",
    "expect fifo AAPL profit 75",
    "expect xirr 1",
  ]);
  const report = play(scenario).reports.get("fifo");
  if (report === undefined) throw new Error("there is a report");
  expect(scenario.expectations.map((each) => actual(report, each))).toEqual([
    "75",
    "75",
    "~75",
    "nothing is called that: profit",
    expect.not.stringMatching(/^1$/),
  ]);
});
