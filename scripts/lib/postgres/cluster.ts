/** One embedded PostgreSQL server: made on first use, started under a guard, stopped in order. */
import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type ListenOptions } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { parseCount } from "#lib/domain/shared/count.ts";
import type { Binaries } from "./binaries.ts";
import { findBinaries } from "./binaries.ts";
import type { SystemUser } from "./system-user.ts";
import { postgresUser } from "./system-user.ts";

const GUARD = fileURLToPath(new URL("./guard.ts", import.meta.url));

export interface ClusterOptions {
  /** The server's own folder (PGDATA); its parents must be reachable by the user that PostgreSQL runs as. */
  readonly folder: string;
  readonly log: string;
  readonly password: string;
  /** Used when it is free; another one is taken otherwise. */
  readonly preferredPort?: number | undefined;
  /** Deletes this folder when the server has ended: for tests. */
  readonly removeAfter?: string;
}

export interface Cluster {
  readonly port: number;
  /** Resolves when PostgreSQL has ended for whatever reason. */
  readonly ended: Promise<void>;
  url(role: string, password: string, database: string): string;
  superuserUrl(database: string): string;
  stop(): Promise<void>;
}

/** Starts the server in `folder`, making it first when the folder holds none. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const user = postgresUser(options.folder);
  const binaries = findBinaries(user);
  if (!existsSync(join(options.folder, "PG_VERSION"))) initialise(options, binaries, user);
  const socket = await socketFolder(options.folder);
  let last = "";
  for (let attempt = 0; attempt < 5; attempt++) {
    const place = { socket, port: await choosePort(attempt === 0 ? options.preferredPort : undefined) };
    const guard = spawnGuard(options, binaries, user, place);
    const ended = new Promise<void>((resolve) => guard.once("exit", () => resolve()));
    if (await answers(guard, address(place, "postgres", options.password, "postgres")))
      return handle(options, place, guard, ended);
    await ended;
    last = tail(options.log);
    // A killed server's shared memory is freed a moment after its last process: the next attempt finds it free.
    await new Promise((resolve) => setTimeout(resolve, 500 * (attempt + 1)));
  }
  throw new Error(`PostgreSQL did not start. The end of ${options.log}:\n${last}`);
}

/** Ends a server that outlived its owner; true when there was one. */
export async function stopOrphan(folder: string): Promise<boolean> {
  const pidFile = join(folder, "postmaster.pid");
  if (!existsSync(pidFile)) return false;
  const pid = parseCount(readFileSync(pidFile, "utf8").split("\n")[0], { min: 0, max: 2 ** 31, fallback: 0 });
  if (pid <= 1 || !commandOf(pid).includes(folder)) return false;
  for (const [signal, seconds] of [["SIGINT", 10] as const, ["SIGQUIT", 5] as const, ["SIGKILL", 5] as const]) {
    try {
      process.kill(pid, signal);
    } catch {
      return true;
    }
    for (let waited = 0; waited < seconds * 20; waited++) {
      if (!commandOf(pid).includes(folder)) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return true;
}

function commandOf(pid: number): string {
  if (existsSync("/proc/self/cmdline")) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
      return "";
    }
  }
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
}

