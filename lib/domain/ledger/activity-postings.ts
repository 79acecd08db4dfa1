// What an activity moves between the account and the house: units, money and fees, by its type.
import type { FactType } from "../books/fact.ts";
import { type Decimal, ZERO } from "../shared/decimal.ts";
import type { AccountId, AssetId } from "../shared/ids.ts";
import { invariant } from "../shared/invariant.ts";
import {
  CORPORATE_ACTIONS_ID,
  EXTERNAL_ID,
  FEE_INCOME_ID,
  IMPORT_CLEARING_ID,
  INTEREST_ID,
  TAX_ID,
} from "./house-accounts.ts";
import { move, type Posting } from "./postings.ts";

export interface ActivityToPost {
  readonly account: AccountId;
  readonly type: FactType;
  readonly instrumentId: AssetId | null;
  readonly currencyId: AssetId;
  readonly quantity: Decimal | null;
  readonly gross: Decimal | null;
  readonly fee: Decimal;
  /** What a split adds; negative where units are joined, and for a short position. */
  readonly units?: Decimal;
  /** Of a corporate action: fractions are sold to it. */
  readonly ofAction?: boolean;
}

export type JournalKind =
  | "trade"
  | "dividend"
  | "interest"
  | "fee"
  | "tax"
  | "deposit"
  | "withdrawal"
  | "split"
  | "transfer_in"
  | "transfer_out";

export function journalKind(type: FactType): JournalKind {
  return type === "buy" || type === "sell" ? "trade" : type;
}

/** Empty for a split of nothing. A negative dividend or interest is paid instead of received. */
export function activityPostings(activity: ActivityToPost): Posting[] {
  const { account, currencyId, fee } = activity;
  const charged = fee.isZero() ? [] : move(account, FEE_INCOME_ID, currencyId, fee);
  return [...movedBy(activity), ...charged];
}

function movedBy(activity: ActivityToPost): Posting[] {
  switch (activity.type) {
    case "buy":
      return [...pay(activity, tradedWith(activity)), ...deliver(activity, tradedWith(activity), 1)];
    case "sell":
      return [...receive(activity, tradedWith(activity)), ...deliver(activity, tradedWith(activity), -1)];
    case "dividend":
      return receive(activity, CORPORATE_ACTIONS_ID);
    case "interest":
      return receive(activity, INTEREST_ID);
    case "fee":
      return pay(activity, FEE_INCOME_ID);
    case "tax":
      return pay(activity, TAX_ID);
    case "deposit":
      return receive(activity, EXTERNAL_ID);
    case "withdrawal":
      return pay(activity, EXTERNAL_ID);
    case "split":
      return units(activity, CORPORATE_ACTIONS_ID, activity.units ?? ZERO);
    case "transfer_in":
      return activity.instrumentId === null ? receive(activity, EXTERNAL_ID) : deliver(activity, EXTERNAL_ID, 1);
    case "transfer_out":
      return activity.instrumentId === null ? pay(activity, EXTERNAL_ID) : deliver(activity, EXTERNAL_ID, -1);
  }
}

function tradedWith({ ofAction }: ActivityToPost): AccountId {
  return ofAction === true ? CORPORATE_ACTIONS_ID : IMPORT_CLEARING_ID;
}

function receive({ account, currencyId, gross }: ActivityToPost, from: AccountId): Posting[] {
  invariant(gross !== null, "what moves money says how much");
  if (gross.isZero()) return [];
  return gross.isPositive() ? move(from, account, currencyId, gross) : move(account, from, currencyId, gross.negated());
}

function pay(activity: ActivityToPost, to: AccountId): Posting[] {
  const { gross } = activity;
  invariant(gross !== null, "what moves money says how much");
  return receive({ ...activity, gross: gross.negated() }, to);
}

function deliver(activity: ActivityToPost, with_: AccountId, sign: 1 | -1): Posting[] {
  const { quantity } = activity;
  invariant(quantity !== null, "what moves units says how many");
  return units(activity, with_, sign === 1 ? quantity : quantity.negated());
}

function units({ account, instrumentId }: ActivityToPost, with_: AccountId, amount: Decimal): Posting[] {
  invariant(instrumentId !== null, "what moves units names their instrument");
  if (amount.isZero()) return [];
  return amount.isPositive()
    ? move(with_, account, instrumentId, amount)
    : move(account, with_, instrumentId, amount.negated());
}
