// Why an order is not taken: one closed code, the field when there is one, and the figures that would have let it pass.
import type { Decimal } from "../shared/decimal.ts";
import type { RejectReason } from "./order.ts";

export interface Refusal {
  readonly code: RejectReason;
  readonly field?: string;
  readonly limit?: Decimal;
  /** What this order would have made of it. */
  readonly observed?: Decimal;
  /** What would still have passed. */
  readonly headroom?: Decimal;
  readonly message: string;
}
