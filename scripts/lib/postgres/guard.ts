/**
 * Runs `postgres` and ends it when whoever started this process is gone: its standard input is a pipe that the kernel
 * closes even when the other end was killed without warning.
 *
 * Arguments: a JSON object { command, args, uid, gid, log, removeAfter }.
 */
import { spawn } from "node:child_process";
import { openSync, rmSync } from "node:fs";

interface Task {
  readonly command: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  readonly log: string;
  /** A throw-away cluster's folder, deleted when PostgreSQL has ended. */
  readonly removeAfter?: string;
}

const task = JSON.parse(process.argv[2] ?? "{}") as Task;
const log = openSync(task.log, "a", 0o600);
const postgres = spawn(task.command, task.args, {
  stdio: ["ignore", log, log],
  ...(task.uid !== undefined && task.gid !== undefined ? { uid: task.uid, gid: task.gid } : {}),
});

// Fast shutdown: sessions are cut, everything is written. Immediate shutdown only if that hangs; the log replays then.
let asked = false;
function stop(): void {
  if (asked) return;
  asked = true;
  postgres.kill("SIGINT");
  setTimeout(() => postgres.kill("SIGQUIT"), 15_000).unref();
}
process.stdin.on("end", stop).on("close", stop).on("error", stop).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);

postgres.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
postgres.on("exit", (code) => {
  if (task.removeAfter) rmSync(task.removeAfter, { recursive: true, force: true });
  process.exit(asked ? 0 : (code ?? 1));
});
