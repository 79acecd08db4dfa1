/** Takes the data folder for this supervisor, or says in one sentence why it cannot. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureDataFolder } from "./data-folder.ts";
import { claimFolder } from "./owner-lock.ts";

export interface ClaimedFolder {
  /** Says to a second start where this one answers. */
  announce(url: string): void;
  release(): void;
}

export function claimDataFolder(folder: string, command: string): ClaimedFolder {
  const note = join(folder, "instance.json");
  try {
    ensureDataFolder(folder);
    // A full disk shows only when something is written.
    writeFileSync(join(folder, ".probe"), "x".repeat(4096));
    rmSync(join(folder, ".probe"));
    const claim = claimFolder(folder);
    if (!claim.ok) throw new InUse(inUse(folder, claim.owner.pid, command));
    return {
      announce: (url) => writeFileSync(note, JSON.stringify({ url }), { mode: 0o600 }),
      release() {
        rmSync(note, { force: true });
        claim.release();
      },
    };
  } catch (error) {
    if (error instanceof InUse) throw error;
    throw new Error(unwritable(folder, error as NodeJS.ErrnoException));
  }
}

class InUse extends Error {}

function inUse(folder: string, pid: number, command: string): string {
  let where = "";
  try {
    const { url } = JSON.parse(readFileSync(join(folder, "instance.json"), "utf8")) as { url: string };
    where = ` at ${url}`;
  } catch {
    // It is still starting.
  }
  return `Data folder ${folder} is in use by another Ballast (process ${pid})${where}. Stop it, or try: BALLAST_DATA_DIR=.data-2 PORT=3001 ${command}`;
}

export function unwritable(folder: string, error: NodeJS.ErrnoException): string {
  const reason = error.code === "ENOSPC" ? "the disk is full" : (error.code ?? error.message);
  return `Cannot write to the data folder ${folder} (${reason}). Choose another with BALLAST_DATA_DIR.`;
}
