/** Works out what publishing an import writes before anybody is made to wait for it: journals, lots and positions as they stand in the end. */
import type { OpenedInstrument } from "#lib/db/books.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { type JudgedRow, keyRows } from "#lib/domain/imports/judge.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import { startOfDay } from "#lib/domain/shared/local-date.ts";
import type { ActivityToRecord } from "../activities/activity-to-record.ts";
import {
  isStillSo,
  planRecording,
  type Recording,
  readRecording,
  writeRecording,
} from "../activities/record-activity.ts";
import type { Context } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { contentHash, type ImportAccount } from "./judge-activities.ts";
import { isWhole, keepDraft } from "./keep-draft.ts";
import { ensureCurrencies, makeInstruments } from "./make-assets.ts";

export interface RowsToRecord {
  readonly account: ImportAccount;
  readonly importId: string;
  /** Accepted ones. */
  readonly rows: readonly JudgedRow[];
}

export interface Draft {
  readonly account: ImportAccount;
  readonly recording: Recording;
  /** Not there yet; they have their ids already, for everything else refers to them. */
  readonly made: readonly OpenedInstrument[];
}

export async function draftActivities(ctx: Context, { account, importId, rows }: RowsToRecord): Promise<Draft> {
  const codes = rows.map(({ resolved }) => resolved?.currency ?? account.baseCurrency);
  const currencies = await ctx.transact((tx) => ensureCurrencies(tx, ctx, codes));
  const made = instrumentsToMake(ctx, account, rows, currencies);
  const activities = withMade(rows, made).map((row) => toRecord(row, account, currencies));
  const input = { accountId: account.id, activities, importId };
  const read = await readRecording(ctx.database, input, made);
  try {
    const recording = planRecording(ctx, input, read);
    return { account, made, recording: { ...recording, plan: await keepDraft(ctx, importId, recording.plan) } };
  } catch (error) {
    throw error instanceof ServiceError ? withRows(error, rows) : error;
  }
}

/** False, and nothing but instruments written, where the account or its instruments are not what the draft was made for. */
export async function writeDraft(tx: Transaction, ctx: Context, { account, recording, made }: Draft): Promise<boolean> {
  if ((await makeInstruments(tx, ctx, account.id, made)) < made.length) return false;
  if (!((await isStillSo(tx, recording)) && (await isWhole(tx, recording.plan)))) return false;
  await writeRecording(tx, ctx, recording);
  return true;
}

function instrumentsToMake(
  ctx: Context,
  { id: ownerAccountId }: ImportAccount,
  rows: readonly JudgedRow[],
  currencies: ReadonlyMap<string, string>,
): OpenedInstrument[] {
  const made = new Map<string, OpenedInstrument>();
  for (const { resolved } of rows) {
    if (resolved?.newSymbol == null || made.has(resolved.newSymbol)) continue;
    const { newSymbol: symbol, currency } = resolved;
    made.set(symbol, {
      ...{ id: ctx.newId(), symbol, currencyId: idOf(currencies, currency), currency, ownerAccountId },
      ...{ quantity: "0", cost: "0", rebuilt: false, collateralHoldId: null, collateral: "0" },
      ...{ startPrice: null, openOrders: 0 },
    });
  }
  return [...made.values()];
}

/** What a row is known by holds the id of its instrument. */
function withMade(rows: readonly JudgedRow[], made: readonly OpenedInstrument[]): readonly JudgedRow[] {
  if (made.length === 0) return rows;
  const bySymbol = new Map(made.map((instrument) => [instrument.symbol, instrument]));
  const resolved = rows.map((row): JudgedRow => {
    const found = bySymbol.get(row.resolved?.newSymbol ?? "");
    if (row.resolved === null || found === undefined) return row;
    const { id, symbol, currency } = found;
    return {
      ...row,
      resolved: { ...row.resolved, asset: { id, kind: "instrument", symbol, currency }, newSymbol: null },
    };
  });
  const keys = keyRows(resolved, contentHash);
  return resolved.map((row, index) => ({ ...row, key: keys[index]?.key ?? null }));
}

export function toRecord(
  { row, value, resolved, key }: JudgedRow,
  account: ImportAccount,
  currencies: ReadonlyMap<string, string>,
): ActivityToRecord {
  invariant(value !== null && resolved !== null && resolved.newSymbol === null, "an accepted row is whole");
  const { symbol: _symbol, currency: _currency, at, ...activity } = value;
  return {
    ...activity,
    ...{ row, key, assetId: resolved.asset?.id ?? null, currencyId: idOf(currencies, resolved.currency) },
    effectiveAt: at === null ? startOfDay(value.day, account.zone) : new Date(at),
  };
}

export function idOf(currencies: ReadonlyMap<string, string>, code: string): string {
  const id = currencies.get(code);
  invariant(id !== undefined, "a currency was made before it is used");
  return id;
}

/** The books name what they refuse by its place in the list; people know the rows of their file. */
export function withRows(error: ServiceError, rows: readonly JudgedRow[]): ServiceError {
  const errors = error.errors.map(({ pointer, detail }) => {
    const [, index = "", field = ""] = /^\/activities\/(\d{1,6})(?:\/(.*))?$/.exec(pointer) ?? [];
    const row = [...rows.entries()].find(([place]) => `${place}` === index)?.[1];
    return row === undefined
      ? { pointer, detail }
      : { pointer: `row ${row.row}${field === "" ? "" : `, ${field}`}`, detail };
  });
  return new ServiceError(error.code, error.message, { errors, cause: error });
}
