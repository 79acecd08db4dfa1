// Why an order is not taken: one closed code, the field when there is one, and the figures that would have let it pass.
import type { Decimal } from "../shared/decimal.ts";
import type { OrderId } from "../shared/ids.ts";
import type { RejectReason } from "./order.ts";

export interface Refusal {
  readonly code: RejectReason;
  readonly field?: string;
  readonly limit?: Decimal;
  /** What this order would have made of it. */
  readonly observed?: Decimal;
  /** What would still have passed. */
  readonly headroom?: Decimal;
  /** The account's own open orders that stand in the way. */
  readonly blockedBy?: readonly OrderId[];
  readonly message: string;
}

export type RefusalFigures = Pick<Refusal, "limit" | "observed" | "headroom" | "blockedBy">;

export function refuse(
  code: RejectReason,
  field: string | null,
  message: string,
  figures: RefusalFigures = {},
): Refusal {
  return { code, ...(field === null ? {} : { field }), message, ...figures };
}
