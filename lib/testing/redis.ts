/** A Redis of its own for tests that need a real one, where the machine has the program: no npm package carries it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

const LOOKS_MAX = 200;

/** The program's path: REDIS_SERVER_PATH, else `redis-server` on the PATH; null where there is none. */
export function findRedisServer(): string | null {
  const program = process.env["REDIS_SERVER_PATH"] || "redis-server";
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0 ? program : null;
}

/** On loopback and a free port, in memory only. */
export async function startRedis(program: string, wanted?: number): Promise<TestRedis> {
  const port = wanted ?? (await freePort());
  const options = ["--bind", "127.0.0.1", "--port", `${port}`, "--save", "", "--appendonly", "no"];
  const server = spawn(program, options, { stdio: "ignore", cwd: "/tmp" });
  await untilListening(server, port);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("the probe has no port");
  return address.port;
}

async function untilListening(server: ChildProcess, port: number): Promise<void> {
  const { Redis } = await import("ioredis");
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`);
    const redis = new Redis({ port, host: "127.0.0.1", lazyConnect: true, retryStrategy: () => null });
    redis.on("error", () => undefined);
    try {
      await redis.connect();
      await redis.ping();
      return;
    } catch {
      await pause(25);
    } finally {
      redis.disconnect();
    }
  }
  server.kill("SIGKILL");
  throw new Error("redis-server does not answer");
}
