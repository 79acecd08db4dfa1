/** Hears PostgreSQL's notifications over a connection of its own, and comes back by itself when the connection is lost. */
import pg from "pg";

export type Handlers = { readonly [channel: string]: (payload: string) => void };

export interface ListenOptions {
  readonly applicationName?: string;
  /** Called after every successful (re)connection: whatever was said meanwhile was missed. */
  readonly onConnected?: () => void;
  readonly onLost?: (error: unknown) => void;
}

export interface Listener {
  connected(): boolean;
  close(): Promise<void>;
}

const PAUSES_MS = [100, 250, 500, 1_000, 2_000, 5_000];
/** Often enough to notice within seconds that the other side has vanished without a word. */
const PROBE_MS = 10_000;

/** Returns at once; the first connection is made in the background, like every later one. */
export function listen(url: string, handlers: Handlers, options: ListenOptions = {}): Listener {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let closed = false;

  const again = (error: unknown) => {
    if (closed) return;
    options.onLost?.(error);
    timer = setTimeout(connect, PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
    failures += 1;
  };

  function connect(): void {
    const mine = new pg.Client({
      connectionString: url,
      application_name: options.applicationName ?? "ballast listener",
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    let over = false;
    const lost = (error: unknown) => {
      if (over) return;
      over = true;
      clearInterval(timer);
      if (client === mine) client = null;
      mine.removeAllListeners("notification");
      mine.end().catch(() => undefined);
      again(error);
    };
    mine.on("error", lost);
    mine.on("end", () => lost(new Error("the connection ended")));
    mine.on("notification", ({ channel, payload }) => handlers[channel]?.(payload ?? ""));
    subscribe(mine, Object.keys(handlers)).then(() => {
      if (closed || over) return void mine.end().catch(() => undefined);
      client = mine;
      failures = 0;
      timer = setInterval(() => void mine.query("select 1").catch(lost), PROBE_MS);
      options.onConnected?.();
    }, lost);
  }

  connect();
  return {
    connected: () => client !== null,
    async close() {
      closed = true;
      clearInterval(timer);
      await client?.end().catch(() => undefined);
    },
  };
}

async function subscribe(client: pg.Client, channels: readonly string[]): Promise<void> {
  await client.connect();
  for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
}
