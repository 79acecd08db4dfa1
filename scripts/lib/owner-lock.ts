/** The lock on a data folder: who owns it, and whether that owner still lives. */
import { spawnSync } from "node:child_process";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Owner {
  readonly pid: number;
  /** Tells the owner from a later process that was given the same pid. */
  readonly startedAt: string;
}

export type Claim =
  | { readonly ok: true; readonly tookOver: Owner | null; release(): void }
  | { readonly ok: false; readonly owner: Owner };

/** Claims the folder for this process; a dead owner's claim is taken over, a living one's stands. */
export function claimFolder(folder: string): Claim {
  const lock = join(folder, "owner.json");
  const me: Owner = { pid: process.pid, startedAt: startOf(process.pid) ?? "unknown" };
  const draft = `${lock}.${process.pid}`;
  let tookOver: Owner | null = null;
  for (;;) {
    writeFileSync(draft, JSON.stringify(me), { mode: 0o600 });
    try {
      // A link either appears with its whole content or is refused because somebody else's is there.
      linkSync(draft, lock);
      return { ok: true, tookOver, release: () => releaseIfMine(lock, me) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const owner = readOwner(lock);
    if (owner && isAlive(owner)) return { ok: false, owner };
    if (owner) tookOver = owner;
    removeDead(lock, owner);
  }
}

export function isAlive(owner: Owner): boolean {
  const started = startOf(owner.pid);
  return started !== null && (owner.startedAt === "unknown" || started === owner.startedAt);
}

/** When the process began, in whatever form this system tells it; null when there is no such process. */
export function startOf(pid: number): string | null {
  if (existsSync("/proc/self/stat")) {
    try {
      // Fields are counted after the last bracket: the program's name may itself hold spaces and brackets.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      return fields[0] === "Z" ? null : `${boot}:${fields[19] ?? ""}`;
    } catch {
      return null;
    }
  }
  const listed = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim();
  return listed ? listed : null;
}

function readOwner(lock: string): Owner | null {
  try {
    return JSON.parse(readFileSync(lock, "utf8")) as Owner;
  } catch {
    return null;
  }
}

/** Moves a dead owner's lock away; should it have been replaced by a living one's meanwhile, that one is put back. */
function removeDead(lock: string, dead: Owner | null): void {
  const aside = `${lock}.dead.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const moved = readOwner(aside);
  if (moved && (moved.pid !== dead?.pid || moved.startedAt !== dead.startedAt) && isAlive(moved)) {
    try {
      linkSync(aside, lock);
    } catch {
      // Somebody claimed it in between; the next round sees who.
    }
  }
  rmSync(aside, { force: true });
}

function releaseIfMine(lock: string, me: Owner): void {
  const owner = readOwner(lock);
  if (owner?.pid === me.pid && owner.startedAt === me.startedAt) rmSync(lock, { force: true });
}
