// Every example of docs/performance.md comes out as the page says.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromFixed18 } from "../shared/fixed.ts";
import { addDays, toLocalDate } from "../shared/local-date.ts";
import { benchmarkReturn } from "./benchmark.ts";
import { actual } from "./scenarios/expectation.ts";
import { readScenario } from "./scenarios/notation.ts";
import { play } from "./scenarios/run-scenario.ts";

interface Example {
  readonly kind: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** Fenced blocks, each named by the heading above it. */
function readExamples(text: string): Example[] {
  const blocks: { kind: string; title: string; lines: string[] }[] = [];
  let [heading, open] = ["", false];
  for (const line of text.split("\n")) {
    const fence = /^```(\w*)$/.exec(line);
    if (fence !== null) {
      open = !open;
      if (open) blocks.push({ kind: fence[1] ?? "", title: heading, lines: [] });
    } else if (open) blocks.at(-1)?.lines.push(line);
    else heading = /^#+ (.+)$/.exec(line)?.[1] ?? heading;
  }
  return blocks.map((block, at) => ({ ...block, title: `${block.title}, example ${at + 1}` }));
}

const page = readFileSync(new URL("../../../docs/performance.md", import.meta.url), "utf8");
const examples = readExamples(page);
const scenarios = examples.filter(({ kind }) => kind === "scenario");
const days = examples.filter(({ kind }) => kind === "days").flatMap(({ lines }) => lines);
const benchmarks = examples.filter(({ kind }) => kind === "benchmark");

describe("the page about performance", () => {
  it("has an example for each definition, and none that is not run", () => {
    expect(scenarios.length).toBeGreaterThan(20);
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(["scenario", "benchmark", "days"]));
  });

  it.each(scenarios)("is right about $title", ({ title, lines }) => {
    const scenario = readScenario(title, lines);
    const { reports } = play(scenario);
    const wanted = scenario.expectations.flatMap((expectation) =>
      expectation.methods.map((method) => ({ expectation, method })),
    );
    expect(wanted.length).toBeGreaterThan(0);
    for (const { expectation, method } of wanted) {
      const report = reports.get(method);
      expect(report && actual(report, expectation), `${method}: ${expectation.line}`).toBe(expectation.value);
    }
  });

  it.each(days)("is right that %s", (line) => {
    const [at = "", zone = "", day] = line.split(/ in | is /);
    expect(toLocalDate(new Date(at), zone)).toBe(day);
  });

  it.each(benchmarks)("is right about $title", ({ title, lines }) => {
    const expected = /^expect (\w+) (\S+)$/.exec(lines.at(-1) ?? "");
    const { facts, prices, from, asOf } = readScenario(title, lines.slice(0, -1));
    if (from === null) throw new Error(`no first day in ${title}`);
    const { fraction } = benchmarkReturn({
      closes: prices.map(({ day, price }) => ({ day, close: price })),
      splits: facts,
      openingDay: addDays(from, -1),
      days: [from, asOf],
    });
    expect(new Set(prices.map(({ symbol }) => symbol))).toEqual(new Set([expected?.[1]]));
    expect(fraction === null ? "unknown" : fromFixed18(fraction)).toBe(expected?.[2]);
  });
});
