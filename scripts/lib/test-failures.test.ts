/** Whoever reads only the end of a run learns what failed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failuresIn } from "./test-failures.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ballast-failures-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function reported(content: unknown): string[] {
  writeFileSync(join(folder, "a.json"), JSON.stringify(content));
  return failuresIn(folder);
}

it("names a failed test with its file and the beginning of its message", () => {
  const failed = {
    status: "failed",
    fullName: "books balance",
    failureMessages: [`\u001b[31mexpected 1\u001b[39m${"\nmore".repeat(100)}`],
  };
  const passed = { status: "passed", fullName: "books open", failureMessages: [] };
  const file = join(process.cwd(), "lib/books.test.ts");
  const [failure, ...others] = reported({
    testResults: [{ name: file, status: "failed", assertionResults: [passed, failed] }],
  });
  expect(others).toEqual([]);
  expect(failure?.split("\n").slice(0, 3)).toEqual(["lib/books.test.ts › books balance", "    expected 1", "    more"]);
  expect(failure?.split("\n")).toHaveLength(31);
});

it("names a file that could not be loaded", () => {
  const file = join(process.cwd(), "lib/books.test.ts");
  const testResults = [{ name: file, status: "failed", message: "no such module", assertionResults: [] }];
  expect(reported({ testResults })).toEqual(["lib/books.test.ts › could not be loaded\n    no such module"]);
});

it("names a failed journey wherever its suite stands, and what failed outside of them", () => {
  const spec = (title: string, ok: boolean) => ({
    ...{ title, ok, file: "journeys/a.e2e.ts" },
    tests: [{ results: [{ errors: ok ? [] : [{ message: "not shown" }] }] }],
  });
  const suites = [{ specs: [spec("buys", true)], suites: [{ specs: [spec("sells", false)] }] }];
  expect(reported({ suites, errors: [{ message: "no desk" }] })).toEqual([
    "e2e/journeys/a.e2e.ts › sells\n    not shown",
    "e2e › outside of any journey\n    no desk",
  ]);
});

it("says nothing of a run that passed or left no report", () => {
  const testResults = [{ name: "x", status: "passed", assertionResults: [{ status: "passed", fullName: "y" }] }];
  expect(reported({ testResults })).toEqual([]);
  expect(failuresIn(join(folder, "missing"))).toEqual([]);
});
