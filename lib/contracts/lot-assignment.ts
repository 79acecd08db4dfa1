/** Which lots a sale takes, on the wire: the account's method, and lots chosen one by one. */
import { z } from "zod";
import { LotChangeView, LotMethodText } from "./account.ts";
import { DecimalInput, DecimalText, Id } from "./common.ts";
import { Reason, Version } from "./fields.ts";
import { viewOf } from "./view.ts";

export const LotMethodBody = z
  .strictObject({ method: LotMethodText, version: Version, reason: Reason })
  .meta({ id: "LotMethodRequest" });

export const SaleLotsQuery = z.strictObject({
  closingId: Id.meta({ description: "The execution or activity that closes lots." }),
});

export const AssignLotsBody = z
  .strictObject({
    closingId: Id,
    takes: z
      .array(z.strictObject({ openingId: Id, quantity: DecimalInput }))
      .max(500, "has at most 500 entries")
      .meta({ description: "Replaces what was said before; the rest goes first in, first out." }),
  })
  .meta({ id: "LotAssignmentRequest" });

export const SaleLotsView = z
  .strictObject({
    closingId: Id,
    accountId: Id,
    instrumentId: Id,
    symbol: z.string(),
    method: LotMethodText,
    type: z.string(),
    day: z.string(),
    quantity: DecimalText,
    change: LotChangeView.nullable().meta({
      description: "While lots of the account are computed anew, and when those chosen here could not be.",
    }),
    openings: z
      .array(
        z.strictObject({
          openingId: Id,
          kind: z.enum(["execution", "activity"]),
          day: z.string(),
          price: DecimalText.meta({ description: "Cost per unit, without fees." }),
          openQuantity: DecimalText.meta({ description: "Open when the trade came." }),
          assigned: DecimalText,
          taken: DecimalText.meta({ description: "What the trade takes of it as things stand." }),
        }),
      )
      .meta({ description: "The lots that it could take, oldest first." }),
  })
  .meta({ id: "SaleLots" });
export type SaleLotsView = z.output<typeof SaleLotsView>;
export const toSaleLotsView = viewOf(SaleLotsView);
