/** One round of chaos: load, a kill in the middle of it, recovery, and the proof that nothing was lost and nothing happened twice. */
import type { Rig } from "../rig/rig.ts";
import { type OnTheWay, readCommitted } from "./books.ts";
import { type Finding, judge } from "./judge.ts";
import type { Load } from "./load.ts";
import { kill, type Target } from "./processes.ts";
import { settled, untilReady } from "./settle.ts";

export interface RoundPlan {
  readonly target: Target;
  readonly eager: boolean;
}

export interface RoundResult extends RoundPlan {
  readonly acknowledged: number;
  readonly refused: number;
  readonly unanswered: number;
  readonly replays: number;
  /** From the kill to the first answer of a ready desk, and until nothing was on its way. */
  readonly readyMs: number;
  readonly settledMs: number;
  readonly findings: readonly string[];
}

const EAGER_FLAG = "orders.eager_dispatch";
/** Every process reads a flag again within two seconds. */
const FLAG_MS = 2_200;
const ANSWERS_BEFORE_KILL = 80;
const LOAD_AFTER_KILL_MS = 2_500;
const READY_WITHIN_MS = 60_000;
const SETTLED_WITHIN_MS = 45_000;

export async function playRound(
  rig: Rig,
  load: Load,
  accounts: readonly string[],
  { target, eager }: RoundPlan,
): Promise<RoundResult> {
  await rig.setFlag(EAGER_FLAG, eager);
  await pause(FLAG_MS);
  const before = { ...load.counts };
  load.start();
  await loadRuns(load, before.acknowledged);
  await pause(Math.random() * 900);
  kill(target, rig.instance);
  const killedAt = performance.now();
  if (target === "supervisor") await restart(rig);
  await pause(LOAD_AFTER_KILL_MS - (performance.now() - killedAt));
  const [, readyMs] = await Promise.all([
    load.finish(READY_WITHIN_MS),
    untilReady(rig, READY_WITHIN_MS).then(() => performance.now() - killedAt),
  ]);
  const left = await settled(rig, SETTLED_WITHIN_MS);
  const settledMs = performance.now() - killedAt;
  const findings = [...(await bookkeeping(rig, load, accounts)), ...leftOver(left)].map(
    ({ kind, what }) => `${kind}: ${what}`,
  );
  return {
    ...{ target, eager, readyMs, settledMs },
    acknowledged: load.counts.acknowledged - before.acknowledged,
    refused: load.counts.refused - before.refused,
    unanswered: load.counts.unanswered - before.unanswered,
    replays: load.counts.replays - before.replays,
    findings: [...findings, ...(await verify(rig))],
  };
}

/** What should not be there any more; nobody halted this desk. */
function leftOver({ unknown: _, ...left }: OnTheWay): { readonly kind: string; readonly what: string }[] {
  return Object.entries(left).flatMap(([name, count]) =>
    count > 0 ? [{ kind: "not settled", what: `${count} ${name}` }] : [],
  );
}

/** Whether every answer fits what is committed. */
export async function bookkeeping(
  rig: Rig,
  load: Load,
  accounts: readonly string[],
  { atTheEnd = false } = {},
): Promise<Finding[]> {
  const committed = await readCommitted(rig.instance.environment()["DATABASE_URL"] ?? "", accounts);
  return judge({ records: load.records, cancels: load.cancels, committed }, atTheEnd);
}

/** `npm run ballast -- verify`, as an operator runs it. */
export async function verify(rig: Rig): Promise<string[]> {
  try {
    await rig.ballast("verify");
    return [];
  } catch (error) {
    return [`verify: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function loadRuns(load: Load, before: number): Promise<void> {
  const end = performance.now() + 15_000;
  while (load.counts.acknowledged - before < ANSWERS_BEFORE_KILL) {
    if (performance.now() > end)
      throw new Error(`The desk does not answer before it is hurt: ${JSON.stringify(load.counts)}`);
    await pause(20);
  }
}

/** What systemd or a person does when the supervisor is gone: start it, again when the old processes are still on their way out. */
async function restart(rig: Rig): Promise<void> {
  const end = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      return await rig.restart();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(500);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
