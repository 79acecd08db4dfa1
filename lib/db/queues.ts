/** The queues and how each of them tries again. */

export const DISPATCH_QUEUE = "order-dispatch";
export const IMPORT_QUEUE = "file-imports";
export const LOT_QUEUE = "lot-changes";
export const TAKE_BACK_QUEUE = "action-take-backs";
export const DEAD_LETTERS = "dead-letters";
/** No queue, but shown like one: the worker finds by itself which accounts' histories are to be made. */
export const HISTORIES = "histories";

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

const LONG_SECONDS = 1_800;

export const QUEUES = [
  { name: DISPATCH_QUEUE, ...MONEY },
  // A large file and a long history take their time; that their worker is dead is told by the heartbeat.
  { name: IMPORT_QUEUE, ...MONEY, expireInSeconds: LONG_SECONDS },
  { name: LOT_QUEUE, ...MONEY, expireInSeconds: LONG_SECONDS },
  // So do many accounts.
  { name: TAKE_BACK_QUEUE, ...MONEY, expireInSeconds: LONG_SECONDS },
] as const;
export type QueueName = (typeof QUEUES)[number]["name"];
