/** Executions (fills) on the wire, with the totals of the filtered set. */
import { z } from "zod";
import { DecimalText, Id, Instant, pageQuery } from "./common.ts";
import { dayRangeQuery, SideText, SymbolText } from "./fields.ts";
import { viewOf } from "./view.ts";

export const ExecutionView = z
  .strictObject({
    id: Id,
    accountId: Id,
    orderId: Id.nullable(),
    instrumentId: Id,
    symbol: z.string(),
    venueExecutionId: z.string(),
    kind: z.enum(["fill", "bust", "correct", "import"]),
    reversesId: Id.nullable(),
    side: SideText,
    quantity: DecimalText,
    price: DecimalText,
    value: DecimalText.meta({ description: "Quantity × price, exact." }),
    fee: DecimalText,
    realised: DecimalText.meta({ description: "As it was booked: it stays." }),
    realisedNow: DecimalText.meta({
      description:
        "As the lots are that it closes by now, which positions and reports go by. Another figure than `realised` where facts of an earlier day, " +
        "another lot method, a choice of lots or a fill that was taken back had the lots of its instrument read anew.",
    }),
    journalId: Id,
    effectiveAt: Instant,
    recordedAt: Instant,
  })
  .meta({ id: "Execution" });
export type ExecutionView = z.output<typeof ExecutionView>;

export const ExecutionPage = z.strictObject({
  items: z.array(ExecutionView),
  nextCursor: z.string().nullable(),
  totals: z
    .strictObject({
      count: z.int(),
      buyValue: DecimalText,
      sellValue: DecimalText,
      fee: DecimalText,
      realised: DecimalText.meta({ description: "As it was booked." }),
      realisedNow: DecimalText.meta({ description: "As the lots are by now." }),
    })
    .nullable()
    .meta({ description: "Of everything the filter matches; comes with the first page." }),
});
export type ExecutionPage = z.output<typeof ExecutionPage>;
export const toExecutionPage = viewOf(ExecutionPage);

export const ExecutionsQuery = z.strictObject({
  ...pageQuery,
  ...dayRangeQuery,
  accountId: Id,
  orderId: Id.optional(),
  symbol: SymbolText.optional(),
  side: SideText.optional(),
});
