/** A desk with a book of an account for tests of its performance: facts by day, closes by day, the worker's round, and reports. */
import { v7 as uuidv7 } from "uuid";
import { accountSeries, writeCloses } from "#lib/db/closes.sql.ts";
import { readPerformanceHead } from "#lib/db/performance-head.sql.ts";
import { transactOn } from "#lib/db/transact.ts";
import type { FactType } from "#lib/domain/books/fact.ts";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import { addDays, asLocalDate, type LocalDate, startOfDay, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import type { ActivityToRecord } from "#lib/services/activities/activity-to-record.ts";
import { recordActivities } from "#lib/services/activities/record-activity.ts";
import { getPerformance, type PerformanceInput } from "#lib/services/performance/get-performance.ts";
import { rebuildDue } from "#lib/worker/jobs/rebuild-performance.ts";
import { openDesk, type TestDesk, type TestUser } from "../context.ts";
import { addAccount, addUser, seedTestMarket } from "../fixtures.ts";

export interface Entry {
  readonly type: FactType;
  readonly day: string;
  readonly asset?: string | undefined;
  readonly currency?: string | undefined;
  readonly quantity?: string | undefined;
  readonly price?: string | undefined;
  readonly gross?: string | undefined;
  readonly fee?: string | undefined;
  readonly fx?: string | undefined;
  readonly ratio?: readonly [string, string] | undefined;
}

export interface BookDesk {
  readonly desk: TestDesk;
  readonly owner: TestUser;
  openBook(): Promise<string>;
  /** An instrument of the account alone. */
  instrument(accountId: string, symbol: string, currencyId?: string): Promise<string>;
  currency(symbol: string): Promise<string>;
  record(accountId: string, entries: readonly Entry[]): Promise<readonly string[]>;
  /** In a transaction that has been open since before `meanwhile`. */
  recordAfter(accountId: string, entries: readonly Entry[], meanwhile: () => Promise<unknown>): Promise<void>;
  /** As traded, from one day on, one a day. */
  closes(
    accountId: string,
    assetId: string,
    from: string,
    closes: readonly (string | null)[],
    options?: ClosesOptions,
  ): Promise<void>;
  /** As traded, of the days that are named. */
  closesOn(
    accountId: string,
    assetId: string,
    closes: readonly { readonly day: string; readonly close: string }[],
  ): Promise<void>;
  /** The worker's round: everything that is due. */
  rebuild(): Promise<number>;
  report(accountId: string, query?: Omit<PerformanceInput, "accountId">): Promise<PerformanceReport>;
  today(accountId: string): Promise<LocalDate>;
  close(): Promise<void>;
}

interface ClosesOptions {
  readonly currencyId?: string;
  readonly adjusted?: boolean;
}

export async function openBookDesk(appUrl: string): Promise<BookDesk> {
  const desk = await openDesk(appUrl);
  await seedTestMarket(desk.database);
  const owner = await addUser(desk.database, "trader");
  const { database } = desk;
  const long = transactOn(database, { timeoutMs: 60_000 });
  return {
    desk,
    owner,
    async openBook() {
      const id = await addAccount(desk, owner);
      await database.$executeRaw`update account set kind = 'book', broker = 'none' where id = ${id}::uuid`;
      return id;
    },
    async instrument(accountId, symbol, currencyId = USD_ASSET_ID) {
      const id = uuidv7();
      const shape = {
        kind: "instrument",
        assetClass: "us_equity",
        exchange: "IMPORTED",
        decimals: 9,
        tickSize: "0.01",
      };
      await database.asset.create({
        data: { id, symbol, name: symbol, ...shape, currencyId, fractionable: true, ownerAccountId: accountId },
      });
      return id;
    },
    async currency(symbol) {
      const id = uuidv7();
      await database.asset.create({ data: { id, kind: "currency", symbol, name: symbol, decimals: 2 } });
      return id;
    },
    async record(accountId, entries) {
      const activities = entries.map(toActivity);
      const { ids } = await long((tx) => recordActivities(tx, desk.contextFor(), { accountId, activities }));
      return ids;
    },
    async recordAfter(accountId, entries, meanwhile) {
      await long(async (tx) => {
        await tx.$queryRaw`select now()`;
        await meanwhile();
        await recordActivities(tx, desk.contextFor(), { accountId, activities: entries.map(toActivity) });
      });
    },
    async closes(accountId, assetId, from, closes, { currencyId = USD_ASSET_ID, adjusted = false } = {}) {
      const entries = closes.flatMap((close, at) =>
        close === null ? [] : [{ assetId, currencyId, day: addDays(asLocalDate(from), at), close }],
      );
      await writeCloses(database, { series: accountSeries(accountId), adjusted, entries });
    },
    async closesOn(accountId, assetId, closes) {
      const entries = closes.map((each) => ({ assetId, currencyId: USD_ASSET_ID, ...each }));
      await writeCloses(database, { series: accountSeries(accountId), adjusted: false, entries });
    },
    rebuild: () => rebuildDue(desk.contextFor()),
    report: (accountId, query = {}) =>
      getPerformance({ ctx: desk.contextFor({ user: owner }), input: { accountId, ...query } }),
    async today(accountId) {
      const head = await readPerformanceHead(database, accountId);
      return asLocalDate(head?.today ?? "");
    },
    close: () => desk.close(),
  };
}

function toActivity(entry: Entry, row: number): ActivityToRecord {
  const { type, asset = null, currency = USD_ASSET_ID, quantity = null, price = null, gross = null, fee = "0" } = entry;
  const day = asLocalDate(entry.day);
  return {
    ...{ type, assetId: asset, currencyId: currency, day, effectiveAt: startOfDay(day, VENUE_ZONE), seq: 0, row },
    ...{ quantity, price, gross, fee, ratioNew: entry.ratio?.[0] ?? null, ratioOld: entry.ratio?.[1] ?? null },
    ...{ fxToBase: entry.fx ?? null, externalId: null },
  };
}
