/** A PostgreSQL for one test run, in the system's temporary folder, gone with the process that started it. */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cluster } from "./cluster.ts";
import { startCluster } from "./cluster.ts";
import { canReach, postgresUser } from "./system-user.ts";

export async function startThrowAwayCluster(): Promise<Cluster> {
  const home = mkdtempSync(join(reachableTemp(), "ballast-pg-"));
  chmodSync(home, 0o755);
  return startCluster({
    folder: join(home, "cluster"),
    log: join(home, "postgres.log"),
    password: randomBytes(24).toString("base64url"),
    removeAfter: home,
  });
}

/** TMPDIR may point into a folder that PostgreSQL's user cannot enter. */
function reachableTemp(): string {
  const user = postgresUser("/nonexistent");
  return user === null || canReach(join(tmpdir(), "x"), user) ? tmpdir() : "/tmp";
}
