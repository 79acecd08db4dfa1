/** What a fact of the venue is while it is being booked: as reported, with the order and the fill it is about, and as it is stored. */
import type { Side } from "#lib/domain/orders/order.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import type { Decimal } from "#lib/domain/shared/decimal.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import type { Execution } from "#prisma/generated/client.ts";

export interface RecordFactInput {
  readonly orderId: OrderId;
  readonly kind: "bust" | "correct";
  /** The venue's own id of this report: the second of the same report changes nothing. */
  readonly venueExecutionId: string;
  /** The venue's id of the fill that did not happen, or not so. */
  readonly reverses: string;
  /** What a corrected fill was in truth; a bust takes back the original as it was booked. */
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  /** Venue time of the report. */
  readonly at: Date;
}

export interface FactToBook {
  readonly input: RecordFactInput;
  readonly before: OrderRecord;
  readonly after: OrderRecord;
  readonly original: Execution;
}

/** As it is stored, streamed and audited; amounts as plain decimal strings. */
export interface FactExecution {
  readonly id: string;
  readonly accountId: string;
  readonly orderId: string;
  readonly assetId: string;
  readonly symbol: string;
  readonly venueExecutionId: string;
  readonly kind: "bust" | "correct";
  readonly reversesId: string | null;
  readonly side: Side;
  readonly quantity: string;
  readonly price: string;
  readonly fee: string;
  readonly realised: string;
  readonly journalId: string;
  readonly effectiveAt: string;
  readonly accountSeq: string;
}
