/** Tells other processes what changed, by NOTIFY in a statement of its own: never inside the transaction that moved the money. */
import type { Database } from "#lib/db/client.ts";
import type { Notifier } from "#lib/ports/notifier.ts";

/** Waits until what was said so far is on its way: for processes that end. */
export type PostgresNotifier = Notifier & { drain(): Promise<void> };

/** A storm of orders must not mean a storm of notifications: NOTIFY takes a lock of the whole server, and wakes every process that listens. */
const APART_MS = 20;

/**
 * After a quiet moment a word goes out at once; what comes while it is on its way, or right after it, goes together afterwards, and takes
 * along what may still wait. Callers never wait: a word that is lost delays a screen by one poll.
 */
export function createPostgresNotifier(database: Database): PostgresNotifier {
  const waiting = new Map<string, readonly [channel: string, payload: string]>();
  let sending: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let sentAt = Number.NEGATIVE_INFINITY;

  async function send(): Promise<void> {
    clearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
    const words = JSON.stringify([...waiting.values()]);
    waiting.clear();
    try {
      await database.$queryRaw`select pg_notify(w ->> 0, w ->> 1)::text from jsonb_array_elements(${words}::jsonb) as t (w)`;
    } catch {
      // The database is away; whoever listens polls when it is back.
    }
    sentAt = performance.now();
    sending = null;
    if (waiting.size > 0) plan(0);
  }

  function plan(withinMs: number): void {
    // It is planned again when that has arrived.
    if (sending !== null) return;
    const now = performance.now();
    const at = Math.max(now + withinMs, sentAt + APART_MS);
    if (at <= now) sending = send();
    else if (at < dueAt) {
      clearTimeout(timer);
      dueAt = at;
      timer = setTimeout(() => {
        sending ??= send();
      }, at - now);
    }
  }

  function say(channel: string, payload: string, withinMs = 0): Promise<void> {
    waiting.set(`${channel} ${payload}`, [channel, payload]);
    plan(withinMs);
    return Promise.resolve();
  }

  return {
    accountChanged: (accountId, withinMs) => say("ballast_account", accountId, withinMs),
    deskChanged: () => say("ballast_desk", ""),
    quotesChanged: () => say("ballast_quotes", ""),
    flagsChanged: () => say("ballast_flags", ""),
    drain: async () => {
      while (sending !== null || waiting.size > 0) {
        sending ??= send();
        await sending;
      }
    },
  };
}
