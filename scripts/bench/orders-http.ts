/** Orders through HTTP, against a route with the same wrapper and nothing behind it, and under arrivals at a fixed rate. */
import { randomUUID } from "node:crypto";
import type { Ask, HttpClient } from "../rig/http-client.ts";
import { byTurns, closedLoop, openLoop, type Sample } from "./measure.ts";

export const CALLERS = 16;
const ROUND_MS = 4_000;
const ROUNDS = 5;
const FIXED_RATE_MS = 8_000;

export interface HttpOrders {
  readonly orders: Sample;
  readonly wrapper: Sample;
  /** At half of what the orders reached. */
  readonly fixedRate: Sample;
}

export async function benchHttpOrders(client: HttpClient, accounts: readonly string[]): Promise<HttpOrders> {
  const order = (caller: number) => expectStatus(client, orderAsk(accounts[caller % accounts.length] ?? ""), 201);
  const ping = () => expectStatus(client, pingAsk(), 200);
  const round = (work: (caller: number) => Promise<void>) => () =>
    closedLoop({ callers: CALLERS, forMs: ROUND_MS, work });
  // The first requests find cold code.
  await closedLoop({ callers: CALLERS, forMs: ROUND_MS, work: order });
  await closedLoop({ callers: CALLERS, forMs: ROUND_MS / 2, work: ping });
  const { orders, wrapper } = await byTurns(ROUNDS, { wrapper: round(ping), orders: round(order) });
  const halfRate = () => openLoop({ perSecond: orders.perSecond / 2, forMs: FIXED_RATE_MS, work: order });
  const { fixedRate } = await byTurns(ROUNDS, { fixedRate: halfRate });
  return { orders, wrapper, fixedRate };
}

/** A limit far from the market: it rests, and its price of one dollar is on every tick. */
function orderAsk(accountId: string): Ask {
  const body = {
    accountId,
    symbol: "KO",
    side: "buy",
    type: "limit",
    timeInForce: "day",
    quantity: "1",
    limitPrice: "1.00",
  };
  return { method: "POST", path: "/api/v1/orders", body, idempotencyKey: randomUUID() };
}

function pingAsk(): Ask {
  return { method: "POST", path: "/api/v1/ping", body: { note: "there and back" }, idempotencyKey: randomUUID() };
}

async function expectStatus(client: HttpClient, ask: Ask, wanted: number): Promise<void> {
  const { status, text } = await client.ask(ask);
  if (status !== wanted) throw new Error(`${ask.method} ${ask.path} was answered ${status}: ${text}`);
}
