/** Finds the processes of a running desk, and ends them without warning. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCount } from "#lib/domain/shared/count.ts";

export const TARGETS = ["web", "worker", "PostgreSQL", "supervisor"] as const;
export type Target = (typeof TARGETS)[number];

const PROGRAMS = { web: "lib/server/main.ts", worker: "lib/worker/main.ts" } as const;
const PID = { min: 2, max: 2 ** 31 } as const;

/** What of an instance is needed to find its processes. */
export interface Running {
  readonly supervisor: { readonly pid?: number | undefined };
  readonly folder: string;
}

export function kill(target: Target, instance: Running): void {
  process.kill(pidOf(target, instance), "SIGKILL");
}

function pidOf(target: Target, { supervisor, folder }: Running): number {
  if (supervisor.pid === undefined) throw new Error("The supervisor has not started.");
  if (target === "supervisor") return supervisor.pid;
  if (target === "PostgreSQL") {
    const { cluster } = JSON.parse(readFileSync(join(folder, "postgres.json"), "utf8")) as { readonly cluster: string };
    return parseCount(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0], PID);
  }
  const pid = childOf(supervisor.pid, PROGRAMS[target]);
  if (pid === null) throw new Error(`The ${target} process is not there to be killed.`);
  return pid;
}

function childOf(parent: number, program: string): number | null {
  for (const { pid, parentPid, command } of processes())
    if (parentPid === parent && command.includes(program)) return pid;
  return null;
}

interface Listed {
  readonly pid: number;
  readonly parentPid: number;
  readonly command: string;
}

function processes(): Listed[] {
  if (process.platform === "linux") {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.flatMap((name) => readProcess(name) ?? []);
  }
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,command="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid && parent ? [{ pid: parseCount(pid, ANY), parentPid: parseCount(parent, ANY), command }] : [];
  });
}

const ANY = { min: 0, max: 2 ** 31 } as const;

/** Null when it has ended meanwhile. */
function readProcess(name: string): Listed | null {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "utf8");
    const [, parent = "0"] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
    return { pid: parseCount(name, ANY), parentPid: parseCount(parent, ANY), command };
  } catch {
    return null;
  }
}
