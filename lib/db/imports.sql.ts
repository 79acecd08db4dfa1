/** The rows of an import, by the thousand in one statement each way. */
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import type { Database, Tx } from "./client.ts";
import { callJson } from "./named-statement.ts";

export interface ImportRowData {
  readonly row: number;
  readonly line: number;
  readonly verdict: string;
  readonly value: unknown;
  readonly cells: unknown;
  readonly problems: unknown;
  readonly warnings: unknown;
  readonly previous?: unknown;
}

export async function insertImportRows(tx: Tx, importId: string, rows: readonly ImportRowData[]): Promise<void> {
  await tx.$executeRaw`
    insert into file_import_row (import_id, row, line, verdict, value, cells, problems, warnings)
    select ${importId}::uuid, r.row, r.line, r.verdict, nullif(r.value, 'null'), nullif(r.cells, 'null'), r.problems, r.warnings
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (row integer, line integer, verdict text, value jsonb, cells jsonb, problems jsonb, warnings jsonb)`;
}

/** All of them in the order of the file, in one cell: as columns they would take three times as long. */
export async function readImportRows<Row>(db: Database | Tx, importId: string): Promise<readonly Row[]> {
  return callJson<readonly Row[]>(db.$queryRaw`
    select coalesce(json_agg(json_build_object('row', row, 'line', line, 'verdict', verdict, 'value', value, 'cells', cells,
      'problems', problems, 'warnings', warnings, 'previous', previous) order by row), '[]') as result
    from file_import_row where import_id = ${importId}::uuid`);
}

/** Verdicts that changed since the rows were staged. */
export async function updateImportRows(tx: Tx, importId: string, rows: readonly ImportRowData[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    update file_import_row f set verdict = r.verdict, problems = r.problems, warnings = r.warnings, cells = coalesce(nullif(r.cells, 'null'), f.cells),
      previous = coalesce(nullif(r.previous, 'null'), f.previous)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (row integer, verdict text, cells jsonb, problems jsonb, warnings jsonb, previous jsonb)
    where f.import_id = ${importId}::uuid and f.row = r.row`;
}

/** What of these keys the account has; ids of ours count where the account has what they name. */
export async function readKnownKeys(
  db: Database | Tx,
  accountId: string,
  { keys, ownIds }: { readonly keys: readonly string[]; readonly ownIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const found = await db.$queryRaw<{ key: string }[]>`
    select key from activity_key where account_id = ${accountId}::uuid and key = any(${[...keys]}::text[])
    union all
    select 'x:execution:' || id from execution where account_id = ${accountId}::uuid and id = any(${[...ownIds]}::uuid[])
    union all
    select 'x:activity:' || v.id from activity v where v.account_id = ${accountId}::uuid and v.id = any(${[...ownIds]}::uuid[])
      and not exists (select 1 from activity r where r.reverses_id = v.id)`;
  return new Set(found.map(({ key }) => key));
}

/** Which of these instruments have any price: a quote, or a close that this account sees. */
export async function readPriced(
  db: Database | Tx,
  { assetIds, series }: { readonly assetIds: readonly string[]; readonly series: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (assetIds.length === 0) return new Set();
  const found = await db.$queryRaw<{ id: string }[]>`
    select asset_id as id from quote where asset_id = any(${[...assetIds]}::uuid[])
    union
    select asset_id from close_year where asset_id = any(${[...assetIds]}::uuid[]) and series = any(${[...series]}::text[])`;
  return new Set(found.map(({ id }) => id));
}

export interface SplitDayRow {
  readonly assetId: string;
  readonly day: LocalDate;
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
}

/** Splits that are known of these instruments: by an administrator for everybody, by the account's own books for itself. */
export async function readSplitDays(
  db: Database | Tx,
  accountId: string | null,
  assetIds: readonly string[],
): Promise<readonly SplitDayRow[]> {
  if (assetIds.length === 0) return [];
  const rows = await db.$queryRaw<{ assetId: string; day: LocalDate; ratioNew: string; ratioOld: string }[]>`
    select distinct asset_id as "assetId", day, trunc(ratio_new)::text as "ratioNew", trunc(ratio_old)::text as "ratioOld" from (
      select asset_id, to_char(ex_day, 'YYYY-MM-DD') as day, ratio_new, ratio_old from corporate_action
      where kind = 'split' and status in ('announced', 'applying', 'applied') and asset_id = any(${[...assetIds]}::uuid[])
      union all
      select v.asset_id, to_char(v.day, 'YYYY-MM-DD'), v.ratio_new, v.ratio_old from activity v
      where v.type = 'split' and v.account_id = ${accountId}::uuid and v.asset_id = any(${[...assetIds]}::uuid[])
        and not exists (select 1 from activity r where r.reverses_id = v.id)) s
    order by 1, 2`;
  return rows.map(({ assetId, day, ratioNew, ratioOld }) => ({
    assetId,
    day,
    ratioNew: BigInt(ratioNew),
    ratioOld: BigInt(ratioOld),
  }));
}
