/** `node scripts/pg.ts up|down|urls`: a development database in .data-dev (or BALLAST_DATA_DIR) without the rest of the desk. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDataFolder } from "./lib/data-folder.ts";
import { claimFolder } from "./lib/owner-lock.ts";
import { startDeskDatabase } from "./lib/postgres/desk-database.ts";

const folder = resolve(process.env.BALLAST_DATA_DIR ?? ".data-dev");
const note = join(folder, "pg.json");

interface Note {
  readonly pid: number;
  readonly appUrl: string;
  readonly ownerUrl: string;
}

switch (process.argv[2]) {
  case "up":
    await up();
    break;
  case "down":
    await down();
    break;
  case "urls":
    print(running());
    break;
  case "serve":
    await serve();
    break;
  default:
    console.error("Usage: node scripts/pg.ts up|down|urls");
    process.exit(2);
}

async function up(): Promise<void> {
  if (!running()) {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), "serve"], {
      detached: true,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, BALLAST_DATA_DIR: folder },
    });
    const failed = new Promise<never>((_, reject) => child.once("exit", () => reject(new Error("It did not start."))));
    await Promise.race([failed, waitUntil(() => running()?.pid === child.pid)]);
    child.unref();
  }
  print(running());
  process.exit(0);
}

async function down(): Promise<void> {
  const found = running();
  if (!found) return;
  process.kill(found.pid, "SIGTERM");
  await waitUntil(() => !existsSync(note));
}

/** Runs in the background until it is told to stop. */
async function serve(): Promise<void> {
  ensureDataFolder(folder);
  const claim = claimFolder(folder);
  if (!claim.ok) {
    console.error(`${folder} is in use by process ${claim.owner.pid}.`);
    process.exit(1);
  }
  const { cluster, appUrl, ownerUrl } = await startDeskDatabase(folder);
  writeFileSync(note, JSON.stringify({ pid: process.pid, appUrl, ownerUrl }), { mode: 0o600 });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void cluster.stop());
  await cluster.ended;
  rmSync(note, { force: true });
  claim.release();
}

function running(): Note | null {
  if (!existsSync(note)) return null;
  const found = JSON.parse(readFileSync(note, "utf8")) as Note;
  try {
    process.kill(found.pid, 0);
    return found;
  } catch {
    return null;
  }
}

function print(found: Note | null): void {
  if (!found) {
    console.error("It is not running. Start it with: node scripts/pg.ts up");
    process.exit(1);
  }
  console.log(`export DATABASE_URL=${found.appUrl}\nexport DATABASE_OWNER_URL=${found.ownerUrl}`);
}

async function waitUntil(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((next) => setTimeout(next, 50));
}
