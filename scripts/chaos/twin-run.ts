/** Puts a twin of the order route under the same load, kills and bookkeeping: the broken one must be caught, the whole one not. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createHttpClient, type HttpClient } from "../rig/http-client.ts";
import type { Rig } from "../rig/rig.ts";
import type { Finding } from "./judge.ts";
import { createLoad } from "./load.ts";
import { bookkeeping } from "./round.ts";

const PROGRAM = fileURLToPath(new URL("./twin.ts", import.meta.url));
const KILLS_MIN = 3;
const KILLS_MAX = 8;
const LOAD_MS = 1_000;
/** Keys that the broken twin has taken and lost are asked for in vain until then; the whole one gets the time that a busy machine needs. */
const FINISH_MS = { broken: 10_000, whole: 45_000 } as const;

export type Twin = "broken" | "whole";

interface TwinVerdict {
  readonly kills: number;
  readonly asked: number;
  readonly findings: readonly Finding[];
}

/** Three kills; eight at most where something should be seen and has not been yet. */
export async function runTwin(rig: Rig, twin: Twin, accountId: string, callers: number): Promise<TwinVerdict> {
  let running = await startTwin(rig, twin);
  // Its port changes with every start; the callers need not know.
  const client: HttpClient = { ...running.client, ask: (ask) => running.client.ask(ask) };
  const load = createLoad({ client, accounts: [accountId], callers, pauseMs: 5, cancels: false });
  let findings: Finding[] = [];
  let kills = 0;
  while (kills < KILLS_MIN || (twin === "broken" && findings.length === 0 && kills < KILLS_MAX)) {
    load.start();
    await pause(LOAD_MS + Math.random() * 400);
    running.process.kill("SIGKILL");
    kills += 1;
    running = await startTwin(rig, twin);
    await load.finish(FINISH_MS[twin]);
    // What an order still has to go through is the desk's own affair and is judged with the desk.
    findings = (await bookkeeping(rig, load, [accountId])).filter(({ kind }) => kind !== "stuck");
  }
  running.process.kill("SIGTERM");
  return { kills, asked: load.counts.asked, findings };
}

interface RunningTwin {
  readonly process: ChildProcess;
  readonly client: HttpClient;
}

async function startTwin({ instance, person }: Rig, twin: Twin): Promise<RunningTwin> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, ...instance.environment(), TWIN: twin, TWIN_USER: person.id },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve(message as number));
    child.once("exit", (code) => reject(new Error(`The ${twin} twin ended with ${code} before it was hurt.`)));
  });
  return { process: child, client: createHttpClient(port, null) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
