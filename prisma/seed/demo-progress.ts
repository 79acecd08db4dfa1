/** How far the demo has come, beside the market's own state: a start that was killed halfway is finished by the next one. */
import type { Database } from "#lib/db/client.ts";

export interface DemoProgress {
  /** Up to here the market had prices when the demo was begun: its script counts back from this moment. Null without any bars. */
  readonly end: Date | null;
  /** Steps that are done; the one after them may have begun. */
  readonly done: number;
}

/** Null when no demo is under way. */
export async function readProgress(database: Database): Promise<DemoProgress | null> {
  const rows = await database.$queryRaw<{ end: Date | null; done: number | null }[]>`
    select (state -> 'demo' ->> 'end')::timestamptz as end, (state -> 'demo' ->> 'done')::int as done
    from market_state where id = 1 and state ? 'demo'`;
  const [row] = rows;
  return row === undefined ? null : { end: row.end, done: row.done ?? 0 };
}

export async function writeProgress(database: Database, { end, done }: DemoProgress): Promise<void> {
  const demo = JSON.stringify({ end: end?.toISOString() ?? null, done });
  await database.$executeRaw`update market_state set state = state || jsonb_build_object('demo', ${demo}::jsonb) where id = 1`;
}

export async function clearProgress(database: Database): Promise<void> {
  await database.$executeRaw`update market_state set state = state - 'demo' where id = 1`;
}
