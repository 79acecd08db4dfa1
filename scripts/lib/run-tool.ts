/** Runs one program to its end, with its output in a file or on the screen. */
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";

export interface Tool {
  readonly what: string;
  readonly args: readonly string[];
  readonly root: string;
  readonly log: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Runs this Node with `args`; throws with the end of the log when it fails. */
export async function runTool({ what, args, root, log, env, signal }: Tool): Promise<void> {
  const output = openSync(log, "w", 0o600);
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", output, output],
    env: { ...process.env, ...env },
  });
  closeSync(output);
  const abort = () => child.kill("SIGTERM");
  signal?.addEventListener("abort", abort, { once: true });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exit) => resolve(exit));
  });
  signal?.removeEventListener("abort", abort);
  if (signal?.aborted) throw new Error("Stopped.");
  if (code !== 0) throw new Error(`${what} failed. The end of ${log}:\n${tail(log)}`);
}

function tail(log: string): string {
  return readFileSync(log, "utf8").trimEnd().split("\n").slice(-30).join("\n");
}
