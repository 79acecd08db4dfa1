// Journals as postings: what moves from whom to whom, and the rule that nothing appears or vanishes in any asset.
import type { Side } from "../orders/order.ts";
import { type Decimal, toPlain, ZERO } from "../shared/decimal.ts";
import type { AccountId, AssetId, InstrumentId } from "../shared/ids.ts";
import { invariant } from "../shared/invariant.ts";

export interface Posting {
  readonly accountId: AccountId;
  readonly assetId: AssetId;
  readonly amount: Decimal;
}

export interface FillToPost {
  readonly account: AccountId;
  /** The venue's side of every trade. */
  readonly clearing: AccountId;
  readonly fees: AccountId;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  readonly currencyId: AssetId;
  readonly instrumentId: InstrumentId;
}

/** Trade cash is quantity × price, exact; the fee is a movement of its own, so that both can be read back. */
export function fillPostings(fill: FillToPost): Posting[] {
  invariant(fill.quantity.gt(0) && fill.price.gt(0), "a fill has a positive quantity and a positive price");
  invariant(fill.fee.gte(0), "a fee is not negative");
  const buys = fill.side === "buy";
  const [payer, receiver] = buys ? [fill.account, fill.clearing] : [fill.clearing, fill.account];
  const postings = [
    ...move(payer, receiver, fill.currencyId, fill.quantity.times(fill.price)),
    ...move(receiver, payer, fill.instrumentId, fill.quantity),
    ...(fill.fee.isZero() ? [] : move(fill.account, fill.fees, fill.currencyId, fill.fee)),
  ];
  assertBalanced(postings);
  return postings;
}

export interface DepositToPost {
  readonly account: AccountId;
  /** The house account that stands for the world outside. */
  readonly external: AccountId;
  readonly amount: Decimal;
  readonly currencyId: AssetId;
}

export function depositPostings({ account, external, amount, currencyId }: DepositToPost): Posting[] {
  invariant(amount.gt(0), "a deposit is positive");
  const postings = move(external, account, currencyId, amount);
  assertBalanced(postings);
  return postings;
}

/** What the database checks again at COMMIT. */
export function assertBalanced(postings: readonly Posting[]): void {
  invariant(postings.length >= 2, "a journal has at least two postings");
  const totals = new Map<AssetId, Decimal>();
  for (const { assetId, amount } of postings) {
    invariant(!amount.isZero(), "a posting moves something");
    totals.set(assetId, (totals.get(assetId) ?? ZERO).plus(amount));
  }
  for (const [assetId, total] of totals) {
    invariant(total.isZero(), `a journal sums to zero per asset: ${assetId} is off by ${toPlain(total)}`);
  }
}

export function move(from: AccountId, to: AccountId, assetId: AssetId, amount: Decimal): Posting[] {
  return [
    { accountId: from, assetId, amount: amount.negated() },
    { accountId: to, assetId, amount },
  ];
}
