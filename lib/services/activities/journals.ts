/** The journals of activities, of what takes them back, and of units that a split of long ago turns into others than it did then. */
import type { BooksOpened } from "#lib/db/books.sql.ts";
import type { Database, Tx } from "#lib/db/client.ts";
import { callJson } from "#lib/db/named-statement.ts";
import { activityPostings, type JournalKind, journalKind } from "#lib/domain/ledger/activity-postings.ts";
import { CORPORATE_ACTIONS_ID } from "#lib/domain/ledger/house-accounts.ts";
import { move, type Posting } from "#lib/domain/ledger/postings.ts";
import { type Decimal, dec, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { type AccountId, type AssetId, asId } from "#lib/domain/shared/ids.ts";
import type { Context } from "../context.ts";
import type { ReplayedInstrument } from "../lots/replay-instruments.ts";
import type { ActivityToReverse, PreparedActivity } from "./activity-to-record.ts";

export interface JournalToWrite {
  readonly id: string;
  readonly kind: JournalKind | "reversal";
  readonly memo: string;
  readonly at: string;
  readonly reversesId: string | null;
  readonly postings: readonly Posting[];
}

export function journalOf(
  ctx: Context,
  { id: accountId, instruments }: BooksOpened,
  activity: PreparedActivity,
  replayed: readonly ReplayedInstrument[],
): JournalToWrite {
  const own =
    activity.type === "split" ? replayed.find(({ instrument }) => instrument.id === activity.assetId) : undefined;
  const { type, currencyId, assetId, units: quantity, money: gross, charge: fee } = activity;
  const postings = activityPostings({
    ...{ account: asId<AccountId>(accountId), type, quantity, gross, fee, currencyId: asId<AssetId>(currencyId) },
    instrumentId: assetId === null ? null : asId<AssetId>(assetId),
    units: own?.splitUnits.get(activity.id) ?? ZERO,
    ofAction: activity.corporateActionId != null,
  });
  const memo = activity.memo ?? memoOf(activity, instruments.find(({ id }) => id === assetId)?.symbol ?? null);
  return {
    id: ctx.newId(),
    kind: journalKind(type),
    memo,
    at: activity.effectiveAt.toISOString(),
    reversesId: null,
    postings,
  };
}

const VERBS: { readonly [type in PreparedActivity["type"]]: string } = {
  buy: "Bought",
  sell: "Sold",
  dividend: "Dividend",
  interest: "Interest",
  fee: "Fee",
  tax: "Tax",
  deposit: "Deposit",
  withdrawal: "Withdrawal",
  split: "Split",
  transfer_in: "Transfer in",
  transfer_out: "Transfer out",
};

function memoOf({ type, quantity, price, ratioNew, ratioOld }: PreparedActivity, symbol: string | null): string {
  if (type === "split") return `Split of ${symbol ?? ""} ${ratioNew ?? ""} for ${ratioOld ?? ""}`;
  if (symbol === null) return VERBS[type];
  if (quantity === null) return `${VERBS[type]} of ${symbol}`;
  const at = (type === "buy" || type === "sell") && price !== null ? ` at ${price}` : "";
  return `${VERBS[type]} ${type.startsWith("transfer") ? "of " : ""}${quantity} ${symbol}${at}`;
}

export interface ReversalToWrite {
  readonly id: string;
  readonly original: ActivityToReverse;
  readonly journal: JournalToWrite;
}

export type PostingsByJournal = ReadonlyMap<string, readonly Posting[]>;

/** What they moved on the account itself. */
export async function readPostings(
  tx: Database | Tx,
  accountId: string,
  originals: readonly ActivityToReverse[],
): Promise<PostingsByJournal> {
  const byJournal = new Map<string, Posting[]>();
  if (originals.length === 0) return byJournal;
  const ids = originals.flatMap(({ journalId }) => journalId ?? []);
  // One cell: as columns they would take several times as long.
  const rows = await callJson<readonly (readonly [string, AssetId, string])[]>(tx.$queryRaw`
    select coalesce(json_agg(json_build_array(journal_id, asset_id, amount::text) order by journal_id, seq), '[]') as result
    from posting where journal_id = any(${ids}::uuid[]) and account_id = ${accountId}::uuid`);
  for (const [journalId, assetId, amount] of rows) {
    const list = byJournal.get(journalId) ?? [];
    byJournal.set(journalId, list);
    list.push({ accountId: asId<AccountId>(accountId), assetId, amount: dec(amount) });
  }
  return byJournal;
}

/** Every movement the other way: here those of the account, which the rules ask about; PostgreSQL turns all of them around. */
export function reversalsOf(
  ctx: Context,
  originals: readonly ActivityToReverse[],
  byJournal: PostingsByJournal,
): ReversalToWrite[] {
  return originals.map((original) => ({
    ...{ id: ctx.newId(), original },
    journal: {
      ...{
        id: ctx.newId(),
        kind: "reversal",
        memo: `Took back: ${VERBS[original.type].toLowerCase()}`,
        at: original.at,
      },
      reversesId: original.journalId,
      postings: (byJournal.get(original.journalId ?? "") ?? []).map((each) => ({
        ...each,
        amount: each.amount.negated(),
      })),
    },
  }));
}

/**
 * Units by the facts less units by the journals: what a fact of before a split, or a dust that counts as nothing, leaves
 * between them. It is booked like the split itself, against corporate actions.
 */
export function unitsJournals(
  ctx: Context,
  opened: BooksOpened,
  replayed: readonly ReplayedInstrument[],
  journals: readonly JournalToWrite[],
): JournalToWrite[] {
  const posted = new Map<string, Decimal>(opened.balances.map(({ assetId, posted: there }) => [assetId, dec(there)]));
  for (const { postings } of journals) {
    for (const { accountId, assetId, amount } of postings) {
      if (accountId === opened.id) posted.set(assetId, (posted.get(assetId) ?? ZERO).plus(amount));
    }
  }
  return replayed.flatMap(({ instrument, quantity }): JournalToWrite[] => {
    const off = quantity.minus(posted.get(instrument.id) ?? ZERO);
    if (off.isZero()) return [];
    const [account, house] = [asId<AccountId>(opened.id), CORPORATE_ACTIONS_ID];
    const asset = asId<AssetId>(instrument.id);
    const postings = off.isPositive() ? move(house, account, asset, off) : move(account, house, asset, off.negated());
    const memo = `${instrument.symbol}: ${toPlain(off)} units, as its splits have it`;
    const at = opened.kind === "paper" ? opened.venueAt : opened.wallAt;
    return [{ id: ctx.newId(), kind: "split", memo, at, reversesId: null, postings }];
  });
}
