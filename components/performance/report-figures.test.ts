// What the page shows adds up, line by line and column by column, opens what it is made of, and leaves nothing behind when hidden.
import { describe, expect, it } from "vitest";
import { addDecimals } from "#components/format/string-decimal.ts";
import { POSITION_FIGURES, TOTAL_FIGURES } from "#lib/domain/performance/figure-names.ts";
import { withRounding } from "./bridge-lines.ts";
import { hideReport } from "./hide-report.ts";
import { inputCode, inputText } from "./input-reading.ts";
import { positionRows, rowTotals } from "./position-rows.ts";
import { reportFigure } from "./report-figure.ts";
import { samplePosition, sampleReport } from "./sample-report.ts";

const STYLE = { currency: "USD", hidden: false, basis: "net" } as const;
const REPORT = sampleReport();

describe("the positions table", () => {
  it("adds up to the totals, gross and net, with closed ones in one row or apart", () => {
    for (const basis of ["gross", "net"] as const) {
      for (const closed of [true, false]) {
        const sums = rowTotals(positionRows(REPORT, { basis, sort: "value", closed }));
        expect(sums).toMatchObject({
          marketValue: REPORT.totals.marketValue,
          realised: REPORT.totals.realised?.[basis],
          unrealised: REPORT.totals.unrealised?.[basis],
          fees: REPORT.totals.fees,
          pnl: REPORT.totals.pnl?.[basis],
          income: addDecimals(REPORT.totals.income ?? "", REPORT.totals.interest ?? ""),
        });
      }
    }
  });

  it("has no row for the account when every amount belongs to a symbol", () => {
    const position = samplePosition("AAPL");
    const totals = { ...REPORT.totals, income: "5", interest: "0", fees: "3", pnl: position.pnl };
    const rows = positionRows(sampleReport({ positions: [position], totals }), {
      basis: "net",
      sort: "value",
      closed: false,
    });
    expect(rows.map(({ kind }) => kind)).toEqual(["held"]);
  });

  it("says nothing where one of the rows is unknown", () => {
    const unknown = samplePosition("PRIV", { base: { ...samplePosition("PRIV").base, marketValue: null, pnl: null } });
    const rows = positionRows(sampleReport({ positions: [unknown] }), { basis: "net", sort: "pnl", closed: false });
    expect(rowTotals(rows)).toMatchObject({ marketValue: null, pnl: null, realised: "18" });
  });
});

describe("a sum in lines", () => {
  it("shows what rounding to cents leaves, and goes on from the total that is shown", () => {
    const lines = withRounding([
      { operator: "", name: "a", value: "0.014" },
      { operator: "+", name: "b", value: "0.014" },
      { operator: "=", name: "c", value: "0.028" },
      { operator: "−", name: "d", value: "0.01" },
      { operator: "=", name: "e", value: "0.018" },
    ]);
    expect(lines.map(({ name, value }) => `${name} ${value}`)).toEqual([
      "a 0.014",
      "b 0.014",
      "Rounding of the lines 0.01",
      "c 0.028",
      "d 0.01",
      "e 0.018",
    ]);
  });

  it("calls more than rounding by its name", () => {
    const lines = withRounding([
      { operator: "", name: "a", value: "1" },
      { operator: "=", name: "b", value: "3" },
    ]);
    expect(lines[1]).toMatchObject({ name: "Not explained by these lines", value: "2" });
  });

  it("claims nothing where a line is unknown", () => {
    const lines = withRounding([
      { operator: "", name: "a", value: null },
      { operator: "=", name: "b", value: "5" },
    ]);
    expect(lines).toHaveLength(2);
  });
});

describe("a figure", () => {
  it("opens for every total and every figure of a position, with a formula of the position's own", () => {
    for (const figure of TOTAL_FIGURES) expect(reportFigure(REPORT, `totals.${figure}`, STYLE)).not.toBeNull();
    const [{ instrumentId } = samplePosition("")] = REPORT.positions;
    for (const figure of POSITION_FIGURES) {
      const found = reportFigure(REPORT, `positions.${instrumentId}.${figure}`, STYLE);
      expect(found?.explanation?.formula, figure).toBeTruthy();
    }
    for (const figure of ["timeWeighted", "xirr", "simple", "drawdown", "volatility", "benchmark"]) {
      expect(reportFigure(REPORT, `returns.${figure}`, STYLE)?.values.length).toBeGreaterThan(0);
    }
  });

  it("of another report is none", () => {
    for (const code of ["totals.luck", "returns.luck", "positions.x.cost", "", "totals"]) {
      expect(reportFigure(REPORT, code, STYLE), code).toBeNull();
    }
  });

  it("leads from the account's figures to the positions' and on", () => {
    const [{ instrumentId } = samplePosition("")] = REPORT.positions;
    expect(inputCode(REPORT, "totals.realised", "AAPL")).toBe(`positions.${instrumentId}.realised`);
    expect(inputCode(REPORT, "totals.equity", "market value")).toBe("totals.marketValue");
    expect(inputCode(REPORT, `positions.${instrumentId}.unrealised`, "cost, net")).toBe(
      `positions.${instrumentId}.cost`,
    );
    expect(inputCode(REPORT, "returns.xirr", "equity")).toBe("totals.equity");
    expect(inputCode(REPORT, "returns.xirr", "reason")).toBeNull();
  });

  it("writes its inputs as what they are", () => {
    expect(inputText("returns.xirr", "fraction", "0.0823412")).toBe("8.2341\u00a0%");
    expect(inputText("returns.drawdown", "peak", "2026-11-10")).toBe("10 Nov 2026");
    expect(inputText("returns.xirr", "days", "1904")).toBe("1,904");
    expect(inputText("totals.unrealised", "cost, net", "-1234")).toBe("−1,234.00");
    expect(inputText("positions.x.quantity", "lot of 2026-11-10", "3")).toBe("3");
  });
});

describe("hidden balances", () => {
  it("leave no amount in the report, and keep the returns", () => {
    const text = JSON.stringify(hideReport(sampleReport({ positions: [samplePosition("AAPL")] })));
    for (const amount of ["1100", "8912.66", "10012.66", "9900", "119.66", "113.66", "1001", "122"]) {
      expect(text).not.toContain(`"${amount}"`);
    }
    expect(text).toContain('"0.0121"');
  });
});
