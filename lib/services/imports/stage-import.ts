/** Reads a received file and keeps its rows with a verdict each, in short transactions; whoever starts again begins anew. */
import { insertImportRows } from "#lib/db/imports.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { ImportFormat } from "#lib/domain/imports/read-rows.ts";
import type { Context } from "../context.ts";
import { countsOf } from "./import-counts.ts";
import type { PriceBasis } from "./import-record.ts";
import { stageActivities } from "./stage-activities.ts";
import { stagePrices } from "./stage-prices.ts";
import type { StagedFile } from "./staged-file.ts";

const BATCH = 1_000;

/** False when somebody else has taken over, or there is nothing to stage. */
export async function stageImport(ctx: Context, importId: string): Promise<boolean> {
  const run = ctx.newId();
  const file = await begin(ctx, importId, run);
  if (file === null) return false;
  const staged = await (file.kind === "prices" ? stagePrices(ctx, file) : stageActivities(ctx, file));
  for (let start = 0; start < staged.rows.length; start += BATCH) {
    const batch = staged.rows.slice(start, start + BATCH);
    const kept = await ctx.transact(async (tx) => {
      if (!(await isOurs(tx, importId, run))) return false;
      await insertImportRows(tx, importId, batch);
      return true;
    });
    if (!kept) return false;
  }
  return finish(ctx, { importId, run, staged });
}

async function begin(ctx: Context, id: string, run: string) {
  return ctx.transact(async (tx) => {
    const taken = await tx.fileImport.updateMany({
      where: { id, status: "received" },
      data: { run, updatedAt: ctx.clock.now() },
    });
    if (taken.count === 0) return null;
    // What another one staged before it was killed.
    await tx.fileImportRow.deleteMany({ where: { importId: id } });
    const row = await tx.fileImport.findUniqueOrThrow({ where: { id } });
    return {
      kind: row.kind,
      accountId: row.accountId,
      format: row.format as ImportFormat,
      content: row.content ?? "",
      basis: row.basis as PriceBasis | null,
    };
  });
}

async function isOurs(tx: Transaction, id: string, run: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from file_import where id = ${id}::uuid and run = ${run}::uuid and status = 'received' for update`;
  return rows.length > 0;
}

interface Finished {
  readonly importId: string;
  readonly run: string;
  readonly staged: StagedFile;
}

async function finish(ctx: Context, { importId: id, run, staged }: Finished): Promise<boolean> {
  const { rows, problems, columns, ignored, readable } = staged;
  return ctx.transact(async (tx) => {
    if (!(await isOurs(tx, id, run))) return false;
    const { publishWhenStaged, skipRefused } = await tx.fileImport.findUniqueOrThrow({
      where: { id },
      select: { publishWhenStaged: true, skipRefused: true },
    });
    const counts = countsOf(rows);
    const goesOn = publishWhenStaged && readable && problems.length === 0 && (counts.refused === 0 || skipRefused);
    const days = rows.flatMap(({ day }) => day ?? []).sort();
    await tx.fileImport.update({
      where: { id },
      data: {
        ...counts,
        status: goesOn ? "publishing" : readable ? "staged" : "unreadable",
        ...{ run: null, content: null, updatedAt: ctx.clock.now() },
        columns: JSON.parse(JSON.stringify(columns)),
        ignored: [...ignored],
        newSymbols: [
          ...new Set(
            rows.flatMap(({ newSymbol, verdict }) => (newSymbol === null || verdict === "refused" ? [] : [newSymbol])),
          ),
        ].sort(),
        problems: JSON.parse(JSON.stringify(problems)),
        fromDay: utcDay(days[0]),
        toDay: utcDay(days.at(-1)),
      },
      select: { id: true },
    });
    return true;
  });
}

function utcDay(day: string | undefined): Date | null {
  return day === undefined ? null : new Date(`${day}T00:00:00Z`);
}
