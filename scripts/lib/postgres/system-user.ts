/** PostgreSQL refuses to run as root: this finds the system user it runs as instead, and what that user can reach. */
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { parseCount } from "#lib/domain/shared/count.ts";

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const IDS = { min: 1, max: 2 ** 32 };
// In this order; the user needs an entry here because initdb looks its own name up.
const CANDIDATES = ["ballast", "postgres", "nobody"];

/** The user to run PostgreSQL as, or null when we are an ordinary user ourselves. */
export function postgresUser(cluster: string): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const rows = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of CANDIDATES) {
    const row = rows.find((fields) => fields[0] === name);
    if (row?.[2] && row[3]) return { uid: parseCount(row[2], IDS), gid: parseCount(row[3], IDS) };
  }
  throw new Error("PostgreSQL does not run as root and this machine has no user `nobody`. Start as an ordinary user.");
}

/** Whether `user` may enter every folder above `path`, by the permission bits. */
export function canReach(path: string, user: SystemUser): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found) {
      const shift = found.uid === user.uid ? 6 : found.gid === user.gid ? 3 : 0;
      if (((found.mode >> shift) & 1) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}
