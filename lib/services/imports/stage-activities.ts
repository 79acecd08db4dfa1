/** The rows of a file of activities with their verdicts, as they would be published at this moment. */

import type { JudgedRow } from "#lib/domain/imports/judge.ts";
import { readActivities } from "#lib/domain/imports/read-activities.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import { toLocalDate } from "#lib/domain/shared/local-date.ts";
import type { Context } from "../context.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { judgeActivities, readImportAccount } from "./judge-activities.ts";
import type { FileToStage, StagedFile, StagedRow } from "./staged-file.ts";

export async function stageActivities(ctx: Context, file: FileToStage): Promise<StagedFile> {
  invariant(file.accountId !== null, "activities belong to an account");
  const account = await readImportAccount(ctx.database, file.accountId);
  // A paper account lives by venue time, which a replay puts years back; a book tells of the world.
  const now = account.kind === "paper" ? await readVenueTime(ctx.database) : ctx.clock.now();
  const read = readActivities(file, { zone: account.zone, now, today: toLocalDate(now, account.zone) });
  if (!read.ok) return { rows: [], problems: read.error, columns: [], ignored: [], readable: false };
  const { rows, columns, ignored } = read.value;
  const judged = await judgeActivities(ctx.database, account, rows);
  return { rows: judged.rows.map(toStaged), problems: judged.problems, columns, ignored, readable: true };
}

export function toStaged(judged: JudgedRow): StagedRow {
  const { row, line, verdict, value, cells, problems, warnings, resolved } = judged;
  return {
    ...{ row, line, verdict, value, problems, warnings },
    cells: verdict === "refused" ? cells : null,
    day: value?.day ?? null,
    newSymbol: resolved?.newSymbol ?? null,
  };
}
