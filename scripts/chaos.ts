/** `npm run chaos`: kills every part of a desk under load, twelve times, and proves after each that nothing was lost and nothing happened twice. */
import { readOnTheWay } from "./chaos/books.ts";
import { createLoad } from "./chaos/load.ts";
import { TARGETS } from "./chaos/processes.ts";
import { bookkeeping, playRound, type RoundPlan, type RoundResult, verify } from "./chaos/round.ts";
import { settled } from "./chaos/settle.ts";
import { runTwin } from "./chaos/twin-run.ts";
import { openRig, type Rig } from "./rig/rig.ts";
import { toTable } from "./rig/table.ts";

const ACCOUNTS = 4;
const CALLERS = 16;
const PAUSE_MS = 60;
const ROUNDS = 12;
/** Sent and never seen: the desk gives such an order up after sixty seconds. */
const GIVEN_UP_WITHIN_MS = 90_000;

/** Each part three times; eager dispatch changes every four rounds, so that each part is killed under both. */
const PLAN: readonly RoundPlan[] = Array.from({ length: ROUNDS }, (_, round) => ({
  target: TARGETS[round % TARGETS.length] ?? "web",
  eager: Math.floor(round / TARGETS.length) % 2 === 0,
}));

async function main(): Promise<number> {
  const startedAt = performance.now();
  const rig = await openRig();
  let failed = true;
  try {
    failed = !(await proof(rig, startedAt));
  } finally {
    if (failed) console.log(`The desk's last words:\n${rig.instance.output().split("\n").slice(-30).join("\n")}`);
    await rig.remove();
  }
  return failed ? 1 : 0;
}

async function proof(rig: Rig, startedAt: number): Promise<boolean> {
  const accounts: string[] = [];
  for (let number = 1; number <= ACCOUNTS; number += 1) accounts.push(await rig.openAccount(`Chaos ${number}`));
  const brokenAccount = await rig.openAccount("Broken twin");
  const wholeAccount = await rig.openAccount("Whole twin");
  const load = createLoad({ client: rig.client, accounts, callers: CALLERS, pauseMs: PAUSE_MS, cancels: true });
  const results: RoundResult[] = [];
  for (const plan of PLAN) {
    const result = await playRound(rig, load, accounts, plan);
    results.push(result);
    console.log(sentenceOf(results.length, result));
    for (const finding of result.findings.slice(0, 20)) console.log(`    ${finding}`);
  }

  const whole = await runTwin(rig, "whole", wholeAccount, CALLERS);
  const broken = await runTwin(rig, "broken", brokenAccount, CALLERS);
  const left = await settled(rig, GIVEN_UP_WITHIN_MS, { unknownToo: true });
  const last = [
    ...(await bookkeeping(rig, load, accounts, { atTheEnd: true })).map(({ kind, what }) => `${kind}: ${what}`),
    ...(await verify(rig)),
    ...Object.entries({ ...left, ...(await haltsOf(rig)) }).flatMap(([name, count]) =>
      count > 0 ? [`${count} ${name} left`] : [],
    ),
  ];
  for (const finding of last) console.log(`    at the end: ${finding}`);

  console.log(`\n${tableOf(results)}\n`);
  const { counts } = load;
  console.log(
    `${counts.asked} orders asked for, ${counts.acknowledged} placed, ${counts.refused} refused; ${counts.duplicates} asked twice at once, ${counts.replays} answers replayed, ${counts.unanswered} attempts without an answer, ${counts.postponed} postponed, ${counts.internal} answered 500; ${load.cancels.length} cancels.`,
  );
  if (counts.internal > 0) console.log(`    ${counts.internal} attempts were answered 500`);
  for (const { kind, what } of whole.findings) console.log(`    whole twin: ${kind}: ${what}`);
  const kinds = [...Map.groupBy(broken.findings, ({ kind }) => kind)].map(([kind, list]) => `${list.length} × ${kind}`);
  console.log(
    `The whole twin, killed ${whole.kills} times in ${whole.asked} orders: ${whole.findings.length} findings. The broken twin, killed ${broken.kills} times in ${broken.asked}: ${kinds.join(", ") || "not caught"}.`,
  );
  // A part that is away is told as such, to be asked again; an answer of 500 is a fault of ours.
  // What is away is told as such, to be asked again; a 500 is a fault of ours.
  const clean =
    counts.internal === 0 &&
    [last, whole.findings, ...results.map(({ findings }) => findings)].every(({ length }) => length === 0);
  const caught = broken.findings.length > 0;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const verdict = clean && caught ? "passed" : "FAILED";
  console.log(
    `chaos ${verdict}: ${results.length} kills, ${clean ? "nothing lost, nothing twice, the books clean after each" : "see the findings above"}; the broken twin was ${caught ? "caught" : "NOT caught"}; ${seconds} s.`,
  );
  return clean && caught;
}

async function haltsOf(rig: Rig): Promise<{ readonly halts: number }> {
  const { halts } = await readOnTheWay(rig.instance.environment()["DATABASE_URL"] ?? "");
  return { halts };
}

function sentenceOf(round: number, { target, eager, readyMs, settledMs, findings }: RoundResult): string {
  const outcome = findings.length === 0 ? "clean" : `${findings.length} findings`;
  return `${round} of ${ROUNDS}: ${target} killed, eager dispatch ${eager ? "on" : "off"}; ready after ${seconds(readyMs)}, settled after ${seconds(settledMs)}: ${outcome}`;
}

function tableOf(results: readonly RoundResult[]): string {
  const head = ["KILL", "PART", "EAGER", "PLACED", "REFUSED", "NO ANSWER", "REPLAYED", "READY", "SETTLED", "FINDINGS"];
  const rows = results.map((result, index) => [
    ...[String(index + 1), result.target, result.eager ? "on" : "off", String(result.acknowledged)],
    ...[String(result.refused), String(result.unanswered), String(result.replays)],
    ...[seconds(result.readyMs), seconds(result.settledMs), String(result.findings.length)],
  ]);
  return toTable(head, rows);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

process.exit(await main());
