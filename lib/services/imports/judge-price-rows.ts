/** Reads what is known of the prices of a file, and has its rows judged by it. */
import type { Database, Tx } from "#lib/db/client.ts";
import { accountSeries, SHARED_SERIES } from "#lib/db/closes.sql.ts";
import { readSplitDays } from "#lib/db/imports.sql.ts";
import type { ImportedPrice, ReadRow } from "#lib/domain/imports/import-row.ts";
import {
  type JudgedPrice,
  judgePrices,
  type PriceTarget,
  type ResolvedPrice,
  resolvePrices,
  targetKey,
} from "#lib/domain/imports/judge-prices.ts";
import type { DayClose, SplitDay } from "#lib/domain/imports/split-agreement.ts";
import { addDays, type LocalDate } from "#lib/domain/shared/local-date.ts";
import { readAssetsKnown } from "./known-assets.ts";
import { readStoredCloses } from "./stored-closes.ts";

export interface PriceOwner {
  /** Null for everybody's. */
  readonly accountId: string | null;
  readonly baseCurrency: string;
  readonly adjusted: boolean;
}

export interface JudgedPrices {
  readonly rows: readonly JudgedPrice[];
  /** What the series had for a target and day before. */
  readonly stored: ReadonlyMap<string, readonly DayClose[]>;
}

export function seriesOf(accountId: string | null): string {
  return accountId === null ? SHARED_SERIES : accountSeries(accountId);
}

export async function judgePriceRows(
  db: Database | Tx,
  owner: PriceOwner,
  rows: readonly ReadRow<ImportedPrice>[],
): Promise<JudgedPrices> {
  const known = await readAssetsKnown(db, owner.accountId, namesOf(rows, owner.baseCurrency));
  const resolved = resolvePrices(rows, known, owner.baseCurrency);
  const ids = new Map(
    [...known.shared.values()].filter(({ kind }) => kind === "currency").map(({ id, symbol }) => [symbol, id]),
  );
  const stored = await storedOf(db, owner, resolved, ids);
  const instrumentIds = [
    ...new Set(
      resolved.flatMap(({ target }) => (target?.kind === "instrument" && target.id !== null ? [target.id] : [])),
    ),
  ];
  const splits = new Map<string, SplitDay[]>();
  for (const { assetId, ...split } of await readSplitDays(db, owner.accountId, instrumentIds))
    splits.set(assetId, [...(splits.get(assetId) ?? []), split]);
  return { rows: judgePrices(resolved, { adjusted: owner.adjusted, stored, splits }), stored };
}

function namesOf(rows: readonly ReadRow<ImportedPrice>[], baseCurrency: string): string[] {
  const names = new Set([baseCurrency]);
  for (const { value } of rows) {
    if (value === null) continue;
    names.add(value.symbol);
    if (value.currency !== null) names.add(value.currency);
    // Either side of what may be a pair.
    if (/^[A-Z]{3}[/.-]?[A-Z]{3}$/.test(value.symbol)) names.add(value.symbol.slice(0, 3)).add(value.symbol.slice(-3));
  }
  return [...names];
}

const REACH_DAYS = 10;

async function storedOf(
  db: Database | Tx,
  { accountId }: PriceOwner,
  rows: readonly ResolvedPrice[],
  currencyIds: ReadonlyMap<string, string>,
) {
  const days = rows.flatMap(({ value }) => value?.day ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return new Map<string, readonly DayClose[]>();
  const targets = new Map(
    rows.flatMap(({ target }) => (target === null ? [] : [[targetKey(target), target] as const])),
  );
  const placed = [...targets].flatMap(([key, target]) => {
    const ids = idsOf(target, currencyIds);
    return ids === null ? [] : [{ key, ...ids }];
  });
  const wanted = {
    series: seriesOf(accountId),
    assetIds: [...new Set(placed.map(({ assetId }) => assetId))],
    ...reach(first, last),
  };
  const found = await readStoredCloses(db, wanted);
  return new Map(placed.map(({ key, assetId, currencyId }) => [key, found.get(`${assetId} ${currencyId}`) ?? []]));
}

function reach(first: LocalDate, last: LocalDate): { readonly fromDay: LocalDate; readonly toDay: LocalDate } {
  return { fromDay: addDays(first, -REACH_DAYS), toDay: addDays(last, REACH_DAYS) };
}

/** Null while one of them is to be made. */
export function idsOf(
  target: PriceTarget,
  currencyIds: ReadonlyMap<string, string>,
): { readonly assetId: string; readonly currencyId: string } | null {
  const assetId = target.kind === "instrument" ? target.id : (currencyIds.get(target.code) ?? null);
  const currencyId = currencyIds.get(target.currency);
  return assetId === null || currencyId === undefined ? null : { assetId, currencyId };
}
