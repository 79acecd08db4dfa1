/** What this process counts about itself, in Prometheus' terms. The registry hangs on globalThis: bundled routes load copies of this module. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "@prometheus-io/client";

export interface ObservedRequest {
  /** The pattern, `/api/v1/orders/{id}`, never the address: labels must stay few. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

export interface CountedOrder {
  readonly side: string;
  readonly type: string;
  /** `accepted`, or the code of the refusal. */
  readonly outcome: string;
}

interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<"route" | "method" | "status">;
  readonly orders: Counter<"side" | "type" | "outcome">;
  readonly retries: Counter<"sqlstate">;
  readonly streamClients: Gauge;
  readonly queueDepth: Gauge<"queue">;
  readonly queueOldest: Gauge<"queue">;
  readonly marketDataAge: Gauge;
}

const KEY = Symbol.for("ballast.metrics");
const holder = globalThis as { [KEY]?: Metrics };

function metrics(): Metrics {
  holder[KEY] ??= createMetrics();
  return holder[KEY];
}

function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "ballast_" });
  return {
    registry,
    requests: new Histogram({
      name: "ballast_http_request_duration_seconds",
      help: "Requests by route, method and status, with how long they took.",
      labelNames: ["route", "method", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    orders: new Counter({
      name: "ballast_orders_total",
      help: "Orders submitted, by what became of them at the door.",
      labelNames: ["side", "type", "outcome"],
      registers,
    }),
    retries: new Counter({
      name: "ballast_tx_retries_total",
      help: "Transactions that PostgreSQL asked to run again.",
      labelNames: ["sqlstate"],
      registers,
    }),
    streamClients: new Gauge({
      name: "ballast_stream_clients",
      help: "Browsers and programs on the live stream.",
      registers,
    }),
    queueDepth: new Gauge({ name: "ballast_queue_depth", help: "Jobs that wait.", labelNames: ["queue"], registers }),
    queueOldest: new Gauge({
      name: "ballast_queue_oldest_seconds",
      help: "Age of the oldest job that waits.",
      labelNames: ["queue"],
      registers,
    }),
    marketDataAge: new Gauge({ name: "ballast_market_data_age_seconds", help: "Age of the newest quote.", registers }),
  };
}

export function observeRequest({ route, method, status, seconds }: ObservedRequest): void {
  metrics().requests.observe({ route, method, status: String(status) }, seconds);
}

export function countOrder(order: CountedOrder): void {
  metrics().orders.inc({ side: order.side, type: order.type, outcome: order.outcome });
}

export function countRetry(sqlState: string): void {
  metrics().retries.inc({ sqlstate: sqlState });
}

export function setStreamClients(clients: number): void {
  metrics().streamClients.set(clients);
}

export interface SampledGauges {
  readonly queues: readonly { readonly name: string; readonly depth: number; readonly oldestSeconds: number }[];
  /** Null when there is no quote at all. */
  readonly marketDataAgeSeconds: number | null;
}

/** Figures that live in the database and are read when somebody asks. */
export function setSampled({ queues, marketDataAgeSeconds }: SampledGauges): void {
  const { queueDepth, queueOldest, marketDataAge } = metrics();
  for (const queue of queues) {
    queueDepth.set({ queue: queue.name }, queue.depth);
    queueOldest.set({ queue: queue.name }, queue.oldestSeconds);
  }
  marketDataAge.set(marketDataAgeSeconds ?? Number.NaN);
}

export async function renderMetrics(): Promise<{ readonly contentType: string; readonly body: string }> {
  const { registry } = metrics();
  return { contentType: registry.contentType, body: await registry.metrics() };
}
