/** The map must match the land: every path that README and ARCHITECTURE name exists. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ROOMS = /^(app|components|lib|prisma|public|e2e|scripts|ops|docs)(\/[\w.()[\]@-]+)*$/;

describe.each(["ARCHITECTURE.md", "README.md"])("%s", (name) => {
  const text = readFileSync(`${ROOT}${name}`, "utf8");

  it("names only paths that exist", () => {
    const named = [...text.matchAll(/[`(]([^`()\s]+)[`)]/g)]
      .map((match) => match[1] ?? "")
      .filter((path) => ROOMS.test(path));
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((path) => !existsSync(`${ROOT}${path}`))).toEqual([]);
  });

  it("can be read in one sitting", () => {
    expect(text.split("\n").length).toBeLessThan(200);
  });
});
