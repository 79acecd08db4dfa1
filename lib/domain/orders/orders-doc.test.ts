// The table of docs/orders.md against the code: files, tests and codes that it names exist, and no code is left out.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { REJECT_REASONS } from "./order.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

interface Rule {
  readonly id: string;
  readonly codes: readonly string[];
  readonly enforced: string;
  readonly testFile: string;
  readonly testName: string;
}

function readRules(): Rule[] {
  const lines = readFileSync(join(ROOT, "docs/orders.md"), "utf8").split("\n");
  return lines.flatMap((line) => {
    const [id = "", , code = "", enforced = "", test = ""] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    if (!/^[A-Z]{3}-\d+$/.test(id)) return [];
    const [, testFile = "", testName = ""] = /^`([^`]+)`: (.+)$/.exec(test) ?? [];
    const codes = [...code.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word);
    return [{ id, codes, enforced: enforced.replaceAll("`", ""), testFile, testName }];
  });
}

const rules = readRules();

describe("the table of order rules", () => {
  it("has rules, each with an id of its own", () => {
    expect(rules.length).toBeGreaterThan(50);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it.each(rules)("$id names a file that enforces it and a test that holds it", ({ enforced, testFile, testName }) => {
    expect(existsSync(join(ROOT, enforced))).toBe(true);
    expect(testName).not.toBe("");
    expect(readFileSync(join(ROOT, testFile), "utf8")).toContain(testName);
  });

  it("knows every code of a refusal, and no other", () => {
    const named = new Set(rules.flatMap(({ codes }) => codes));
    expect([...named].sort()).toEqual([...REJECT_REASONS].sort());
  });
});
