/** Callers as they should be: each request keeps its key until it has a final answer, whatever happens on the way. */
import { randomUUID } from "node:crypto";
import { canonical } from "#lib/domain/audit/canonical.ts";
import type { Ask, HttpClient, Reply } from "../rig/http-client.ts";
import type { Answer, CancelRecord, KeyRecord } from "./judge.ts";

export interface LoadOptions {
  readonly client: HttpClient;
  readonly accounts: readonly string[];
  readonly callers: number;
  /** Between two requests of one caller. */
  readonly pauseMs: number;
  /** The broken twin takes no cancels. */
  readonly cancels: boolean;
}

export interface LoadCounts {
  asked: number;
  acknowledged: number;
  refused: number;
  duplicates: number;
  replays: number;
  /** Attempts of which nobody knows what became: no answer, or the connection broke. */
  unanswered: number;
  /** Attempts that were told to come again: 409 in use, 429, 503. */
  postponed: number;
  /** Attempts answered 500. */
  internal: number;
}

export interface Load {
  readonly records: readonly KeyRecord[];
  readonly cancels: readonly CancelRecord[];
  readonly counts: Readonly<LoadCounts>;
  start(): void;
  /** Nothing new; what was asked is retried until it is answered, for so long at most. */
  finish(withinMs: number): Promise<void>;
}

const SYMBOLS = ["AAPL", "MSFT", "KO", "JPM", "INTC", "WMT"];
/** Callers give up on an attempt after so long, as callers do. */
const PATIENCE_MS = 4_000;
const RETRY_MS = 120;
const OPEN_KEPT = 4;

let quantities = 0;

/** Nine places, never ending in zero: every request of this process has its own. */
function nextQuantity(): string {
  quantities += 1;
  return `1.${String(quantities).padStart(8, "0")}1`;
}

export function createLoad({ client, accounts, callers, pauseMs, cancels: mayCancel }: LoadOptions): Load {
  const records: KeyRecord[] = [];
  const cancels: CancelRecord[] = [];
  const counts: LoadCounts = {
    ...{ asked: 0, acknowledged: 0, refused: 0, duplicates: 0, replays: 0 },
    ...{ unanswered: 0, postponed: 0, internal: 0 },
  };
  let running = false;
  let giveUpAt = Number.POSITIVE_INFINITY;
  let loops: Promise<void>[] = [];

  /** One attempt after the other under the same key until the desk has said something final. */
  async function insist(ask: Ask, patienceMs = PATIENCE_MS): Promise<Reply | null> {
    for (let patience = patienceMs; performance.now() < giveUpAt; patience = PATIENCE_MS) {
      const reply = await client.ask({ ...ask, timeoutMs: patience }).catch(() => null);
      if (reply === null) counts.unanswered += 1;
      else if (reply.status === 500) counts.internal += 1;
      else if (isPostponed(reply)) counts.postponed += 1;
      else return reply;
      await pause(RETRY_MS * (0.5 + Math.random()));
    }
    return null;
  }

  async function submit(accountId: string, open: string[]): Promise<void> {
    const record: KeyRecord = { key: randomUUID(), quantity: nextQuantity(), answers: [] };
    records.push(record);
    counts.asked += 1;
    const body = { accountId, ...randomTicket(), quantity: record.quantity };
    const ask: Ask = { method: "POST", path: "/api/v1/orders", body, idempotencyKey: record.key };
    const twice = Math.random() < 0.1;
    if (twice) counts.duplicates += 1;
    // One in twenty hangs up at once and asks again: it cannot know whether it was heard.
    const patience = Math.random() < 0.05 ? 10 : PATIENCE_MS;
    const replies = await Promise.all([insist(ask, patience), ...(twice ? [insist(ask)] : [])]);
    for (const reply of replies) {
      if (reply === null) continue;
      if (reply.headers["idempotent-replayed"] === "true") counts.replays += 1;
      record.answers.push(toAnswer(reply));
    }
    const [first] = record.answers;
    if (first?.status === 201) {
      counts.acknowledged += 1;
      if (body.type === "limit" && first.orderId !== null) open.push(first.orderId);
    } else if (first?.status === 422) counts.refused += 1;
  }

  async function cancel(orderId: string): Promise<void> {
    const record: CancelRecord = { orderId, acknowledged: false };
    cancels.push(record);
    const reply = await insist({ method: "DELETE", path: `/api/v1/orders/${orderId}` });
    record.acknowledged = reply?.status === 200;
  }

  async function caller(number: number): Promise<void> {
    const accountId = accounts[number % accounts.length] ?? "";
    const open: string[] = [];
    while (running) {
      const oldest = mayCancel && open.length > OPEN_KEPT ? open.shift() : undefined;
      if (oldest === undefined) await submit(accountId, open);
      else await cancel(oldest);
      await pause(pauseMs * (0.5 + Math.random()));
    }
  }

  return {
    records,
    cancels,
    counts,
    start() {
      running = true;
      giveUpAt = Number.POSITIVE_INFINITY;
      loops = Array.from({ length: callers }, (_, number) => caller(number));
    },
    async finish(withinMs) {
      running = false;
      giveUpAt = performance.now() + withinMs;
      await Promise.all(loops);
    },
  };
}

function randomTicket() {
  const symbol = SYMBOLS[Math.floor(Math.random() * SYMBOLS.length)];
  const dice = Math.random();
  // Far from the market: it rests until somebody cancels it.
  if (dice < 0.6) return { symbol, side: "buy", type: "limit", timeInForce: "day", limitPrice: "1.00" } as const;
  return { symbol, side: dice < 0.85 ? "buy" : "sell", type: "market", timeInForce: "day" } as const;
}

function isPostponed({ status, text }: Reply): boolean {
  if (status === 429 || status === 502 || status === 503 || status === 504) return true;
  return status === 409 && text.includes("idempotency_key_in_use");
}

function toAnswer({ status, text }: Reply): Answer {
  const body = JSON.parse(text) as { readonly id?: string; readonly orderId?: string };
  return { status, orderId: body.id ?? body.orderId ?? null, body: canonical(body) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
