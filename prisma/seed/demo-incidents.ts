/**
 * What happens in the demo besides trading: refusals, a breach, a halt that was lifted, an edited limit, a flag switched off and on, a
 * revoked key. Each looks first whether it has happened: a start that was killed in the middle of one is followed by another.
 */
import { dec } from "#lib/domain/shared/decimal.ts";
import { deposit } from "#lib/services/accounts/deposit.ts";
import { createApiKey } from "#lib/services/api-keys/create-api-key.ts";
import { revokeApiKey } from "#lib/services/api-keys/revoke-api-key.ts";
import { setFlag } from "#lib/services/flags/set-flag.ts";
import { liftHalt } from "#lib/services/halts/lift-halt.ts";
import { setHalt } from "#lib/services/halts/set-halt.ts";
import { setLimit } from "#lib/services/risk/set-limit.ts";
import type { Cast } from "./demo-cast.ts";
import type { Stage } from "./demo-stage.ts";

export interface Incident {
  readonly daysAgo: number;
  readonly minute: number;
  readonly happen: (stage: Stage, cast: Cast) => Promise<void>;
}

export function incidents(): Incident[] {
  return [
    { daysAgo: 71, minute: 615, happen: moreMoney },
    { daysAgo: 58, minute: 697, happen: tooLarge },
    { daysAgo: 57, minute: 560, happen: limitEdited },
    { daysAgo: 41, minute: 812, happen: haltAndResume },
    { daysAgo: 33, minute: 640, happen: amountsSwitchedOff },
    { daysAgo: 26, minute: 590, happen: keyThatLeaked },
    { daysAgo: 12, minute: 725, happen: cannotBePaid },
    { daysAgo: 5, minute: 688, happen: changedHisMind },
  ];
}

async function moreMoney({ desk }: Stage, { theo }: Cast): Promise<void> {
  const { accountId } = theo;
  const input = { accountId, amount: dec("25000"), memo: "Savings" };
  const done = await desk.database.journal.count({ where: { accountId, kind: "deposit", memo: input.memo } });
  if (done > 0) return;
  await deposit({ ctx: desk.contextFor(theo), input });
}

/** One order beyond the limit: refused, and kept as a breach. */
async function tooLarge(stage: Stage, { theo }: Cast): Promise<void> {
  await stage.order(theo, { side: "buy", symbol: "MSFT", worth: 61_000, limitBps: 0 });
}

async function limitEdited({ desk }: Stage, { admin, theo }: Cast): Promise<void> {
  const reason = "Agreed after yesterday's refusal: larger orders, the same position limit";
  const rule = "max_order_value" as const;
  const { accountId } = theo;
  if ((await desk.database.riskLimit.count({ where: { scopeId: accountId, rule, version: 1 } })) === 0) return;
  const input = {
    accountId,
    rule,
    value: dec("65000"),
    version: 1,
    reason,
  };
  await setLimit({ ctx: desk.contextFor(admin), input });
}

async function haltAndResume(stage: Stage, { admin, mira }: Cast): Promise<void> {
  const { desk } = stage;
  const reason = "Prices look wrong in several symbols; checking the feed";
  const known = await desk.database.halt.findFirst({ where: { reason }, select: { id: true, liftedAt: true } });
  const halt = known ?? (await setHalt({ ctx: desk.contextFor(admin), input: { accountId: null, reason } }));
  await stage.order(mira, { side: "buy", symbol: "AMZN", worth: 1_500 });
  await stage.goTo(new Date(stage.at.getTime() + 14 * 60_000));
  if (known?.liftedAt != null) return;
  await liftHalt({
    ctx: desk.contextFor(admin),
    input: { haltId: halt.id, reason: "The feed is right; a news item moved them" },
  });
}

async function amountsSwitchedOff(stage: Stage, { admin, mira }: Cast): Promise<void> {
  const { desk } = stage;
  const key = "trading.notional_orders";
  const isAt = async (version: number) => (await desk.database.flag.count({ where: { key, version } })) > 0;
  const ctx = desk.contextFor(admin);
  if (await isAt(1)) {
    const reason = "Rounding of small amounts is being looked at";
    await setFlag({ ctx, input: { key, enabled: false, version: 1, reason } });
  }
  await desk.refreshFlags();
  await stage.order(mira, { side: "buy", symbol: "DIS", notional: "500.00" });
  await stage.goTo(new Date(stage.at.getTime() + 95 * 60_000));
  if (await isAt(2)) {
    const reason = "Checked: amounts are right to the cent";
    await setFlag({ ctx: desk.contextFor(admin), input: { key, enabled: true, version: 2, reason } });
  }
  await desk.refreshFlags();
}

/** A program trades with a key of its own, until the key turns up where it should not be. */
async function keyThatLeaked(stage: Stage, { theo }: Cast): Promise<void> {
  const { desk } = stage;
  const ctx = desk.contextFor(theo);
  const name = "Rebalancing script";
  const known = await desk.database.apiKey.findFirst({ where: { name, userId: theo.id }, select: { id: true } });
  const key = known ?? (await createApiKey({ ctx, input: { name, scopes: ["read", "trade"] } })).key;
  const program = { ...theo, key: { id: key.id, scopes: ["read", "trade"] as const } };
  await stage.order(program, { side: "buy", symbol: "PG", worth: 2_200, limitBps: 0 });
  if (await stage.holds(theo, "KO")) await stage.order(program, { side: "sell", symbol: "KO", percent: 25 });
  await stage.match();
  await stage.goTo(new Date(stage.at.getTime() + 47 * 60_000));
  await revokeApiKey({ ctx: desk.contextFor(theo), input: { keyId: key.id } });
}

async function cannotBePaid(stage: Stage, { mira }: Cast): Promise<void> {
  await stage.order(mira, { side: "buy", symbol: "META", worth: 48_000, limitBps: 0 });
  await stage.order(mira, { side: "sell", symbol: "INTC", quantity: "20" });
}

async function changedHisMind(stage: Stage, { theo }: Cast): Promise<void> {
  const resting = await stage.order(theo, {
    side: "buy",
    symbol: "BA",
    worth: 2_400,
    limitBps: 250,
    timeInForce: "gtc",
  });
  await stage.match();
  await stage.goTo(new Date(stage.at.getTime() + 12 * 60_000));
  await stage.cancel(theo, resting);
}
