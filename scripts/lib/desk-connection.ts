/** Lets a command reach this folder's desk, running or not: it fills in the environment that the desk itself would have. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPostgresPlace, loadSecrets } from "./data-folder.ts";
import { deskEnvironment, usesEmbedded } from "./desk-settings.ts";
import { claimFolder } from "./owner-lock.ts";
import { startDeskDatabase } from "./postgres/desk-database.ts";
import { APP_ROLE, OWNER_ROLE } from "./postgres/roles.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Sets process.env for this command; call the returned function at its end. PostgreSQL is started when nobody runs it. */
export async function connectToDesk(): Promise<() => Promise<void>> {
  const folder = resolve(root, process.env.BALLAST_DATA_DIR || ".data");
  if (!usesEmbedded(process.env)) return async () => {};
  if (!existsSync(join(folder, "secrets.json"))) {
    throw new Error(
      `There is no desk in ${folder} yet. Start one with npm start, or name its folder with BALLAST_DATA_DIR.`,
    );
  }
  Object.assign(process.env, deskEnvironment(process.env, folder).variables);
  const claim = claimFolder(folder);
  if (!claim.ok) {
    setDatabase(runningUrls(folder));
    return async () => {};
  }
  const { cluster, appUrl, ownerUrl } = await startDeskDatabase(folder);
  setDatabase({ appUrl, ownerUrl });
  return async () => {
    await cluster.stop();
    claim.release();
  };
}

function runningUrls(folder: string): { appUrl: string; ownerUrl: string } {
  const { port } = loadPostgresPlace(folder);
  const { ownerPassword, appPassword } = loadSecrets(folder);
  const address = (role: string, password: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/ballast`;
  return { appUrl: address(APP_ROLE, appPassword), ownerUrl: address(OWNER_ROLE, ownerPassword) };
}

function setDatabase({ appUrl, ownerUrl }: { appUrl: string; ownerUrl: string }): void {
  process.env.DATABASE_URL = appUrl;
  process.env.DATABASE_OWNER_URL = ownerUrl;
}
