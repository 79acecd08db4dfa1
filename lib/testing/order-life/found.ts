/** What the search has found, shrunk to what shows it: each was a fault once. */
import type { LifeSettings } from "./life.ts";
import type { Step } from "./steps.ts";

export interface Found {
  readonly name: string;
  readonly settings: LifeSettings;
  readonly steps: readonly Step[];
}

const EAGER: LifeSettings = { cash: "6000", eager: true, trading: {} };
const QUEUED: LifeSettings = { ...EAGER, eager: false };

const SIMPLE = { kind: "submit", symbol: "AAPL", orderClass: "simple", timeInForce: "day" } as const;
const BUY_TEN = { ...SIMPLE, side: "buy", type: "limit", quantity: 10_000n, limit: 0n } as const;
const BRACKET = {
  kind: "submit",
  symbol: "AAPL",
  side: "buy",
  type: "limit",
  orderClass: "bracket",
  timeInForce: "gtc",
  quantity: 10_000n,
  limit: 0n,
  takeProfit: 100n,
  stopLoss: 100n,
} as const;

/** So many shares are for sale at a price that the order meets. */
const offered = (size: bigint) => ({ kind: "quote", symbol: "AAPL", move: -2n, size, match: true }) as const;

export const FOUND: readonly Found[] = [
  {
    name: "a replacement whose message was lost ends with the fill of what it was to replace",
    settings: EAGER,
    steps: [
      { ...SIMPLE, side: "buy", type: "trailing_stop", quantity: 1_000n, trail: 1n },
      { kind: "replace", order: 0, more: 1n, wire: "lost" },
      { kind: "match" },
      { kind: "quote", symbol: "AAPL", move: 1n, size: 1_000n, match: true },
    ],
  },
  {
    name: "a bracket's exits are for what is left when shares were sold before the entry was done",
    settings: EAGER,
    steps: [
      BRACKET,
      offered(4_000n),
      { ...SIMPLE, side: "sell", type: "market", quantity: 4_000n },
      { kind: "match" },
      offered(1_000_000n),
    ],
  },
  {
    name: "a bracket's exits leave alone what another order is to sell",
    settings: EAGER,
    steps: [
      BRACKET,
      offered(4_000n),
      { ...SIMPLE, side: "sell", type: "limit", quantity: 4_000n, limit: 300n },
      offered(1_000_000n),
    ],
  },
  {
    name: "a fill under a halt does not take the queued replacement along to the venue",
    settings: QUEUED,
    steps: [BUY_TEN, { kind: "dispatch" }, { kind: "replace", order: 0, limit: 1n }, { kind: "halt" }, offered(4_000n)],
  },
  {
    name: "a fill under a halt does not send a replacement that was lost on its way again",
    settings: EAGER,
    steps: [BUY_TEN, { kind: "replace", order: 0, limit: 1n, wire: "lost" }, { kind: "halt" }, offered(4_000n)],
  },
  {
    name: "a replacement refused for less than nothing is a clean record",
    settings: EAGER,
    steps: [
      { ...BUY_TEN, quantity: 1_000n, limit: -100n },
      { kind: "replace", order: 0, more: -2n },
    ],
  },
  {
    name: "an exit that waits for its entry is not replaced under a halt",
    settings: EAGER,
    steps: [BRACKET, { kind: "halt" }, { kind: "replace", order: 0, stop: 50n }],
  },
  {
    name: "a sale through zero leaves no fraction of a share short",
    settings: { ...EAGER, shares: "12", trading: { shorting: true, allowCrossZero: true } },
    steps: [
      { kind: "close", symbol: "AAPL", percentage: 67n, cancelOrders: false },
      { kind: "match" },
      { ...SIMPLE, side: "sell", type: "limit", quantity: 4_000n, limit: 0n },
      { kind: "quote", symbol: "AAPL", move: 1n, size: 1_000_000n, match: true },
    ],
  },
  {
    name: "a fraction that is short, because other fills came first, can be covered",
    settings: { ...EAGER, shares: "12", trading: { shorting: true, allowCrossZero: true } },
    steps: [
      { ...SIMPLE, side: "sell", type: "limit", quantity: 14_000n, limit: 50n },
      { ...SIMPLE, side: "buy", type: "limit", quantity: 500n, limit: 10n },
      { kind: "match" },
      { kind: "quote", symbol: "AAPL", move: 60n, size: 1_000_000n, match: true },
    ],
  },
  {
    name: "a sale that grows through zero while it is replaced holds money beside its shares",
    settings: { ...QUEUED, shares: "12", trading: { shorting: true, allowCrossZero: true } },
    steps: [
      { ...SIMPLE, side: "sell", type: "limit", quantity: 10_000n, limit: 50n },
      { kind: "dispatch" },
      { kind: "replace", order: 0, more: 3n },
      { kind: "dispatch" },
    ],
  },
  {
    name: "an order whose replacement never arrived can be replaced again",
    settings: EAGER,
    steps: [
      BUY_TEN,
      { kind: "replace", order: 0, more: 1n, wire: "lost" },
      { kind: "restart", late: true },
      { kind: "replace", order: 0, more: 2n },
    ],
  },
  {
    name: "canceled before its answer came, a replacement still ends what it has replaced",
    settings: EAGER,
    steps: [BUY_TEN, { kind: "replace", order: 0, more: -1n, wire: "unanswered" }, { kind: "cancel_all" }],
  },
  {
    name: "expired before its answer came, a replacement still ends what it has replaced",
    settings: EAGER,
    steps: [
      { ...BUY_TEN, limit: -50n },
      { kind: "replace", order: 0, more: -1n, wire: "unanswered" },
      { kind: "clock", minutes: 420 },
      { kind: "match" },
    ],
  },
];
