/** Keeps what a large import will write in rows of its own before the account is locked: under the lock they are only copied. */
import { countDraft, dropStrayDrafts, keepDraftActivities, keepDraftLots } from "#lib/db/books-draft.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import { type BooksPlan, movesOf, type PlannedActivity } from "../activities/change-books.ts";
import type { Context } from "../context.ts";

/** What is smaller is written as fast without. */
const ACTIVITIES_MIN = 500;
const CHUNK = 2_000;

/** The plan with its draft, or as it was where none is worth the while. */
export async function keepDraft(ctx: Context, importId: string, plan: BooksPlan): Promise<BooksPlan> {
  const { rows } = plan.activities;
  if (rows.length < ACTIVITIES_MIN) return plan;
  const id = ctx.newId();
  // Named before anything is kept: what no import names is swept away.
  const named = { id: importId, status: { in: ["publishing", "undoing"] } };
  if ((await ctx.database.fileImport.updateMany({ where: named, data: { run: id } })).count === 0) return plan;
  await ctx.transact(dropStrayDrafts);
  let [activities, postings] = [0, 0];
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    const kept = await ctx.transact((tx) => keepDraftActivities(tx, id, draftOf(chunk, start)));
    activities += kept.activities;
    postings += kept.postings;
  }
  const text = plan.lots;
  const lots = text === null ? { lots: 0, closes: 0 } : await ctx.transact((tx) => keepDraftLots(tx, id, text));
  return { ...plan, draft: { id, counts: { activities, postings, ...lots } } };
}

function draftOf(rows: readonly PlannedActivity[], start: number) {
  const activities = rows.map(({ row, journal }, index) => {
    invariant(row.actionId === null, "a corporate action is no import");
    const { kind: journalKind = null, memo = null, reversesId: journalReversesId = null } = journal ?? {};
    return { ...row, n: start + index + 1, journalKind, memo, journalReversesId };
  });
  return { activities, moves: movesOf(rows.map(({ journal }) => journal ?? { postings: [], reversesId: null })) };
}

/** False where a crash of the server or another worker took something of it away. */
export async function isWhole(tx: Transaction, { draft }: BooksPlan): Promise<boolean> {
  if (draft === null) return true;
  const there = await countDraft(tx, draft.id);
  const { activities, postings, lots, closes } = draft.counts;
  return (
    there.activities === activities && there.postings === postings && there.lots === lots && there.closes === closes
  );
}

/** Written or not, it is of no use any more. */
export async function dropDraft(ctx: Context, importId: string, plan: BooksPlan | null): Promise<void> {
  if (plan === null || plan.draft === null) return;
  await ctx.database.fileImport.updateMany({ where: { id: importId, run: plan.draft.id }, data: { run: null } });
  await ctx.transact(dropStrayDrafts);
}