function initialise(options: ClusterOptions, binaries: Binaries, user: SystemUser | null): void {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  chmodSync(options.folder, 0o700);
  const passwordFile = `${options.folder}.pw`;
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (user) {
    chownSync(options.folder, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  const args = ["--pgdata", options.folder, "--username", "postgres", "--pwfile", passwordFile];
  args.push("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin");
  // A new segment is written full of zeros while every commit waits: of the usual 16 MB that was 60 ms and more, every few seconds of a storm.
  args.push(
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--wal-segsize=4",
    ...(options.removeAfter ? ["--no-sync"] : []),
  );
  const made = spawnSync(binaries.initdb, args, { encoding: "utf8", env: environment(), cwd: "/", ...(user ?? {}) });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    // A half-made cluster must not be taken for a whole one at the next start.
    rmSync(options.folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not make its data folder: ${made.error?.message ?? made.stderr}`);
  }
}

/** Where the server listens. */
interface Place {
  readonly port: number;
  /** The folder of its socket, too; null where there can be none. */
  readonly socket: string | null;
}

function spawnGuard(
  options: ClusterOptions,
  binaries: Binaries,
  user: SystemUser | null,
  { port, socket }: Place,
): ChildProcess {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: socket ?? "",
    max_connections: "200",
    shared_buffers: "256MB",
    min_wal_size: "256MB",
    max_wal_size: "2GB",
    // A sample of 7,500 rows instead of 30,000: of tables that grow with each order the statistics are made anew each minute of a storm, and
    // that took a processor for two seconds.
    default_statistics_target: "25",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  const args = [
    "-D",
    options.folder,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const { removeAfter, log } = options;
  const task = { command: binaries.postgres, args, log, removeAfter, uid: user?.uid, gid: user?.gid };
  // A process group of its own, so that Ctrl+C in a terminal reaches only the supervisor, which stops things in order.
  return spawn(process.execPath, [GUARD, JSON.stringify(task)], {
    stdio: ["pipe", "ignore", "inherit"],
    detached: true,
    cwd: "/",
    env: environment(),
  });
}

/** The caller's environment without secrets and without what would change the server's language. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(LC_|LANG|PG|NODE_OPTIONS|DATABASE_|NEXT|BALLAST_.*(KEY|TOKEN)|.*(SECRET|PASSWORD))/.test(name),
  );
  return { ...Object.fromEntries(kept), ...KEEP_MEMORY, LC_ALL: "C", NODE_ENV: process.env.NODE_ENV ?? "production" };
}

/**
 * By default glibc gives freed memory back to the system after every statement and takes it again for the next: page faults were a sixth of
 * what PostgreSQL did for an order. A connection keeps a few megabytes instead. Other C libraries do not read these.
 */
const KEEP_MEMORY = {
  MALLOC_TRIM_THRESHOLD_: String(8 * 1024 * 1024),
  MALLOC_TOP_PAD_: String(1024 * 1024),
  MALLOC_MMAP_THRESHOLD_: String(4 * 1024 * 1024),
};

async function choosePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined && (await listenOn(preferred)) !== null) return preferred;
  const free = await listenOn(0);
  if (free === null) throw new Error("There is no free port on 127.0.0.1 for PostgreSQL.");
  return free;
}

async function listenOn(port: number): Promise<number | null> {
  const address = await listens({ port, host: "127.0.0.1" });
  return typeof address === "object" ? (address?.port ?? null) : null;
}

/** Null where nothing can listen. */
function listens(where: ListenOptions): Promise<AddressInfo | string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(null));
    probe.listen(where, () => {
      const address = probe.address();
      probe.close(() => resolve(address));
    });
  });
}

async function answers(guard: ChildProcess, url: string): Promise<boolean> {
  while (guard.exitCode === null && guard.signalCode === null) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return false;
}

/** What a socket's address has room for on every system, less the name that PostgreSQL gives it. */
const SOCKET_FOLDER_MAX = 103 - "/.s.PGSQL.65535".length;

/**
 * A socket of the file system costs half of what TCP does: in a storm of orders a quarter of the web process's time went into writing to
 * PostgreSQL. It stands in the server's own folder, where its user and we may go and nobody else. Null where there can be none: PostgreSQL
 * would not start, and some file systems that a container shares with its host have no sockets.
 */
export async function socketFolder(folder: string): Promise<string | null> {
  const fits = Buffer.byteLength(folder) <= SOCKET_FOLDER_MAX && !/[,"]/.test(folder);
  if (process.platform === "win32" || !fits) return null;
  const tried = join(folder, ".s.tried");
  rmSync(tried, { force: true });
  return (await listens({ path: tried })) === null ? null : folder;
}

/** The host of the address is where TCP finds the server; the parameter, as libpq has it, comes first. */
function address({ port, socket }: Place, role: string, password: string, database: string): string {
  const over = socket === null ? "" : `?host=${encodeURIComponent(socket)}`;
  return `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}${over}`;
}

function handle(options: ClusterOptions, place: Place, guard: ChildProcess, ended: Promise<void>): Cluster {
  return {
    port: place.port,
    ended,
    url: (role, password, database) => address(place, role, password, database),
    superuserUrl: (database) => address(place, "postgres", options.password, database),
    async stop() {
      guard.stdin?.end();
      await ended;
    },
  };
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").slice(-12).join("\n") : "(no log)";
}
