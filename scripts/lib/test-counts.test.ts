/** The closing line adds everything up and never calls a failed run a good one. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { add, closingLine, readPlaywright, readVitest, wholeStep } from "./test-counts.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ballast-counts-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 2, numTodoTests: 0, testResults: [] };

it("adds the steps up in one line", () => {
  const total = add(add(wholeStep(true), wholeStep(false)), { passed: 7, failed: 0, skipped: 3 });
  expect(closingLine(total)).toBe("8 passed, 1 failed, 3 skipped");
});

it("counts a test file that cannot be loaded as failed", () => {
  const broken = { ...vitest, testResults: [{ status: "failed", assertionResults: [] }] };
  expect(readVitest(report(broken), 1)).toEqual({ passed: 5, failed: 1, skipped: 2 });
});

it("does not believe a report of a program that failed", () => {
  expect(readVitest(report(vitest), 1).failed).toBe(1);
  expect(readVitest(join(folder, "missing.json"), 0).failed).toBe(1);
  expect(readPlaywright(report({ stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 } }), 1).failed).toBe(1);
});

it("counts a journey that passed only on a second try as failed", () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 1 };
  expect(readPlaywright(report({ stats }), 1)).toEqual({ passed: 3, failed: 2, skipped: 1 });
});
