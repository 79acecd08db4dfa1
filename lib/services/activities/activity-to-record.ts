/** One fact on its way into the books, as an import or a person brings it, and as the replay of its instrument reads it. */
import type { BookFact, FactType } from "#lib/domain/books/fact.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { fixedTimes, toFixed18 } from "#lib/domain/shared/fixed.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";

export interface ActivityToRecord {
  readonly id?: string;
  readonly type: FactType;
  readonly assetId: string | null;
  readonly currencyId: string;
  /** In the account's time zone. */
  readonly day: LocalDate;
  /** Where only the day is known, its first instant there. */
  readonly effectiveAt: Date;
  readonly seq: number;
  readonly row: number;
  /** Plain decimal strings. */
  readonly quantity: string | null;
  readonly price: string | null;
  /** Quantity × price where null. */
  readonly gross: string | null;
  readonly fee: string;
  /** Whole numbers. */
  readonly ratioNew: string | null;
  readonly ratioOld: string | null;
  readonly fxToBase: string | null;
  readonly externalId: string | null;
  /** By which it is known the next time. */
  readonly key?: string | null;
  readonly corporateActionId?: string | null;
  /** Of its journal, instead of the usual words. */
  readonly memo?: string;
}

/** With its id, its number among the account's events, and its amounts as values. */
export interface PreparedActivity extends ActivityToRecord {
  readonly id: string;
  readonly units: Decimal | null;
  readonly money: Decimal | null;
  readonly charge: Decimal;
  readonly fact: BookFact;
}

/** One that is in the books and is to be taken back. */
export interface ActivityToReverse {
  readonly id: string;
  readonly type: FactType;
  readonly assetId: string | null;
  readonly currencyId: string;
  readonly day: LocalDate;
  readonly at: string;
  readonly quantity: string | null;
  readonly gross: string | null;
  readonly journalId: string | null;
  readonly corporateActionId: string | null;
}

export function prepareActivity(
  activity: ActivityToRecord,
  { id, accountSeq, recordedAt }: { readonly id: string; readonly accountSeq: number; readonly recordedAt: number },
): PreparedActivity {
  const [quantity, price] = [toFixed18(activity.quantity ?? "0"), toFixed18(activity.price ?? "0")];
  const gross = activity.gross === null ? fixedTimes(quantity, price) : toFixed18(activity.gross);
  const { type, day, effectiveAt, seq, row, assetId: instrumentId, currencyId } = activity;
  const units = activity.quantity === null ? null : dec(activity.quantity);
  const money = activity.gross !== null ? dec(activity.gross) : moneyOf(activity, units);
  const fact: BookFact = {
    ...{ id, kind: "activity", type, day, at: effectiveAt.getTime(), seq, row, accountSeq, instrumentId, currencyId },
    ...{ quantity, price, gross, fee: toFixed18(activity.fee), orderId: null, recordedAt },
    ratioNew: BigInt(activity.ratioNew ?? "1"),
    ratioOld: BigInt(activity.ratioOld ?? "1"),
    fxToBase: activity.fxToBase === null ? null : toFixed18(activity.fxToBase),
  };
  return { ...activity, id, units, money, charge: dec(activity.fee), fact };
}

function moneyOf({ price }: ActivityToRecord, units: Decimal | null): Decimal | null {
  return units === null || price === null ? null : units.times(price).toDecimalPlaces(18);
}
