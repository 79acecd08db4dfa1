/** Enqueues a job in the caller's transaction: it exists exactly when what it is for exists. */
import { fromPrisma, type PgBoss } from "pg-boss";
import type { Tx } from "./client.ts";
import type { QueueName } from "./queues.ts";

export interface Job {
  readonly queue: QueueName;
  readonly data: { readonly [key: string]: string };
  /** The business key: a second job with the same key is not made while the first one waits. */
  readonly key: string;
  readonly startAfterSeconds?: number;
}

export type Enqueue = (tx: Tx, job: Job) => Promise<void>;

export function enqueueWith(boss: Pick<PgBoss, "send">): Enqueue {
  return async (tx, { queue, data, key, startAfterSeconds }) => {
    await boss.send(queue, data, {
      singletonKey: key,
      db: fromPrisma(tx),
      ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
    });
  };
}
