/** The demo as a list of steps in order of time: the same list for the same bars, so that it can be taken up at any of them. */
import { addDays, startOfDay, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { recordEquityPoints } from "#lib/worker/jobs/equity-points.ts";
import type { Cast } from "./demo-cast.ts";
import { incidents } from "./demo-incidents.ts";
import { findBargain } from "./demo-prices.ts";
import { FIRST_DAY, recent, routine, type ScriptedMoment } from "./demo-script.ts";
import type { Stage } from "./demo-stage.ts";

/** Done again after it was cut off, a step adds only what was missing. */
export type Step = (stage: Stage, cast: Cast) => Promise<void>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** When the accounts are opened. */
export function openingOf(end: Date): Date {
  return new Date(midnightBefore(end)(FIRST_DAY) + 545 * MINUTE_MS);
}

export async function planOf(stage: Stage, end: Date): Promise<Step[]> {
  const midnight = midnightBefore(end);
  const acts = await actsUntil(stage, end);
  const steps: Step[] = [];
  for (let daysAgo = FIRST_DAY; daysAgo >= 0; daysAgo -= 1) {
    const evening = daysAgo === 0 ? end.getTime() - HOUR_MS : midnight(daysAgo - 1) - 1_000;
    // A day starts with its opening prices: what is held overnight is not today's profit.
    if (daysAgo < FIRST_DAY) steps.push((on) => beginDay(on, new Date(midnight(daysAgo) + 1_000)));
    for (const { at, act } of acts.filter((one) => one.at >= midnight(daysAgo) && one.at < evening)) {
      steps.push(async (on, cast) => {
        await on.goTo(new Date(at));
        await act(on, cast);
        await on.match();
      });
    }
    if (evening <= midnight(daysAgo)) continue;
    if (daysAgo <= 1)
      steps.push((on) => minutes(on, Math.max(midnight(daysAgo), end.getTime() - 25 * HOUR_MS), evening));
    steps.push((on) => endDay(on, new Date(evening)));
  }
  return [...steps, ...lastHour(end)];
}

/** Midnight of the venue so many days before the end. */
function midnightBefore(end: Date): (daysAgo: number) => number {
  const today = toLocalDate(end, VENUE_ZONE);
  return (daysAgo) => startOfDay(addDays(today, -daysAgo), VENUE_ZONE).getTime();
}

async function actsUntil(stage: Stage, end: Date): Promise<{ readonly at: number; readonly act: Step }[]> {
  const midnight = midnightBefore(end);
  const scripted = [...routine(), ...recent()].map((moment) => ({
    ...moment,
    act: (on: Stage, cast: Cast) => trade(on, cast, moment),
  }));
  const unusual = incidents().map((incident) => ({ ...incident, act: incident.happen }));
  const acts = [...scripted, ...unusual].map(({ daysAgo, minute, act }) => ({
    at: midnight(daysAgo) + minute * MINUTE_MS,
    act,
  }));
  const bargain = await findBargain(stage.desk.database, stage.source, end);
  if (bargain !== null) {
    const at = bargain.dayAt.getTime() + 23 * HOUR_MS + 40 * MINUTE_MS;
    acts.push({ at, act: (on, cast) => filledInPart(on, cast, bargain.symbol) });
  }
  return acts.sort((a, b) => a.at - b.at);
}

async function beginDay(stage: Stage, at: Date): Promise<void> {
  await stage.goTo(at);
  await stage.desk.database.$queryRaw`
    select count(ensure_account_day(id, venue_day(${at}::timestamptz))) from account where kind = 'paper'`;
  // Day orders of yesterday end here.
  await stage.match();
}

/** The prices of each evening make the day's point of the equity curve. */
async function endDay(stage: Stage, at: Date): Promise<void> {
  await stage.goTo(at);
  await stage.match();
  await recordEquityPoints(stage.desk.database);
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
function lastHour(end: Date): Step[] {
  const ago = (count: number, act: Step): Step => {
    return async (stage, cast) => {
      await stage.goTo(new Date(end.getTime() - count * MINUTE_MS));
      await act(stage, cast);
    };
  };
  return [
    ago(52, async (stage, { theo }) => {
      await stage.order(theo, { side: "buy", symbol: "JPM", worth: 3_100, limitBps: 0 });
      await stage.match();
    }),
    ago(38, async (stage, { theo, mira }) => {
      await stage.order(mira, { side: "buy", symbol: "V", worth: 2_500 });
      if (await stage.holds(theo, "AAPL")) {
        const far = { limitBps: 320, timeInForce: "gtc" } as const;
        await stage.order(theo, { side: "sell", symbol: "AAPL", percent: 100, ...far });
      }
      await stage.match();
    }),
    ago(24, async (stage, { mira }) => {
      await stage.order(mira, { side: "buy", symbol: "AMZN", worth: 52_000, limitBps: 0 });
      await stage.order(mira, { side: "buy", symbol: "XOM", worth: 2_000, limitBps: 400, timeInForce: "gtc" });
      await stage.match();
    }),
    ago(9, async (stage, { theo }) => {
      await stage.order(theo, { side: "buy", symbol: "CRM", quantity: "12", limitBps: 0, timeInForce: "gtc" });
      await stage.order(theo, { side: "buy", symbol: "BTC/USD", notional: "400.00" });
      await stage.offer("CRM", "5");
      await stage.match();
    }),
    ago(0, async (stage) => void (await recordEquityPoints(stage.desk.database))),
  ];
}
