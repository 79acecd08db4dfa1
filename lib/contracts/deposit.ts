/** Deposits on the wire. */
import { z } from "zod";
import { DecimalInput, DecimalText, Id, Instant } from "./common.ts";
import { viewOf } from "./view.ts";

export const DepositBody = z
  .strictObject({
    accountId: Id,
    amount: DecimalInput.meta({ description: "In the account's currency, at most two decimal places." }),
    memo: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: "Kept for ever in the journal: no names or other personal data." }),
  })
  .meta({ id: "DepositRequest" });

export const DepositView = z
  .strictObject({
    journalId: Id,
    accountId: Id,
    amount: DecimalText,
    cash: DecimalText.meta({ description: "Cash after it, holds included." }),
    effectiveAt: Instant,
  })
  .meta({ id: "Deposit" });
export type DepositView = z.output<typeof DepositView>;
export const toDepositView = viewOf(DepositView);
