/** One supervised process of the desk (web or worker): started, watched, restarted with growing pauses, stopped. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";

export interface PartOptions {
  readonly name: string;
  readonly program: string;
  /** Of Node, before the program. */
  readonly flags: readonly string[];
  readonly root: string;
  /** Read at every start: PostgreSQL may have moved to another port meanwhile. */
  readonly env: () => NodeJS.ProcessEnv;
  /** Where its output goes; null means this terminal. */
  readonly log: string | null;
  readonly stopAfterMs: number;
  readonly say: (line: string) => void;
}

export interface Part {
  restart(): void;
  stop(): Promise<void>;
}

const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 16_000, 30_000];
const STEADY_MS = 60_000;
const LOG_BYTES = 50 * 1024 * 1024;

/** Resolves when the process has said that it is ready; rejects when its first start fails. */
export async function startPart(options: PartOptions, signal: AbortSignal): Promise<Part> {
  if (options.log) rotate(options.log);
  let stopping = false;
  let wanted = false;
  let child = launch(options);
  const loop = (first: ChildProcess) => {
    let failures = 0;
    const watch = (current: ChildProcess, began: number) => {
      current.once("exit", (code, killedBy) => {
        if (stopping) return;
        failures = performance.now() - began > STEADY_MS || wanted ? 0 : failures;
        const pause = wanted ? 0 : (PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0);
        if (!wanted)
          options.say(`${options.name} ended (${killedBy ?? `exit ${code}`}); starting it again in ${pause / 1000} s`);
        failures += 1;
        wanted = false;
        setTimeout(() => {
          if (stopping) return;
          child = launch(options);
          watch(child, performance.now());
        }, pause);
      });
    };
    watch(first, performance.now());
  };
  await ready(child, options, signal);
  loop(child);
  return {
    restart() {
      wanted = true;
      child.kill("SIGTERM");
    },
    async stop() {
      stopping = true;
      await end(child, options.stopAfterMs);
    },
  };
}

/**
 * A long history makes much that is soon forgotten: swept in small parts, and all of it before the heap has grown by more than so many percent,
 * the process takes a third less memory for it, in the same time.
 */
export const WORKER_FLAGS = ["--max-semi-space-size=4", "--heap-growing-percent=60"] as const;

/**
 * In development alone: the maps of what was built are half of what the web process then keeps, and a sweep of its memory holds orders up for
 * several times as long. The stack of an error that is logged names the places of what was built with them too; only what Next.js prints itself
 * would name ours. The worker runs our sources as they are.
 */
export const DEVELOPMENT_WEB_FLAGS = ["--enable-source-maps"] as const;

function launch({ program, flags, root, env, log }: PartOptions): ChildProcess {
  const output = log ? openSync(log, "a", 0o600) : "inherit";
  // A process group of its own: Ctrl+C reaches the supervisor alone, which stops the parts in order.
  const child = spawn(process.execPath, [...flags, program], {
    cwd: root,
    env: env(),
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
  });
  child.on("error", () => {});
  if (typeof output === "number") closeSync(output);
  return child;
}

async function ready(child: ChildProcess, { name, log, stopAfterMs }: PartOptions, signal: AbortSignal): Promise<void> {
  const outcome = await new Promise<"ready" | "ended" | "stopped">((resolve) => {
    child.once("message", () => resolve("ready"));
    child.once("exit", () => resolve("ended"));
    child.once("error", () => resolve("ended"));
    signal.addEventListener("abort", () => resolve("stopped"), { once: true });
  });
  if (outcome === "ready") return;
  await end(child, stopAfterMs);
  if (outcome === "stopped") throw new Error("Stopped.");
  throw new Error(`The ${name} process did not start.${log ? ` The end of ${log}:\n${tail(log)}` : ""}`);
}

async function end(child: ChildProcess, afterMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const hurry = setTimeout(() => child.kill("SIGKILL"), afterMs);
  await ended;
  clearTimeout(hurry);
}

function rotate(log: string): void {
  if (existsSync(log) && statSync(log).size > LOG_BYTES) renameSync(log, `${log}.1`);
}

function tail(log: string): string {
  return readFileSync(log, "utf8").trimEnd().split("\n").slice(-20).join("\n");
}
