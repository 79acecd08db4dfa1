/** `import` and `export`: files of activities and prices, judged row by row, published as a whole or not at all. */
import { createWriteStream, readFileSync } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "commander";
import type { ImportFormat } from "#lib/domain/imports/read-rows.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { advanceImport } from "#lib/services/imports/advance-import.ts";
import { exportActivities } from "#lib/services/imports/export-activities.ts";
import { getImport } from "#lib/services/imports/get-import.ts";
import type { ImportKind, ImportRecord } from "#lib/services/imports/import-record.ts";
import { type ImportRowRecord, listImportRows } from "#lib/services/imports/list-import-rows.ts";
import { receiveImport } from "#lib/services/imports/receive-import.ts";
import { undoImport } from "#lib/services/imports/undo-import.ts";
import { id as idArgument, oneOf } from "./arguments.ts";
import { type CliDesk, onDesk } from "./desk.ts";
import { printJson, printTable } from "./print.ts";

interface ImportOptions {
  readonly account?: string;
  readonly basis?: "as-traded" | "split-adjusted";
  readonly dryRun?: true;
  readonly skipRefused?: true;
  readonly json?: true;
}

const SHOWN = 20;
const SETTLED_WITHIN_MS = 120_000;
const PASSING = ["received", "publishing", "undoing"];

export function addImportCommands(program: Command): void {
  const imports = program.command("import").description("import files of activities and prices, and undo an import");
  imports
    .command("activities")
    .description("import what happened to an account: all of the file or nothing, and nothing the second time")
    .argument("<file>", "CSV or JSON; see docs/imports.md")
    .requiredOption("--account <id>", "the account's id", idArgument)
    .option("--dry-run", "only say what would become of each row")
    .option("--skip-refused", "import the rest of a file with refused rows")
    .option("--json", "print JSON")
    .action((file: string, options: ImportOptions) => run("activities", file, options));
  imports
    .command("prices")
    .description("import closing prices and exchange rates (columns symbol, date, close)")
    .argument("<file>", "CSV or JSON")
    .requiredOption(
      "--basis <as-traded|split-adjusted>",
      "how the closes are written",
      oneOf(["as-traded", "split-adjusted"]),
    )
    .option("--account <id>", "whose they become; everybody's unless told", idArgument)
    .option("--dry-run", "only say what would become of each row")
    .option("--skip-refused", "import the rest of a file with refused rows")
    .option("--json", "print JSON")
    .action((file: string, options: ImportOptions) => run("prices", file, options));
  imports
    .command("undo")
    .description("take a published import back as a whole")
    .argument("<id>", "the import's id", idArgument)
    .option("--reason <text>", "why, kept for ever in the audit", "Undone on the command line")
    .action(undo);
  program
    .command("export")
    .description("write everything that happened to an account as a file that imports again to the same books")
    .requiredOption("--account <id>", "the account's id", idArgument)
    .option("--format <csv|json>", "how", oneOf(["csv", "json"]), "csv")
    .option("--out <file>", "where to, instead of the screen")
    .action(writeExport);
}

async function run(kind: ImportKind, file: string, options: ImportOptions): Promise<void> {
  const content = readFileSync(file, "utf8");
  await onDesk(async (desk) => {
    const received = await receiveImport({
      ctx: desk.contextFor(),
      input: {
        ...{ kind, content, fileName: basename(file).slice(0, 200), dryRun: options.dryRun === true },
        accountId: options.account === undefined ? null : asId<AccountId>(options.account),
        format: /\.json$/i.test(file) ? "json" : "csv",
        basis: options.basis === undefined ? undefined : options.basis === "as-traded" ? "as_traded" : "split_adjusted",
        skipRefused: options.skipRefused === true,
      },
    });
    const done = await settle(desk, received);
    const rows = await refusedRows(desk, done);
    if (options.json) printJson({ ...done, refusedRows: rows });
    else print(done, rows);
    if (!isFine(done, options)) process.exitCode = 1;
  });
}

/** Does the work itself, so that it needs no running worker; where one is quicker, it waits for that one. */
async function settle(desk: CliDesk, { id: importId, kind }: ImportRecord): Promise<ImportRecord> {
  const ctx = desk.contextFor();
  await advanceImport({ ctx, input: { importId } });
  for (let waited = 0; waited < SETTLED_WITHIN_MS; waited += 100) {
    const found = await getImport({ ctx, input: { importId, kind } });
    if (!PASSING.includes(found.status)) return found;
    await pause(100);
  }
  throw new Error(`The import ${importId} is still being worked on after two minutes. Is a worker stuck?`);
}

async function refusedRows(
  desk: CliDesk,
  { id: importId, kind, refused }: ImportRecord,
): Promise<readonly ImportRowRecord[]> {
  if (refused === 0) return [];
  const page = await listImportRows({
    ctx: desk.contextFor(),
    input: { importId, kind, show: "refused", limit: SHOWN },
  });
  return page.items;
}

function isFine({ status, refused }: ImportRecord, { dryRun }: ImportOptions): boolean {
  return status === "published" || (dryRun === true && status === "staged" && refused === 0);
}

function print(done: ImportRecord, refused: readonly ImportRowRecord[]): void {
  const { status, rows, accepted, duplicates, warnings, problems, failure } = done;
  for (const { field, detail } of problems) console.log(field === null ? detail : `${field}: ${detail}`);
  if (refused.length > 0) {
    printTable(
      ["Line", "Field", "What is wrong"],
      refused.flatMap(({ line, problems: wrong }) => wrong.map(({ field, detail }) => [line, field, detail])),
    );
    if (done.refused > refused.length) console.log(`... and ${done.refused - refused.length} more rows.`);
  }
  if (done.newSymbols.length > 0) console.log(`New symbols: ${done.newSymbols.join(", ")}`);
  console.log(
    `${rows} rows: ${accepted} accepted, ${duplicates} there already, ${done.refused} refused, ${warnings} with a warning.`,
  );
  if (failure !== null) console.log(failure);
  else if (status === "published") console.log(`Published as import ${done.id}.`);
  else console.log(`Nothing was imported; the import is ${status} as ${done.id}.`);
}

async function undo(importId: string, { reason }: { readonly reason: string }): Promise<void> {
  await onDesk(async (desk) => {
    const found = await desk.database.fileImport.findUnique({ where: { id: importId }, select: { kind: true } });
    if (found === null) throw new Error(`There is no import ${importId}.`);
    const kind: ImportKind = found.kind === "prices" ? "prices" : "activities";
    const asked = await undoImport({ ctx: desk.contextFor(), input: { importId, kind, reason } });
    const done = await settle(desk, asked);
    if (done.status !== "undone") throw new Error(done.failure ?? `The import is ${done.status}.`);
    console.log(`Import ${importId} is undone: ${done.accepted} rows were taken back.`);
  });
}

interface ExportOptions {
  readonly account: string;
  readonly format: ImportFormat;
  readonly out?: string;
}

async function writeExport({ account, format, out }: ExportOptions): Promise<void> {
  await onDesk(async (desk) => {
    const parts = await exportActivities({ ctx: desk.contextFor(), input: { accountId: account, format } });
    await pipeline(parts, out === undefined ? process.stdout : createWriteStream(out), { end: out !== undefined });
  });
}
