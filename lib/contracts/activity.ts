/** Activities on the wire: everything that happened to an account, the fills of its orders among it. */
import { z } from "zod";
import { FACT_TYPES } from "#lib/domain/books/fact.ts";
import { DecimalInput, DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { Day, InstantInput, Reason, SymbolText } from "./fields.ts";

export const ActivityView = z
  .strictObject({
    id: Id,
    kind: z.enum(["activity", "execution"]).meta({ description: "execution: a fill of an order." }),
    accountId: Id,
    type: z.enum([...FACT_TYPES, "reversal"]),
    day: Day.meta({ description: "In the account's time zone." }),
    effectiveAt: Instant,
    recordedAt: Instant,
    instrumentId: Id.nullable(),
    symbol: z.string().nullable(),
    currency: z.string(),
    quantity: DecimalText.nullable(),
    price: DecimalText.nullable(),
    gross: DecimalText.nullable().meta({ description: "Quantity × price, or the amount of what has neither." }),
    fee: DecimalText,
    ratio: z.array(DecimalText).length(2).nullable().meta({ description: "Of a split: new and old units." }),
    fxToBase: DecimalText.nullable().meta({ description: "The rate of its own that came with it." }),
    cash: DecimalText.nullable().meta({ description: "What it moved of its currency on this account, signed." }),
    externalId: z.string().nullable(),
    importId: Id.nullable(),
    corporateActionId: Id.nullable(),
    orderId: Id.nullable(),
    journalId: Id.nullable().meta({ description: "Null for a split of nothing." }),
    reversesId: Id.nullable(),
    reversedById: Id.nullable().meta({ description: "What took it back, if anything did." }),
  })
  .meta({ id: "Activity" });
export type ActivityView = z.output<typeof ActivityView>;
export const ActivityPage = pageOf(ActivityView);
export type ActivityPage = z.output<typeof ActivityPage>;

export const ActivitiesQuery = z.strictObject({
  ...pageQuery,
  accountId: Id,
  type: z.enum([...FACT_TYPES, "reversal"]).optional(),
  symbol: SymbolText.optional(),
  from: Day.optional().meta({ description: "First day in the account's time zone, included." }),
  to: Day.optional().meta({ description: "Last day, included." }),
  importId: Id.optional().meta({ description: "Only what this import brought." }),
});

const SignedInput = z
  .string()
  .regex(/^-?\d{1,20}(\.\d{1,18})?$/, 'must be a plain decimal, such as "12.50"; negative where it was paid')
  .meta({ example: "9.60" });

export const AddActivityBody = z
  .strictObject({
    accountId: Id,
    type: z.enum(FACT_TYPES),
    date: Day.optional().meta({ description: "Day in the account's time zone; or give an instant." }),
    instant: InstantInput.optional(),
    symbol: SymbolText.optional(),
    quantity: DecimalInput.optional(),
    unitPrice: DecimalInput.optional(),
    grossAmount: DecimalInput.optional().meta({ description: "Instead of unitPrice: all units without fees." }),
    amount: SignedInput.optional().meta({ description: "Money of what is no trade." }),
    fee: DecimalInput.optional(),
    ratio: z
      .array(z.string().regex(/^\d{1,12}$/, "must be a whole number in quotes"))
      .length(2)
      .optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be three letters such as USD")
      .optional(),
    fxToBase: DecimalInput.optional(),
    externalId: z.string().trim().min(1).max(150).optional(),
  })
  .meta({ id: "AddActivityRequest", description: "The words of a file of activities, for a single one." });
export type AddActivityBody = z.output<typeof AddActivityBody>;

export const ActivityParams = z.strictObject({ id: Id });
export const ReverseActivityBody = z.strictObject({ reason: Reason }).meta({ id: "ReverseActivityRequest" });
