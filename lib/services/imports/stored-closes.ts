/** Closes of one series as days and decimals, out of their packs. */
import type { Database, Tx } from "#lib/db/client.ts";
import { type ReadClosePack, readClosePacks } from "#lib/db/closes.sql.ts";
import type { DayClose } from "#lib/domain/imports/split-agreement.ts";
import { NO_CLOSE } from "#lib/domain/performance/close-line.ts";
import { fromFixed18 } from "#lib/domain/shared/fixed.ts";
import { addDays, asLocalDate, type LocalDate } from "#lib/domain/shared/local-date.ts";
import { STORED_PLACES } from "#lib/domain/shared/rounding.ts";

export interface ClosesWanted {
  readonly series: string;
  readonly assetIds: readonly string[];
  readonly fromDay: LocalDate;
  readonly toDay: LocalDate;
}

/** By asset and currency, `<asset id> <currency id>`, in the order of their days. */
export async function readStoredCloses(
  db: Database | Tx,
  { series, assetIds, fromDay, toDay }: ClosesWanted,
): Promise<ReadonlyMap<string, readonly DayClose[]>> {
  const packs = await readClosePacks(db, {
    series: [series],
    assetIds,
    fromYear: yearOf(fromDay),
    toYear: yearOf(toDay),
  });
  const found = new Map<string, DayClose[]>();
  for (const pack of packs) {
    const key = `${pack.assetId} ${pack.currencyId}`;
    const list = found.get(key) ?? [];
    list.push(...closesOf(pack));
    found.set(key, list);
  }
  for (const list of found.values()) list.sort((a, b) => (a.day < b.day ? -1 : 1));
  return found;
}

function closesOf({ year, adjusted, places, closes }: ReadClosePack): DayClose[] {
  const unit = 10n ** BigInt(STORED_PLACES - places);
  const first = asLocalDate(`${`${year}`.padStart(4, "0")}-01-01`);
  const found: DayClose[] = [];
  for (const [index, close] of closes.entries()) {
    if (close !== NO_CLOSE) found.push({ day: addDays(first, index), close: fromFixed18(close * unit), adjusted });
  }
  return found;
}

function yearOf(day: LocalDate): number {
  return new Date(`${day}T00:00:00Z`).getUTCFullYear();
}
