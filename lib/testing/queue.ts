/** The worker's queue for a test: without the maintenance that a real worker does, so that nothing happens but what the test asks for. */
import { PgBoss } from "pg-boss";
import type { TestDatabase } from "./database.ts";

export interface TestQueue {
  readonly boss: PgBoss;
  stop(): Promise<void>;
}

export async function openQueue({ appUrl }: TestDatabase): Promise<TestQueue> {
  const boss = new PgBoss({ connectionString: appUrl, migrate: false, supervise: false, schedule: false, max: 2 });
  boss.on("error", () => undefined);
  await boss.start();
  return { boss, stop: () => boss.stop({ graceful: false }) };
}
