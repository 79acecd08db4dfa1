/** Market orders from the request until the stream says filled: risk, hold, dispatch, venue, booking and notification together. */
import { randomUUID } from "node:crypto";
import type { Rig } from "../rig/rig.ts";
import { type Fills, followFills } from "./event-stream.ts";
import { closedLoop, type Sample } from "./measure.ts";
import { CALLERS } from "./orders-http.ts";

const ROUND_MS = 8_000;
const SYMBOLS = ["KO", "AAPL", "MSFT", "JPM", "WMT", "INTC", "PG", "XOM"];

export interface MarketOrders {
  readonly alone: Sample;
  readonly together: Sample;
}

export async function benchMarketOrders(rig: Rig, accounts: readonly string[]): Promise<MarketOrders> {
  const streams = await Promise.all(
    accounts.slice(0, CALLERS).map((accountId) => followFills(rig.instance.port, rig.secret, accountId)),
  );
  const work = async (caller: number) => {
    const stream = streams[caller];
    if (stream !== undefined) await buyAndWait(rig, stream, accounts[caller] ?? "", caller);
  };
  try {
    await closedLoop({ callers: CALLERS, forMs: 2_000, work });
    const alone = await closedLoop({ callers: 1, forMs: ROUND_MS, work });
    const together = await closedLoop({ callers: CALLERS, forMs: ROUND_MS, work });
    return { alone, together };
  } finally {
    for (const stream of streams) stream.close();
  }
}

async function buyAndWait({ client }: Rig, fills: Fills, accountId: string, caller: number): Promise<void> {
  const symbol = SYMBOLS[caller % SYMBOLS.length];
  const body = { accountId, symbol, side: "buy", type: "market", timeInForce: "day", quantity: "1" };
  const idempotencyKey = randomUUID();
  const { id } = await client.send<{ readonly id: string }>({
    ...{ method: "POST", path: "/api/v1/orders", body, idempotencyKey },
  });
  await fills.filled(id);
}
