/** Reads what the books know about the rows of a file, and has them judged by it. */
import { createHash } from "node:crypto";
import { readFacts } from "#lib/db/book-facts.sql.ts";
import type { Database, Tx } from "#lib/db/client.ts";
import { accountSeries, readClosesOf, SHARED_SERIES } from "#lib/db/closes.sql.ts";
import { fromColumn } from "#lib/db/decimal.ts";
import { readKnownKeys, readPriced } from "#lib/db/imports.sql.ts";
import { stepOfFact } from "#lib/domain/imports/holdings-pass.ts";
import type { ImportedActivity, ReadRow, RowProblem } from "#lib/domain/imports/import-row.ts";
import {
  cashOf,
  floorProblem,
  type JudgedRow,
  judgeRows,
  type KeyedRow,
  keyRows,
  OWN_ID,
} from "#lib/domain/imports/judge.ts";
import { resolveRows } from "#lib/domain/imports/resolve.ts";
import { type DayClose, disagreement } from "#lib/domain/imports/split-agreement.ts";
import { toFixed18 } from "#lib/domain/shared/fixed.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import { readAssetsKnown } from "./known-assets.ts";

export interface ImportAccount {
  readonly id: string;
  readonly kind: "paper" | "book";
  readonly zone: string;
  readonly currencyId: string;
  readonly baseCurrency: string;
  readonly marketSource: string;
  readonly shorting: boolean;
}

export interface JudgedFile {
  readonly rows: readonly JudgedRow[];
  /** Of the file as a whole. */
  readonly problems: readonly RowProblem[];
}

export async function readImportAccount(db: Database | Tx, accountId: string): Promise<ImportAccount> {
  const account = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { currency: { select: { symbol: true } } },
  });
  const { id, timeZone: zone, currencyId, marketSource, shorting } = account;
  return {
    id,
    kind: account.kind === "book" ? "book" : "paper",
    zone,
    currencyId,
    baseCurrency: account.currency.symbol,
    marketSource,
    shorting,
  };
}

export async function judgeActivities(
  db: Database | Tx,
  account: ImportAccount,
  rows: readonly ReadRow<ImportedActivity>[],
): Promise<JudgedFile> {
  const keyed = await keyFile(db, account, rows);
  const assetIds = [...new Set(keyed.flatMap(({ resolved }) => (resolved?.asset == null ? [] : [resolved.asset.id])))];
  const judged = judgeRows(keyed, {
    zone: account.zone,
    mayBeShort: account.kind === "book" || account.shorting,
    knownKeys: await knownKeysOf(db, account.id, keyed),
    held: await heldOf(db, account.id, assetIds),
    priced: await readPriced(db, {
      assetIds,
      series: [SHARED_SERIES, accountSeries(account.id), account.marketSource],
    }),
    splitProblems: await splitProblemsOf(db, account.id, keyed),
  });
  return { rows: judged, problems: account.kind === "book" ? [] : await floorProblems(db, account.id, judged) };
}

async function keyFile(
  db: Database | Tx,
  account: ImportAccount,
  rows: readonly ReadRow<ImportedActivity>[],
): Promise<KeyedRow[]> {
  const symbols = new Set(rows.flatMap(({ value }) => (value?.symbol == null ? [] : [value.symbol])));
  const currencies = new Set(rows.flatMap(({ value }) => (value?.currency == null ? [] : [value.currency])));
  const known = await readAssetsKnown(db, account.id, [...symbols, ...currencies, account.baseCurrency]);
  return keyRows(resolveRows(rows, { known, baseCurrency: account.baseCurrency }), contentHash);
}

/** The same verdicts, with what the rows are known by now that their instruments have been made. */
export async function keyAgain(
  db: Database | Tx,
  account: ImportAccount,
  judged: readonly JudgedRow[],
): Promise<readonly JudgedRow[]> {
  const keyed = await keyFile(db, account, judged);
  return judged.map((row, index) => {
    const { key = null, resolved = null } = keyed[index] ?? {};
    return { ...row, key, resolved };
  });
}

export function contentHash(content: string): string {
  return createHash("sha256").update(content).digest("base64url");
}

async function knownKeysOf(
  db: Database | Tx,
  accountId: string,
  rows: readonly KeyedRow[],
): Promise<ReadonlySet<string>> {
  const keys = rows.flatMap(({ key }) => (key === null ? [] : [key]));
  const ownIds = keys.flatMap((key) => OWN_ID.exec(key.slice(2))?.[2] ?? []);
  return readKnownKeys(db, accountId, { keys, ownIds });
}

async function heldOf(db: Database | Tx, accountId: string, instrumentIds: readonly string[]) {
  if (instrumentIds.length === 0) return [];
  const facts = await readFacts(db, { accountId, instrumentIds });
  return facts.flatMap((fact) => stepOfFact(fact) ?? []);
}

/** Splits that the closes which were imported for the instrument do not tell of. */
async function splitProblemsOf(
  db: Database | Tx,
  accountId: string,
  rows: readonly KeyedRow[],
): Promise<ReadonlyMap<number, string>> {
  const splits = rows.filter(({ value, resolved }) => value?.type === "split" && resolved?.asset != null);
  const closes = new Map<string, readonly (readonly DayClose[])[]>();
  const problems = new Map<number, string>();
  for (const { row, value, resolved } of splits) {
    if (value === null || resolved?.asset == null) continue;
    const { id } = resolved.asset;
    const lists = closes.get(id) ?? (await closesBySeries(db, id, [accountSeries(accountId), SHARED_SERIES]));
    closes.set(id, lists);
    const split = { day: value.day, ratioNew: BigInt(value.ratioNew ?? "1"), ratioOld: BigInt(value.ratioOld ?? "1") };
    for (const list of lists) {
      const found = disagreement(split, list);
      if (found !== null) problems.set(row, `does not agree with the closes that were imported: ${found.detail}`);
    }
  }
  return problems;
}

export async function closesBySeries(
  db: Database | Tx,
  assetId: string,
  series: readonly string[],
): Promise<readonly (readonly DayClose[])[]> {
  const rows = await readClosesOf(db, { series, assetId });
  return series.map((name) =>
    rows
      .filter((row) => row.series === name)
      .map(({ day, close, adjusted }) => ({ day: day as LocalDate, close, adjusted })),
  );
}

/** What a paper account may owe is fixed; that its past may not lead below it is said before anything is written. */
async function floorProblems(
  db: Database | Tx,
  accountId: string,
  rows: readonly JudgedRow[],
): Promise<readonly RowProblem[]> {
  const moved = cashOf(rows);
  const balances = await db.balance.findMany({
    where: { accountId, asset: { symbol: { in: [...moved.keys()] }, kind: "currency" } },
    include: { asset: { select: { symbol: true } } },
  });
  const byCode = new Map(balances.map((balance) => [balance.asset.symbol, balance]));
  return [...moved].flatMap(([code, amount]) => {
    const balance = byCode.get(code);
    if (balance?.floor === null) return [];
    const free = balance === undefined ? 0n : inFixed(balance.posted) - inFixed(balance.held) - inFixed(balance.floor);
    return floorProblem(code, amount, free) ?? [];
  });
}

function inFixed(column: Parameters<typeof fromColumn>[0]): bigint {
  return toFixed18(fromColumn(column));
}
