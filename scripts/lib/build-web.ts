/** Builds the web application into a folder named by the hash of its inputs, never into one that a server runs from. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "./files-hash.ts";
import { isAlive, type Owner, startOf } from "./owner-lock.ts";
import { runTool } from "./run-tool.ts";
import { withWorkLock } from "./work-lock.ts";

const INPUTS = [
  ...["app", "components", "lib", "public", "prisma/schema"],
  ...["proxy.ts", "instrumentation.ts", "instrumentation-client.ts"],
  ...[
    "next.config.ts",
    "postcss.config.mjs",
    "tsconfig.json",
    "tsconfig.base.json",
    "package.json",
    "package-lock.json",
  ],
];
const BUILD_NAME = /^[0-9a-f]{16}$/;
const KEPT = 2;

/** The build's folder, relative to the root; built now unless it is there already. */
export async function buildWeb(root: string, signal?: AbortSignal): Promise<string> {
  const hash = hashOf(root, INPUTS, (file) => /\.test\.tsx?$/.test(file) || file.startsWith(join("lib", "testing")));
  const distDir = join(".build", hash);
  const marker = join(root, distDir, ".complete");
  const isComplete = () => existsSync(marker);
  if (!isComplete()) {
    await withWorkLock(root, `build-${hash}`, async () => {
      if (isComplete()) return;
      // What a killed build left behind is not half of ours.
      rmSync(join(root, distDir), { recursive: true, force: true });
      await runTool({
        what: "Building",
        args: ["node_modules/next/dist/bin/next", "build"],
        root,
        log: join(root, ".build", `${hash}.log`),
        env: { BALLAST_DIST_DIR: distDir, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
        signal,
      });
      writeFileSync(marker, "");
    });
  }
  utimesSync(marker, new Date(), new Date());
  pruneBuilds(root);
  return distDir;
}

/** Marks a build as run by this process, so that nobody's pruning takes it away. */
export function markBuildUsed(root: string, distDir: string): () => void {
  const folder = join(root, distDir, ".users");
  mkdirSync(folder, { recursive: true });
  const note = join(folder, String(process.pid));
  writeFileSync(
    note,
    JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) ?? "unknown" } satisfies Owner),
  );
  return () => rmSync(note, { force: true });
}

function pruneBuilds(root: string): void {
  const home = join(root, ".build");
  const builds = readdirSync(home)
    .filter((name) => BUILD_NAME.test(name) && existsSync(join(home, name, ".complete")))
    .sort((a, b) => statSync(join(home, b, ".complete")).mtimeMs - statSync(join(home, a, ".complete")).mtimeMs);
  for (const name of builds.slice(KEPT)) {
    if (isUsed(join(home, name, ".users"))) continue;
    rmSync(join(home, name), { recursive: true, force: true });
    rmSync(join(home, `${name}.log`), { force: true });
  }
}

function isUsed(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) => isAlive(JSON.parse(readFileSync(join(folder, name), "utf8")) as Owner));
}
