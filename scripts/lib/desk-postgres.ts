/** The desk's database while the supervisor runs: embedded and watched, or a server of one's own that is checked. */
import type { Cluster } from "./postgres/cluster.ts";
import { startDeskDatabase } from "./postgres/desk-database.ts";

export interface DeskPostgres {
  /** The addresses now; a restarted server may have had to take another port. */
  urls(): { readonly DATABASE_URL: string; readonly DATABASE_OWNER_URL: string };
  stop(): Promise<void>;
}

const LONGEST_PAUSE_MS = 15_000;

export function ownServer(appUrl: string, ownerUrl: string): DeskPostgres {
  return { urls: () => ({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl }), stop: async () => {} };
}

export async function embeddedServer(
  folder: string,
  say: (line: string) => void,
  onMoved: () => void,
): Promise<DeskPostgres> {
  let current = await startDeskDatabase(folder);
  let stopping = false;

  async function watch(cluster: Cluster): Promise<void> {
    await cluster.ended;
    const address = current.appUrl;
    for (let pause = 500; !stopping; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      say(`PostgreSQL ended; starting it again in ${pause / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (stopping) return;
      try {
        current = await startDeskDatabase(folder);
        if (stopping) return await current.cluster.stop();
        if (current.appUrl !== address) onMoved();
        return void watch(current.cluster);
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    }
  }
  void watch(current.cluster);

  return {
    urls: () => ({ DATABASE_URL: current.appUrl, DATABASE_OWNER_URL: current.ownerUrl }),
    async stop() {
      stopping = true;
      await current.cluster.stop();
    },
  };
}
