/** A fact of the books: one thing that happened to an account, an order's execution or any other activity, as the reports read it. */
import type { Fixed } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";

export const FACT_TYPES = [
  "buy",
  "sell",
  "dividend",
  "interest",
  "fee",
  "tax",
  "deposit",
  "withdrawal",
  "split",
  "transfer_in",
  "transfer_out",
] as const;
export type FactType = (typeof FACT_TYPES)[number];

/** What happens to a fact can be seen in it alone: reversed activities and busted executions never become facts. */
export interface BookFact {
  /** Of the execution or the activity. */
  readonly id: string;
  readonly kind: "execution" | "activity";
  readonly type: FactType;
  /** In the account's time zone. */
  readonly day: LocalDate;
  /** Epoch milliseconds; a fact that names only its day has the instant at which that day starts. */
  readonly at: number;
  readonly seq: number;
  readonly row: number;
  readonly accountSeq: number;
  readonly instrumentId: string | null;
  /** Of price, gross and fee. */
  readonly currencyId: string;
  /** Units as they were traded on that day, never negative: the type says which way they went. 0 where there are none. */
  readonly quantity: Fixed;
  readonly price: Fixed;
  /** Quantity × price, or the amount itself; for transfers the cost that moves. Negative only when a dividend or interest is paid. */
  readonly gross: Fixed;
  readonly fee: Fixed;
  /** For splits: so many new units for so many old ones, whole numbers, not fixed-point. 1 and 1 otherwise. */
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
  /** Units of the account's currency for one of the fact's; null where it was not given. */
  readonly fxToBase: Fixed | null;
  readonly orderId: string | null;
  /** Epoch milliseconds at which it became known. */
  readonly recordedAt: number;
  /** Reported late and moved: `day` and `at` are those of its place, not its own. */
  readonly late?: true;
}
