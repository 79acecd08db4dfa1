/** Journals with their postings on the wire: the books themselves. */
import { z } from "zod";
import { DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { viewOf } from "./view.ts";

export const JournalView = z
  .strictObject({
    id: Id,
    accountId: Id,
    kind: z.enum([
      "deposit",
      "withdrawal",
      "trade",
      "reversal",
      "dividend",
      "interest",
      "fee",
      "tax",
      "split",
      "transfer_in",
      "transfer_out",
    ]),
    orderId: Id.nullable(),
    executionId: Id.nullable(),
    reversesId: Id.nullable(),
    memo: z.string(),
    effectiveAt: Instant,
    recordedAt: Instant,
    postings: z
      .array(
        z.strictObject({
          seq: z.int(),
          accountId: Id,
          accountName: z.string(),
          assetId: Id,
          symbol: z.string(),
          amount: DecimalText.meta({ description: "Signed: what the account gained." }),
        }),
      )
      .meta({ description: "They sum to zero per asset." }),
  })
  .meta({ id: "Journal" });
export type JournalView = z.output<typeof JournalView>;
export const JournalPage = pageOf(JournalView);
export type JournalPage = z.output<typeof JournalPage>;
export const toJournalPage = viewOf(JournalPage);

export const JournalsQuery = z.strictObject({
  ...pageQuery,
  accountId: Id,
  orderId: Id.optional(),
  journalId: Id.optional().meta({ description: "Only this one." }),
});
