/** Tells other processes what changed, by NOTIFY in a statement of its own: never inside the transaction that moved the money. */
import type { Database } from "#lib/db/client.ts";
import type { Notifier } from "#lib/ports/notifier.ts";

/** Waits until what was said so far is on its way: for processes that end. */
export type PostgresNotifier = Notifier & { drain(): Promise<void> };

/**
 * The first word goes out at once; what comes while it is on its way goes together afterwards. NOTIFY takes a lock of the whole server, so
 * a storm of orders must not mean a storm of notifications. Callers never wait: a word that is lost delays a screen by one poll.
 */
export function createPostgresNotifier(database: Database): PostgresNotifier {
  const waiting = new Map<string, readonly [channel: string, payload: string]>();
  let sending: Promise<void> | null = null;

  async function send(): Promise<void> {
    while (waiting.size > 0) {
      const words = JSON.stringify([...waiting.values()]);
      waiting.clear();
      try {
        await database.$queryRaw`select pg_notify(w ->> 0, w ->> 1)::text from jsonb_array_elements(${words}::jsonb) as t (w)`;
      } catch {
        // The database is away; whoever listens polls when it is back.
      }
    }
    sending = null;
  }

  function say(channel: string, payload: string): Promise<void> {
    waiting.set(`${channel} ${payload}`, [channel, payload]);
    sending ??= send();
    return Promise.resolve();
  }

  return {
    accountChanged: (accountId) => say("ballast_account", accountId),
    deskChanged: () => say("ballast_desk", ""),
    quotesChanged: () => say("ballast_quotes", ""),
    flagsChanged: () => say("ballast_flags", ""),
    drain: async () => {
      await sending;
    },
  };
}
