/** The embedded PostgreSQL of one data folder, with the desk's roles and database ready to be migrated. */
import { join } from "node:path";
import { ensureDataFolder, loadPostgresPlace, loadSecrets, rememberPort } from "../data-folder.ts";
import type { Cluster } from "./cluster.ts";
import { startCluster, stopOrphan } from "./cluster.ts";
import { APP_ROLE, ensureRoles, OWNER_ROLE } from "./roles.ts";

const DATABASE = "ballast";

export interface DeskDatabase {
  readonly cluster: Cluster;
  readonly appUrl: string;
  readonly ownerUrl: string;
}

/** The caller holds the data folder's lock: a server found running there has lost its owner. */
export async function startDeskDatabase(folder: string): Promise<DeskDatabase> {
  ensureDataFolder(folder);
  const secrets = loadSecrets(folder);
  const place = loadPostgresPlace(folder);
  await stopOrphan(place.cluster);
  const cluster = await startCluster({
    folder: place.cluster,
    log: join(folder, "logs", "postgres.log"),
    password: secrets.superuserPassword,
    preferredPort: place.port,
  });
  rememberPort(folder, cluster.port);
  const passwords = { owner: secrets.ownerPassword, app: secrets.appPassword };
  await ensureRoles(cluster.superuserUrl("postgres"), passwords, DATABASE);
  return {
    cluster,
    appUrl: cluster.url(APP_ROLE, passwords.app, DATABASE),
    ownerUrl: cluster.url(OWNER_ROLE, passwords.owner, DATABASE),
  };
}
