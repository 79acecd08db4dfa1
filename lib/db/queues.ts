/** The queues and how each of them tries again. */

export const DISPATCH_QUEUE = "order-dispatch";
export const IMPORT_QUEUE = "file-imports";
export const LOT_QUEUE = "lot-changes";
export const DEAD_LETTERS = "dead-letters";

/** Money queues: one job per business key, eight retries with backoff and jitter, a dead worker noticed within seconds. */
const MONEY = {
  policy: "exclusive",
  retryLimit: 8,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 32,
  heartbeatSeconds: 10,
  expireInSeconds: 60,
} as const;

export const QUEUES = [
  { name: DISPATCH_QUEUE, ...MONEY },
  { name: IMPORT_QUEUE, ...MONEY },
  // A long history takes its time; that its worker is dead is told by the heartbeat.
  { name: LOT_QUEUE, ...MONEY, expireInSeconds: 1_800 },
] as const;
export type QueueName = (typeof QUEUES)[number]["name"];
