/**
 * What must happen before any TypeScript can run: the locked dependencies are there, and Node is new enough.
 * Plain JavaScript for Node 20, without dependencies.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a TypeScript program of this project with the arguments given, in this process or in one of the bundled Node. */
export async function run(program, { onInstall = quietly, args = process.argv.slice(2) } = {}) {
  try {
    process.chdir(root);
    if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
    if (!dependenciesComplete()) await onInstall(installDependencies);
    const node = suitableNode();
    if (node === process.execPath) {
      process.argv = [process.argv[0], join(root, program), ...args];
      await import(pathToFileURL(join(root, program)).href);
    } else handOver(node, program, args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

async function quietly(install) {
  console.error("Installing the locked dependencies …");
  await install();
}

/** Whether node_modules holds what package-lock.json names; packages for other systems may be absent. */
function dependenciesComplete() {
  try {
    const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
    const present = JSON.parse(readFileSync(join(root, "node_modules", ".package-lock.json"), "utf8")).packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === "") return true;
      if (!present[path]) return entry.optional === true || entry.devOptional === true || entry.peer === true;
      return present[path].version === entry.version;
    });
  } catch {
    return false;
  }
}

/** `npm ci`, by one process at a time: another start in the same clone waits and then finds the work done. */
async function installDependencies() {
  const lock = join(root, ".build", "install.lock");
  mkdirSync(dirname(lock), { recursive: true });
  while (!takeLock(lock)) await new Promise((resolve) => setTimeout(resolve, 500));
  try {
    if (dependenciesComplete()) return;
    const npm = process.env.npm_execpath;
    const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
    const args = [...first, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    const done = spawnSync(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
    if (done.status !== 0) {
      throw new Error(`npm ci failed, so the dependencies are not complete:\n${done.error?.message ?? done.stderr}`);
    }
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock) {
  const note = join(lock, "pid");
  try {
    mkdirSync(lock);
    writeFileSync(note, String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  try {
    process.kill(Number.parseInt(readFileSync(note, "utf8"), 10), 0);
  } catch (error) {
    // Its owner is gone, or has not written its number yet: then the next round finds it.
    if (error.code === "ESRCH") rmSync(lock, { recursive: true, force: true });
  }
  return false;
}

/** The Node to run on: this one from 22.18 (it reads TypeScript), else the one that the lock file brings. */
function suitableNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map((part) => Number.parseInt(part, 10));
  if (major > 23 || (major === 22 && minor >= 18)) return process.execPath;
  const bundled = join(root, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(bundled)) return bundled;
  throw new Error(
    `Ballast needs Node 22.18 or newer (24 is best); this is ${process.versions.node}, and for ${process.platform}-${process.arch} none is brought along. Install Node 24 from https://nodejs.org and try again.`,
  );
}

/** Runs the program on another Node and stands aside: signals go down, the exit code comes up. */
function handOver(node, program, args) {
  const path = `${dirname(node)}:${process.env.PATH ?? ""}`;
  // The channel tells the child when this process is gone, even by kill -9.
  const child = spawn(node, [join(root, program), ...args], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: path, BALLAST_HANDED_OVER: "1" },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 1000).unref();
  }
  child.on("error", (error) => {
    console.error(`The bundled Node did not start: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
