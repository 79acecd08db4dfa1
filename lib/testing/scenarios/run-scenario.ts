/** Plays a scenario on a real desk, line by line, and says of every line what came of it. */
import { dec } from "#lib/domain/shared/decimal.ts";
import { asLocalDate, instantOf, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { setTrading } from "#lib/services/accounts/set-trading.ts";
import { liftHalt } from "#lib/services/halts/lift-halt.ts";
import { removeOverride } from "#lib/services/market/set-override.ts";
import { cancelAllOrders } from "#lib/services/orders/cancel-all-orders.ts";
import { verify } from "#lib/services/proof/verify.ts";
import { addAccount } from "../fixtures.ts";
import { observe } from "./observe.ts";
import { play } from "./play.ts";
import { PLAIN_TRADING } from "./read-scenarios.ts";
import type { Scenario, ScenarioLine } from "./scenario.ts";
import type { ScenarioDesk } from "./scenario-desk.ts";
import { Stage } from "./stage.ts";

/** A Tuesday in winter, an hour of plain core trading. */
const MORNING = { day: asLocalDate("2026-12-08"), time: "10:00" } as const;

export interface Told {
  /** The line as it would have to read. */
  readonly is: string;
  readonly line: string;
}

/** What it leaves behind is proven and cleared away, also when a line fails. */
export async function runScenario(desk: ScenarioDesk, scenario: Scenario): Promise<readonly Told[]> {
  await desk.setTime(instantOf(MORNING.day, MORNING.time, VENUE_ZONE).toISOString());
  await desk.setMode("nyse");
  desk.restart();
  const stage = new Stage(desk, await openAccount(desk, scenario));
  const told: Told[] = [];
  let wasOpen = false;
  try {
    for (const line of scenario.lines) told.push({ line: line.text, is: await playLine(stage, line) });
    await prove(stage);
  } finally {
    wasOpen = await clear(stage);
  }
  await requireNothingHeld(stage);
  if (wasOpen) await prove(stage);
  return told;
}

async function playLine(stage: Stage, { text, step }: ScenarioLine): Promise<string> {
  if (step.kind === "expect") {
    return `= ${step.subject} ${await observe(stage, step.subject, step.says)}`;
  }
  const refusal = await play(stage, step);
  await stage.settle();
  const [asked = ""] = text.split(" ! ");
  return refusal === null ? asked : `${asked} ! ${refusal}`;
}

async function openAccount(desk: ScenarioDesk, { account: { cash, trading, limits } }: Scenario) {
  const accountId = await addAccount(desk.desk, desk.trader, { cash, limits });
  if (trading !== PLAIN_TRADING) {
    const settings = { accountId, ...trading, version: 1, reason: "As the scenario has it" };
    await setTrading({ ctx: desk.contextFor(), input: settings });
  }
  return accountId;
}

async function prove({ desk, accountId }: Stage): Promise<void> {
  const { clean, findings } = await verify({ ctx: desk.contextFor(), input: { accountId } });
  if (!clean) throw new Error(`the books do not prove: ${JSON.stringify(findings)}`);
}

/** The next scenario meets an open desk, the rules' own calendar and an empty book. Says whether orders were open. */
async function clear(stage: Stage): Promise<boolean> {
  const { desk, accountId, days } = stage;
  const { database } = desk.desk;
  desk.setWire("up");
  desk.desk.flags["trading.notional_orders"] = true;
  const ctx = desk.contextFor();
  for (const { id } of await database.halt.findMany({ where: { liftedAt: null } })) {
    await liftHalt({ ctx, input: { haltId: id, reason: "The scenario is over" } });
  }
  for (const day of days) {
    await desk.setTime(instantOf(asLocalDate(day), "00:00", VENUE_ZONE).toISOString());
    const { version } = await database.sessionOverride.findUniqueOrThrow({ where: { day: new Date(`${day}T00:00Z`) } });
    await removeOverride({ ctx, input: { day, version, reason: "The scenario is over" } });
  }
  if ((await openOrders(stage)).length === 0) return false;
  await cancelAllOrders({ ctx, input: { accountId } });
  await stage.settle();
  return true;
}

function openOrders({ desk, accountId }: Stage) {
  return desk.desk.database.order.findMany({ where: { accountId, closedAt: null } });
}

/** With every order closed, nothing is held but what keeps a short position. */
async function requireNothingHeld(stage: Stage): Promise<void> {
  const { desk, accountId } = stage;
  const open = await openOrders(stage);
  if (open.length > 0) throw new Error(`orders stay open: ${open.map(({ status }) => status).join(", ")}`);
  const collateral = await desk.desk.database.position.findMany({ where: { accountId, quantity: { lt: 0 } } });
  const kept = collateral.flatMap(({ collateralHoldId }) => (collateralHoldId === null ? [] : [collateralHoldId]));
  const holds = await desk.desk.database.hold.findMany({ where: { accountId, id: { notIn: kept } } });
  const left = holds.filter(({ amount, releasedAt }) => releasedAt === null || !dec(amount.toFixed()).isZero());
  if (left.length > 0) {
    throw new Error(`closed orders hold ${left.map(({ amount }) => amount.toFixed()).join(", ")}`);
  }
}
