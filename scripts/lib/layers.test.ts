/** The layer rules refuse what they are there to refuse. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Names of the rules that a project with these files breaks. */
function broken(files: Readonly<Record<string, string>>): string[] {
  const project = mkdtempSync(join(tmpdir(), "ballast-layers-"));
  try {
    for (const [name, text] of Object.entries({ ...files, "tsconfig.json": "{}" })) {
      mkdirSync(join(project, dirname(name)), { recursive: true });
      writeFileSync(join(project, name), text);
    }
    const tool = join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruiser.mjs");
    const args = [tool, "--config", join(root, ".dependency-cruiser.cjs"), "--output-type", "json", "."];
    const { stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
    const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
    return [...new Set(summary.violations.map((violation) => violation.rule.name))].sort();
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

const leaf = "export const x = 1;";

it.each([
  ["the domain reaching into the database", "lib/domain/a.ts", "../db/b.ts", "lib/db/b.ts", ["layer-lib-domain"]],
  [
    "a component reaching a verb",
    "components/a.tsx",
    "../lib/services/b.ts",
    "lib/services/b.ts",
    ["layer-components"],
  ],
  ["a page reaching the database", "app/a.ts", "../lib/db/b.ts", "lib/db/b.ts", ["layer-app"]],
  ["a verb reaching a page", "lib/services/a.ts", "../../app/b.ts", "app/b.ts", ["layer-lib-services"]],
  [
    "a wire schema's value in the browser",
    "components/a.ts",
    "../lib/contracts/b.ts",
    "lib/contracts/b.ts",
    ["types-only-in-the-browser"],
  ],
  ["a folder that nobody named", "lib/utils/a.ts", "../domain/b.ts", "lib/domain/b.ts", ["known-library-folders"]],
  ["a page using a verb, which is allowed", "app/a.ts", "../lib/services/b.ts", "lib/services/b.ts", []],
] as const)("finds %s", (_, from, specifier, to, rules) => {
  expect(broken({ [from]: `import { x } from "${specifier}";\nexport const y = x;`, [to]: leaf })).toEqual(rules);
});

it("finds a cycle", () => {
  const files = { "lib/domain/a.ts": `import "./b.ts";`, "lib/domain/b.ts": `import "./a.ts";` };
  expect(broken(files)).toEqual(["no-circular"]);
});
