/** The demo: four people and three months of two traders' orders, made through the same verbs and venue as everything else, under a past clock. */

import { randomUUID } from "node:crypto";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type UserId } from "#lib/domain/shared/ids.ts";
import { addDays, startOfDay, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { openAccount } from "#lib/services/accounts/open-account.ts";
import { setMember } from "#lib/services/accounts/set-member.ts";
import { asSystem } from "#lib/services/as-system.ts";
import { createUser } from "#lib/services/users/create-user.ts";
import { recordEquityPoints } from "#lib/worker/jobs/equity-points.ts";
import { releaseLease, takeLease } from "#lib/worker/lease.ts";
import { openToolDesk, type ToolDesk, type ToolUser } from "#lib/worker/tool-desk.ts";
import { VENUE_LEASE } from "#lib/worker/venue-leader.ts";
import { type Cast, incidents } from "./demo-incidents.ts";
import { findBargain, goTo, returnToPresent, type SavedQuotes, saveQuotes, setVenueTime } from "./demo-prices.ts";
import { FIRST_DAY, recent, routine, type ScriptedMoment } from "./demo-script.ts";
import { Stage, traderOf } from "./demo-stage.ts";
import { DEMO_USERS } from "./demo-users.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Does nothing when the database has users. */
export async function seedDemo({ url }: { readonly url: string }): Promise<void> {
  let now = new Date();
  const desk = await openToolDesk({
    url,
    name: "ballast-demo",
    source: "ui",
    hashKey: randomUUID(),
    accessRules: { sessionIdleMinutes: 1, sessionMaxHours: 1, signInFailuresMax: 1 },
    now: () => now,
  });
  try {
    const market = await desk.database.marketState.findUniqueOrThrow({ where: { id: 1 } });
    const end = await lastMinute(desk, market.source);
    if (await isUnfinished(desk)) return await finish(desk, market.source, end);
    if ((await desk.database.user.count()) > 0) return;
    // A replay has no past of its own before bars are imported: its people start without accounts.
    if (end === null) return void (await makePeople(desk));
    await mark(desk, true);
    const quotes = await saveQuotes(desk.database);
    const lease = await takeLease(desk.database, VENUE_LEASE, randomUUID(), 120_000);
    if (lease === null) throw new Error("A worker leads the venue: stop it before the demo is made.");
    const stage = new Stage(desk, market.source, lease, (at) => {
      now = at;
    });
    try {
      await play(stage, end);
    } finally {
      await releaseLease(desk.database, lease);
    }
    await finish(desk, market.source, end, quotes);
  } finally {
    await desk.close();
  }
}

/** Up to here the market has prices. */
async function lastMinute({ database }: ToolDesk, source: string): Promise<Date | null> {
  const { _max } = await database.bar.aggregate({ where: { source, interval: "1m" }, _max: { startAt: true } });
  return _max.startAt === null ? null : new Date(_max.startAt.getTime() + MINUTE_MS - 1);
}

/** Left behind by a start that was killed halfway: the books are whole, but the market must not stay in the past. */
async function isUnfinished({ database }: ToolDesk): Promise<boolean> {
  const rows = await database.$queryRaw<{ unfinished: boolean }[]>`
    select coalesce(state ->> 'demo' = 'unfinished', false) as unfinished from market_state where id = 1`;
  return rows[0]?.unfinished ?? false;
}

async function mark({ database }: ToolDesk, unfinished: boolean): Promise<void> {
  if (unfinished)
    await database.$executeRaw`update market_state set state = state || '{"demo": "unfinished"}' where id = 1`;
  else await database.$executeRaw`update market_state set state = state - 'demo' where id = 1`;
}

async function finish(desk: ToolDesk, source: string, end: Date | null, quotes?: SavedQuotes): Promise<void> {
  if (quotes !== undefined) await returnToPresent(desk.database, quotes);
  else {
    if (end !== null) await goTo(desk.database, source, end);
    await setVenueTime(desk.database, null);
  }
  await mark(desk, false);
}

/** Everything, in order of time. Prices of each evening make the day's point of the equity curve. */
async function play(stage: Stage, end: Date): Promise<void> {
  const today = toLocalDate(end, VENUE_ZONE);
  const midnight = (daysAgo: number) => startOfDay(addDays(today, -daysAgo), VENUE_ZONE).getTime();
  const acts = [
    ...[...routine(), ...recent()].map((moment) => ({
      ...moment,
      act: (cast: Cast) => trade(stage, cast, moment),
    })),
    ...incidents().map((incident) => ({ ...incident, act: (cast: Cast) => incident.happen(stage, cast) })),
  ].map(({ daysAgo, minute, act }) => ({ at: midnight(daysAgo) + minute * MINUTE_MS, act }));
  const bargain = await findBargain(stage.desk.database, stage.source, end);
  if (bargain !== null) {
    const at = bargain.dayAt.getTime() + 23 * HOUR_MS + 40 * MINUTE_MS;
    acts.push({ at, act: (cast) => filledInPart(stage, cast, bargain.symbol) });
  }
  acts.sort((a, b) => a.at - b.at);

  await stage.goTo(new Date(midnight(FIRST_DAY) + 545 * MINUTE_MS));
  const cast = await openDesk(stage);
  for (let daysAgo = FIRST_DAY; daysAgo >= 0; daysAgo -= 1) {
    const evening = daysAgo === 0 ? end.getTime() - HOUR_MS : midnight(daysAgo - 1) - 1_000;
    // A day starts with its opening prices: what is held overnight is not today's profit.
    if (daysAgo < FIRST_DAY) await beginDay(stage, new Date(midnight(daysAgo) + 1_000));
    for (const { at, act } of acts.filter((one) => one.at >= midnight(daysAgo) && one.at < evening)) {
      await stage.goTo(new Date(at));
      await act(cast);
      await stage.match();
    }
    if (evening <= midnight(daysAgo)) continue;
    if (daysAgo <= 1) await minutes(stage, Math.max(midnight(daysAgo), end.getTime() - 25 * HOUR_MS), evening);
    await stage.goTo(new Date(evening));
    await stage.match();
    await recordEquityPoints(stage.desk.database);
  }
  await lastHour(stage, cast, end);
}

async function makePeople(desk: ToolDesk): Promise<ReadonlyMap<string, ToolUser>> {
  const users = new Map<string, ToolUser>();
  for (const person of DEMO_USERS) {
    const { user } = await createUser({ ctx: asSystem(desk.contextFor()), input: person });
    users.set(person.email, { id: user.id, role: user.role });
  }
  return users;
}

async function openDesk(stage: Stage): Promise<Cast> {
  const { desk } = stage;
  const users = await makePeople(desk);
  const named = (email: string): ToolUser => {
    const user = users.get(email);
    if (user === undefined) throw new Error(`${email} is not among the demo's users.`);
    return user;
  };
  const open = async (email: string, name: string, cash: string) => {
    const owner = named(email);
    const account = await openAccount({ ctx: desk.contextFor(owner), input: { name, cash: dec(cash) } });
    return traderOf(owner, account.id);
  };
  const theo = await open("trader@ballast.demo", "Long-term", "100000");
  const mira = await open("trader2@ballast.demo", "Momentum", "60000");
  const viewer = asId<UserId>(named("viewer@ballast.demo").id);
  const input = { accountId: theo.accountId, userId: viewer, role: "viewer" as const };
  await setMember({ ctx: desk.contextFor(theo), input });
  return { admin: named("admin@ballast.demo"), theo, mira };
}

async function beginDay(stage: Stage, at: Date): Promise<void> {
  await stage.goTo(at);
  await stage.desk.database.$queryRaw`
    select count(ensure_account_day(id, venue_day(${at}::timestamptz))) from account where kind = 'paper'`;
  // Day orders of yesterday end here.
  await stage.match();
}

async function trade(stage: Stage, cast: Cast, { orders }: ScriptedMoment): Promise<void> {
  for (const { who, ...order } of orders) {
    // A limit order of long ago may have expired, and then there is nothing to sell.
    if (order.side === "sell" && !(await stage.holds(cast[who], order.symbol))) continue;
    await stage.order(cast[who], order);
  }
  for (const { symbol, offered } of orders) if (offered !== undefined) await stage.offer(symbol, offered);
}

/** A resting order that got a third of its shares and waits for the rest. */
async function filledInPart(stage: Stage, { theo }: Cast, symbol: string): Promise<void> {
  await stage.order(theo, { side: "buy", symbol, quantity: "15", limitBps: 0, timeInForce: "gtc" });
  await stage.offer(symbol, "5");
}

/** The finer curve of the last day. */
async function minutes(stage: Stage, from: number, until: number): Promise<void> {
  for (let at = from; at < until; at += 15 * MINUTE_MS) {
    await stage.goTo(new Date(at));
    await recordEquityPoints(stage.desk.database);
  }
}

/** So that every page shows something of this hour: fills, a refusal, an order filled in part and others that wait. */
async function lastHour(stage: Stage, { theo, mira }: Cast, end: Date): Promise<void> {
  const ago = (count: number) => stage.goTo(new Date(end.getTime() - count * MINUTE_MS));
  await ago(52);
  await stage.order(theo, { side: "buy", symbol: "JPM", worth: 3_100, limitBps: 0 });
  await stage.match();
  await ago(38);
  await stage.order(mira, { side: "buy", symbol: "V", worth: 2_500 });
  if (await stage.holds(theo, "AAPL")) {
    await stage.order(theo, { side: "sell", symbol: "AAPL", percent: 100, limitBps: 320, timeInForce: "gtc" });
  }
  await stage.match();
  await ago(24);
  await stage.order(mira, { side: "buy", symbol: "AMZN", worth: 52_000, limitBps: 0 });
  await stage.order(mira, { side: "buy", symbol: "XOM", worth: 2_000, limitBps: 400, timeInForce: "gtc" });
  await stage.match();
  await ago(9);
  await stage.order(theo, { side: "buy", symbol: "CRM", quantity: "12", limitBps: 0, timeInForce: "gtc" });
  await stage.order(theo, { side: "buy", symbol: "BTC/USD", notional: "400.00" });
  await stage.offer("CRM", "5");
  await stage.match();
  await ago(0);
  await recordEquityPoints(stage.desk.database);
}
