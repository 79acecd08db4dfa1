/** Corporate actions on the wire: dividends, splits and symbol changes of the desk's instruments. */
import { z } from "zod";
import { CORPORATE_ACTION_KINDS, CORPORATE_ACTION_STATUSES } from "#lib/domain/ledger/corporate-action.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { DecimalInput, DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { Day, Reason, SymbolText } from "./fields.ts";
import { viewOf } from "./view.ts";

const Amount = DecimalInput.nullish().transform((text) => (text == null ? null : dec(text)));

export const CorporateActionBody = z
  .strictObject({
    symbol: SymbolText,
    kind: z.enum(CORPORATE_ACTION_KINDS),
    exDay: Day.meta({
      description: "The first day at the venue on which the instrument trades without it; today or later.",
    }),
    amount: Amount.meta({ description: "Of a cash dividend: for each unit, in the instrument's currency." }),
    ratioNew: Amount.meta({
      description: "Of a split, whole numbers: 2 and 1 make two units of one, 1 and 10 one of ten.",
    }),
    ratioOld: Amount,
    cashInLieu: Amount.meta({
      description:
        "Of a split where fractions are not held: cash for a whole new unit. The market's price unless told.",
    }),
    newSymbol: SymbolText.nullish().transform((symbol) => symbol ?? null),
    reason: Reason,
  })
  .meta({ id: "CorporateActionRequest" });

export const CorporateActionView = z
  .strictObject({
    id: Id,
    instrumentId: Id,
    symbol: z.string(),
    currency: z.string(),
    kind: z.enum(CORPORATE_ACTION_KINDS),
    exDay: z.iso.date(),
    amount: DecimalText.nullable(),
    ratioNew: DecimalText.nullable(),
    ratioOld: DecimalText.nullable(),
    cashInLieu: DecimalText.nullable(),
    newSymbol: z.string().nullable(),
    status: z.enum(CORPORATE_ACTION_STATUSES).meta({
      description:
        "announced until its day; applying while orders are canceled and holders booked; then applied. Taken back on all accounts: taking_back meanwhile, then taken_back, or partly_taken_back where some accounts could not be.",
    }),
    reason: z.string(),
    createdAt: Instant,
    appliedAt: Instant.nullable(),
    accounts: z.int().meta({ description: "Accounts in whose books it stands: where it was taken back it does not." }),
    takeBackReason: z.string().nullable().meta({ description: "Why it was taken back on all accounts." }),
    takenBackAt: Instant.nullable(),
  })
  .meta({ id: "CorporateAction" });
export type CorporateActionView = z.output<typeof CorporateActionView>;
export const toCorporateActionView = viewOf(CorporateActionView);

export const CorporateActionsQuery = z.strictObject({ ...pageQuery, symbol: SymbolText.optional() });
export const CorporateActionPage = pageOf(CorporateActionView);
export type CorporateActionPage = z.output<typeof CorporateActionPage>;
export const toCorporateActionPage = viewOf(CorporateActionPage);

export const CorporateActionPreviewQuery = z.strictObject({ symbol: SymbolText });
export const CorporateActionPreview = z
  .strictObject({
    symbol: z.string(),
    accounts: z.int().meta({ description: "Accounts that hold it or are short of it now." }),
    openOrders: z.int().meta({ description: "Open orders that a split or symbol change cancels first." }),
    fractionable: z.boolean(),
  })
  .meta({ id: "CorporateActionPreview" });
export type CorporateActionPreview = z.output<typeof CorporateActionPreview>;
export const toCorporateActionPreview = viewOf(CorporateActionPreview);

export const CorporateActionParams = z.strictObject({ id: Id });
export const WithdrawCorporateActionBody = z.strictObject({ reason: Reason });

export const TakeBackCorporateActionBody = z.strictObject({ reason: Reason });

export const CorporateActionTakeBack = z
  .strictObject({
    status: z.enum(CORPORATE_ACTION_STATUSES),
    booked: z.int().meta({ description: "Accounts in whose books it ever was." }),
    standing: z.int().meta({ description: "Those of them on which it stands: what taking it back reaches." }),
    failed: z.int().meta({ description: "Those on which it stands because it could not be taken back." }),
    openOrders: z.int().meta({ description: "Open orders of the instrument that taking back a split cancels first." }),
    failures: z
      .array(z.strictObject({ accountId: Id, account: z.string(), reason: z.string() }))
      .meta({ description: "The accounts that could not be, and why; up to 200 of them." }),
  })
  .meta({ id: "CorporateActionTakeBack" });
export type CorporateActionTakeBack = z.output<typeof CorporateActionTakeBack>;
export const toCorporateActionTakeBack = viewOf(CorporateActionTakeBack);
