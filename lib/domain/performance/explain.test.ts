/** Every figure of a report can be opened: it says what it is, how it is reckoned, and from which inputs. */
import { expect, test } from "vitest";
import { explainPosition } from "./explain.ts";
import { POSITION_FIGURES, TOTAL_FIGURES } from "./figure-names.ts";
import { readScenario } from "./scenarios/notation.ts";
import { play } from "./scenarios/run-scenario.ts";

const { reports } = play(
  readScenario("a small account", [
    "deposit 1000 on 2024-01-02",
    "buy 10 AAPL @ 10 fee 1 on 2024-01-02",
    "buy 10 AAPL @ 20 fee 1 on 2024-01-03",
    "sell 5 AAPL @ 15 fee 1 on 2024-01-04",
    "price AAPL 18 on 2024-01-05",
  ]),
);
const report = reports.get("fifo");
if (report === undefined) throw new Error("there is a report");

test("totals and returns are explained in the report itself", () => {
  const codes = Object.keys(report.explanations);
  for (const figure of TOTAL_FIGURES) expect(codes).toContain(`totals.${figure}`);
  for (const figure of ["timeWeighted", "xirr", "simple", "drawdown", "volatility"]) {
    expect(codes).toContain(`returns.${figure}`);
  }
  for (const { measure, formula } of Object.values(report.explanations)) {
    expect(measure).not.toBe("");
    expect(formula).not.toBe("");
  }
});

test("the inputs are the report's own figures", () => {
  expect(report.explanations["totals.equity"]?.inputs).toEqual([
    { name: "market value", value: report.totals.marketValue },
    { name: "cash", value: report.totals.cash },
  ]);
  expect(report.explanations["totals.realised"]?.inputs).toEqual([{ name: "AAPL", value: "23.5" }]);
});

test("each figure of a position is explained on demand, down to its lots", () => {
  const [position] = report.positions;
  if (position === undefined) throw new Error("there is a position");
  for (const figure of POSITION_FIGURES) expect(explainPosition(position, figure).formula).not.toBe("");
  expect(explainPosition(position, "cost").inputs).toEqual([
    { name: "lot of 2024-01-02, 5, net", value: "50.5" },
    { name: "lot of 2024-01-03, 10, net", value: "201" },
  ]);
});

test("a price says where it comes from", () => {
  const [position] = report.positions;
  if (position === undefined) throw new Error("there is a position");
  expect(explainPosition(position, "price").measure).toBe("The last close on or before the day");
  expect(explainPosition({ ...position, priceKind: "trade" }, "price").measure).toContain("last trade");
});
