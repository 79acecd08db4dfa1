/** What a large change of the books will write, kept in rows before its account is locked. The SQL is in prisma/functions/books-draft.sql. */
import { type LotsText, type Moves, movesText, type Row } from "./books.sql.ts";
import type { Database, Tx } from "./client.ts";
import { callJson } from "./named-statement.ts";

/** So many rows of each table. */
export interface DraftCounts {
  readonly activities: number;
  readonly postings: number;
  readonly lots: number;
  readonly closes: number;
}

/** Activities with what their journals have; moves name the activity by its place in the list. */
export function keepDraftActivities(
  tx: Tx,
  draftId: string,
  { activities, moves: moved }: { readonly activities: readonly Row[]; readonly moves: Moves },
): Promise<Pick<DraftCounts, "activities" | "postings">> {
  const { kinds, moves } = movesText(moved);
  return callJson(tx.$queryRaw`
    select draft_activities(${draftId}::uuid, ${JSON.stringify(activities)}::json, ${kinds}::json, ${moves.journals}, ${moves.kinds},
      ${moves.amounts}) as result`);
}

export function keepDraftLots(
  tx: Tx,
  draftId: string,
  { lots, closes }: LotsText,
): Promise<Pick<DraftCounts, "lots" | "closes">> {
  return callJson(tx.$queryRaw`select draft_lots(${draftId}::uuid, ${lots}::json, ${closes}::json) as result`);
}

export function countDraft(db: Database | Tx, draftId: string): Promise<DraftCounts> {
  return callJson(db.$queryRaw`select draft_counts(${draftId}::uuid) as result`);
}

export async function dropStrayDrafts(tx: Tx): Promise<void> {
  await tx.$queryRaw`select draft_drop_strays()::text`;
}
