/** Installs pg-boss and its queues as the owner of the database; the application only reads and writes their rows. */
import { PgBoss } from "pg-boss";
import { DEAD_LETTERS, QUEUES } from "./queues.ts";

export async function installQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: "pgboss", supervise: false, schedule: false, max: 2 });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    await boss.createQueue(DEAD_LETTERS, { retryLimit: 0 });
    for (const { name, ...options } of QUEUES) {
      const existing = await boss.getQueue(name);
      if (existing === null) await boss.createQueue(name, { ...options, deadLetter: DEAD_LETTERS });
      else {
        const { policy: _fixed, ...changeable } = options;
        await boss.updateQueue(name, { ...changeable, deadLetter: DEAD_LETTERS });
      }
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}
