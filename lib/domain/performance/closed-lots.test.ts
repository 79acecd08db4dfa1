/** A realised figure comes apart into the closings that made it. */
import { expect, test } from "vitest";
import { LOT_METHODS } from "../books/lot-method.ts";
import { fromFixed18, toFixed18 } from "../shared/fixed.ts";
import { closedLots } from "./closed-lots.ts";
import { readScenario } from "./scenarios/notation.ts";
import { optionsOf, play } from "./scenarios/run-scenario.ts";

const scenario = readScenario("bought twice, split, sold over both, and crossed", [
  "buy 10 SAP @ 100 fee 10 in EUR rate 1.1 on 2024-01-02 as A",
  "buy 10 SAP @ 120 in EUR rate 1.2 on 2024-01-03 as B",
  "split SAP 2:1 in EUR on 2024-01-04",
  "sell 30 SAP @ 70 fee 3 in EUR rate 1.3 on 2024-01-05 as C",
  "transfer out 4 SAP in EUR rate 1.3 on 2024-01-08 as D",
  "sell 10 SAP @ 50 in EUR rate 1.2 on 2024-01-09 as E",
  "rate EURUSD 1.2 on 2024-01-09",
]);
const { facts, reports } = play(scenario);

test("each part names its opening and its closing, in the units of that day", () => {
  const closes = closedLots(facts, "fifo", optionsOf(scenario));
  expect(closes.map(({ openedBy, closedBy, quantity }) => `${openedBy} ${closedBy} ${quantity}`)).toEqual([
    "A C 20",
    "B C 10",
    "B D 4",
    "B E 6",
  ]);
  // 20 at 50 and 10 of the fee; two thirds of the sale's 3; rates 1.1 and 1.3
  expect(closes[0]).toMatchObject({
    openedDay: "2024-01-02",
    closedDay: "2024-01-05",
    cost: { gross: "1000", net: "1010" },
    proceeds: { gross: "1400", net: "1398" },
    realised: { gross: "400", net: "388" },
    base: { realised: { gross: "720", net: "706.4" }, currencyEffect: "202" },
    moved: false,
  });
  expect(closes[2]).toMatchObject({ moved: true, realised: { gross: "0", net: "0" } });
});

test.each(LOT_METHODS)("the parts sum to the realised figure under %s", (method) => {
  const closes = closedLots(facts, method, optionsOf(scenario));
  const position = reports.get(method)?.positions[0];
  const sum = (values: readonly string[]) => fromFixed18(values.reduce((total, each) => total + toFixed18(each), 0n));
  expect(sum(closes.map(({ realised }) => realised.gross))).toBe(position?.realised.gross);
  expect(sum(closes.map(({ realised }) => realised.net))).toBe(position?.realised.net);
  expect(sum(closes.map(({ base }) => base.realised.net))).toBe(position?.base.realised?.net);
});
