/** `npm test`: every check of the project one after the other, closed by one line that adds them all up. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWeb } from "./lib/build-web.ts";
import { ensureChromium } from "./lib/chromium.ts";
import { generateClient } from "./lib/generate-client.ts";
import { add, type Counts, closingLine, readPlaywright, readVitest, wholeStep } from "./lib/test-counts.ts";
import { failuresIn } from "./lib/test-failures.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const quick = process.argv.includes("--quick");
const reports = join(root, ".build", "reports");
let running: ChildProcess | undefined;

interface Step {
  readonly title: string;
  run(): Promise<Counts>;
}

const bin = (path: string) => join("node_modules", path);
const command = (title: string, args: readonly string[]): Step => ({
  title,
  run: async () => wholeStep((await node(args)) === 0),
});

const steps: readonly Step[] = [
  command("Format and lint", [bin("@biomejs/biome/bin/biome"), "ci", "--error-on-warnings", "."]),
  command("Types", [bin("typescript/bin/tsc"), "--noEmit", "-p", "."]),
  command("Layers", [
    ...[bin("dependency-cruiser/bin/dependency-cruiser.mjs"), "--config", ".dependency-cruiser.cjs"],
    ...["app", "components", "lib", "prisma", "scripts", "e2e", "proxy.ts"].filter((name) =>
      existsSync(join(root, name)),
    ),
  ]),
  vitest("Unit and property tests", "unit"),
  ...(quick ? [] : [vitest("Integration tests on PostgreSQL", "db"), build(), journeys()]),
];

async function main(): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      running?.kill("SIGTERM");
      process.exitCode = 1;
      interrupted = true;
    });
  }
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  await generateClient(root);
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [index, step] of steps.entries()) {
    if (interrupted) break;
    console.log(`\n${index + 1} of ${steps.length}  ${step.title}`);
    const began = performance.now();
    const counts = await step.run().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return wholeStep(false);
    });
    console.log(`${step.title}: ${closingLine(counts)} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    total = add(total, counts);
  }
  if (interrupted) total = add(total, wholeStep(false));
  // Said once more at the end: what stands above it is thousands of lines long, and often all but the end of it is gone.
  for (const failure of failuresIn(reports)) console.log(`\nFAILED  ${failure}`);
  console.log(`\n${closingLine(total)}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

let interrupted = false;

function vitest(title: string, project: string): Step {
  return {
    title,
    async run() {
      const report = join(reports, `${project}.json`);
      const code = await node([bin("vitest/vitest.mjs"), "run", "--project", project], { BALLAST_TEST_REPORT: report });
      return readVitest(report, code);
    },
  };
}

function build(): Step {
  return {
    title: "Production build",
    async run() {
      console.log(`Built into ${await buildWeb(root)}`);
      return wholeStep(true);
    },
  };
}

function journeys(): Step {
  return {
    title: "Browser journeys",
    async run() {
      const chromium = ensureChromium(root);
      const report = join(reports, "journeys.json");
      const env = { BALLAST_TEST_REPORT: report, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) };
      return readPlaywright(report, await node([bin("@playwright/test/cli.js"), "test"], env));
    },
  };
}

/** Runs this Node with its output on the screen; the exit code, 1 when it was killed. */
function node(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve) => {
    running = spawn(process.execPath, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    running.once("error", () => resolve(1));
    running.once("exit", (code) => resolve(code ?? 1));
  });
}

process.exit(await main());
