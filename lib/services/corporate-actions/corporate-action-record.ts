/** A corporate action as verbs answer with it. */
import { fromColumn } from "#lib/db/decimal.ts";
import type { CorporateActionKind, CorporateActionStatus } from "#lib/domain/ledger/corporate-action.ts";
import type { Decimal } from "#lib/domain/shared/decimal.ts";
import type { Asset, CorporateAction } from "#prisma/generated/client.ts";

export interface CorporateActionRecord {
  readonly id: string;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly currency: string;
  readonly kind: CorporateActionKind;
  /** YYYY-MM-DD at the venue: the first day on which the instrument trades without it. */
  readonly exDay: string;
  readonly amount: Decimal | null;
  readonly ratioNew: Decimal | null;
  readonly ratioOld: Decimal | null;
  readonly cashInLieu: Decimal | null;
  readonly newSymbol: string | null;
  readonly status: CorporateActionStatus;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly appliedAt: Date | null;
  /** Accounts in whose books it stands. */
  readonly accounts: number;
  /** Of the last time that it was taken back on all accounts. */
  readonly takeBackReason: string | null;
  readonly takenBackAt: Date | null;
}

/** On its way into the books. */
export type DueAction = CorporateAction & { readonly asset: Asset };

type Row = CorporateAction & {
  readonly asset: Pick<Asset, "symbol"> & { readonly currency: Pick<Asset, "symbol"> | null };
  readonly _count: { readonly activities: number };
};

const PER_ACCOUNT: string[] = ["dividend", "split"];

/** What a row needs with it. Cash in lieu is a sale beside it, and not an account of its own. */
export const WITH_ASSET = {
  asset: { select: { symbol: true, currency: { select: { symbol: true } } } },
  _count: { select: { activities: { where: { type: { in: PER_ACCOUNT }, activitiesByReverses: { is: null } } } } },
} as const;

export function toCorporateAction({ asset, _count, ...row }: Row): CorporateActionRecord {
  const amount = (column: Row["amount"]) => (column === null ? null : fromColumn(column));
  return {
    id: row.id,
    instrumentId: row.assetId,
    symbol: asset.symbol,
    currency: asset.currency?.symbol ?? "",
    kind: row.kind as CorporateActionKind,
    exDay: row.exDay.toISOString().slice(0, 10),
    amount: amount(row.amount),
    ratioNew: amount(row.ratioNew),
    ratioOld: amount(row.ratioOld),
    cashInLieu: amount(row.cashInLieu),
    newSymbol: row.newSymbol,
    status: row.status as CorporateActionStatus,
    reason: row.reason,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    appliedAt: row.appliedAt,
    accounts: _count.activities,
    takeBackReason: row.takeBackReason,
    takenBackAt: row.takenBackAt,
  };
}
