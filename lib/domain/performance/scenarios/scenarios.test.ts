/** Every scenario comes out as it says, under every method that it names. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { actual } from "./expectation.ts";
import { readScenarios } from "./notation.ts";
import { play } from "./run-scenario.ts";

const FOLDER = new URL("./data/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));
const themes = files.map((name) => ({ name, scenarios: readScenarios(readFileSync(new URL(name, FOLDER), "utf8")) }));

describe.each(themes)("$name", ({ scenarios }) => {
  it.each(scenarios)("$title", (scenario) => {
    const { reports } = play(scenario);
    const met = scenario.expectations.flatMap((expectation) =>
      expectation.methods.map((method) => {
        const report = reports.get(method);
        return `${method}: ${expectation.line} -> ${report === undefined ? "no report" : actual(report, expectation)}`;
      }),
    );
    const wanted = scenario.expectations.flatMap(({ methods, line, value }) =>
      methods.map((method) => `${method}: ${line} -> ${value}`),
    );
    expect(met).toEqual(wanted);
    expect(wanted).not.toEqual([]);
  });
});

it("are a hundred and more, and no two have the same title", () => {
  const titles = themes.flatMap(({ scenarios }) => scenarios.map(({ title }) => title));
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles.length).toBeGreaterThanOrEqual(100);
});
