/** An account with more trades than a request computes anew: several instruments, with sales that take other lots under each method. */
import { transactOn } from "#lib/db/transact.ts";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { addDays, asLocalDate, startOfDay, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import type { ActivityToRecord } from "#lib/services/activities/activity-to-record.ts";
import { recordActivities } from "#lib/services/activities/record-activity.ts";
import type { TestDesk } from "../context.ts";

const START = asLocalDate("2015-01-05");

/** Answers the ids of the trades, by instrument and in their order; every third one sells. */
export async function recordTrades(
  desk: TestDesk,
  accountId: AccountId,
  trades: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const long = transactOn(desk.database, { timeoutMs: 60_000 });
  const rows = [...trades].flatMap(([assetId, count]) => Array.from({ length: count }, (_, at) => trade(assetId, at)));
  const { ids } = await long((tx) =>
    recordActivities(tx, desk.contextFor(), { accountId, activities: [deposit(), ...rows] }),
  );
  let from = 1;
  return new Map(
    [...trades].map(([assetId, count]) => {
      const own = ids.slice(from, from + count);
      from += count;
      return [assetId, own] as const;
    }),
  );
}

const NOTHING = { gross: null, ratioNew: null, ratioOld: null, fxToBase: null, externalId: null, fee: "0" } as const;

function trade(assetId: string, at: number): ActivityToRecord {
  const day = addDays(START, Math.floor(at / 2));
  return {
    ...{ ...NOTHING, type: at % 3 === 2 ? "sell" : "buy", assetId, currencyId: USD_ASSET_ID, day, seq: 0, row: at + 1 },
    ...{ effectiveAt: startOfDay(day, VENUE_ZONE), quantity: "3", price: `${10 + at + ((at * 7) % 50)}.25` },
  };
}

function deposit(): ActivityToRecord {
  return {
    ...{ ...NOTHING, type: "deposit", assetId: null, currencyId: USD_ASSET_ID, day: START, seq: 0, row: 0 },
    ...{ effectiveAt: startOfDay(START, VENUE_ZONE), quantity: null, price: null, gross: "900000000" },
  };
}
