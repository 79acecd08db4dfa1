/** Accounts and their members on the wire. */
import { z } from "zod";
import { LOT_METHODS } from "#lib/domain/books/lot-method.ts";
import { COMMISSION_KINDS, SLIPPAGE_KINDS } from "#lib/domain/venue/account-terms.ts";
import { DecimalInput, DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { Reason, SymbolText, Version } from "./fields.ts";
import { viewOf } from "./view.ts";

export const MemberRoleText = z.enum(["owner", "trader", "viewer"]);

const amounts = {
  slippage: z.strictObject({ kind: z.enum(SLIPPAGE_KINDS), value: DecimalText }),
  commission: z.strictObject({
    kind: z.enum(COMMISSION_KINDS),
    value: DecimalText,
    minimum: DecimalText,
  }),
};
const multiplier = z
  .union([z.literal(1), z.literal(2), z.literal(4)], "must be 1, 2 or 4")
  .meta({ description: "Buying power in multiples of what the account is worth: 1, 2 or 4." });

export const TradingView = z
  .strictObject({ multiplier, shorting: z.boolean(), allowCrossZero: z.boolean(), ...amounts })
  .meta({ id: "AccountTrading", description: "How the account may trade, and what the paper venue charges it." });
export type TradingView = z.output<typeof TradingView>;

export const AccountKindText = z.enum(["paper", "book"]).meta({
  id: "AccountKind",
  description: "paper: trades on the paper venue; book: its past is imported, and it has no orders.",
});
export const LotMethodText = z.enum(LOT_METHODS).meta({ id: "LotMethod" });

export const LotChangeView = z
  .strictObject({
    id: Id,
    kind: z.enum(["method", "assignment"]),
    method: LotMethodText.nullable().meta({ description: "The one that comes; null where lots were chosen." }),
    closingId: Id.nullable().meta({ description: "The trade whose lots were chosen." }),
    status: z.enum(["waiting", "undoing", "failed"]).meta({
      description: "undoing: it cannot be, and what was computed goes back; failed: the lots are as they were before.",
    }),
    trades: z.int().meta({ description: "Whose lots are computed anew." }),
    done: z.int().meta({ description: "Those of them that are." }),
    failure: z.string().nullable(),
  })
  .meta({ id: "LotChange", description: "Lots that the worker computes anew." });
export type LotChangeView = z.output<typeof LotChangeView>;

export const OlderPriceView = z
  .strictObject({
    symbol: z.string(),
    kind: z.enum(["close", "trade"]).meta({ description: "trade: no close is known, it is the last trade's price." }),
    price: DecimalText,
    day: z.string().meta({ description: "Of the close or trade.", example: "2026-01-02" }),
  })
  .meta({ id: "OlderPrice", description: "A price that is no quote." });
export type OlderPriceView = z.output<typeof OlderPriceView>;

export const AccountView = z
  .strictObject({
    id: Id,
    name: z.string(),
    kind: AccountKindText,
    status: z.enum(["active", "closed"]),
    currency: z.string(),
    marketSource: z.string().meta({ description: "The market it was opened on, for good." }),
    timeZone: z.string(),
    role: MemberRoleText.nullable().meta({ description: "Your place on it; null when you see every account." }),
    cash: DecimalText,
    held: DecimalText,
    buyingPower: DecimalText.meta({ description: "Cash that is free, and the credit." }),
    credit: DecimalText.meta({
      description: "What it may owe: recorded once a day, with a deposit and a new multiplier.",
    }),
    trading: TradingView,
    lotMethod: LotMethodText.meta({ description: "Which lots a sale takes." }),
    lotChange: LotChangeView.nullable().meta({
      description: "While its lots are computed anew, and when that could not be; null otherwise.",
    }),
    benchmark: z.string().nullable().meta({ description: "Symbol that its return is compared with." }),
    equity: DecimalText.nullable().meta({ description: "Null while a position has no price." }),
    missingPrices: z.array(z.string()),
    olderPrices: z
      .array(OlderPriceView)
      .meta({ description: "Of what is held and has no quote, or is told by closes: what its value rests on." }),
    openOrders: z.int(),
    openedAt: Instant,
    createdAt: Instant,
    version: z.int().meta({ description: "Of the settings; give it back with a change." }),
  })
  .meta({ id: "Account" });
export type AccountView = z.output<typeof AccountView>;
export const toAccountView = viewOf(AccountView);

export const AccountPage = pageOf(AccountView);
export type AccountPage = z.output<typeof AccountPage>;
export const toAccountPage = viewOf(AccountPage);
export const AccountsQuery = z.strictObject({
  ...pageQuery,
  all: z.literal("true").optional().meta({ description: "Every account of the desk: admins only." }),
});
export const AccountParams = z.strictObject({ id: Id });

export const TradingBody = z
  .strictObject({
    multiplier,
    shorting: z.boolean().meta({ description: "May it sell what it does not own." }),
    allowCrossZero: z.boolean().meta({ description: "May one order go from long to short, or back." }),
    slippage: z.strictObject({
      kind: z.enum(SLIPPAGE_KINDS),
      value: DecimalInput.meta({ description: "Per share, or basis points; 0 with none." }),
    }),
    commission: z.strictObject({
      kind: z.enum(COMMISSION_KINDS),
      value: DecimalInput.meta({ description: "Per share, or basis points; 0 with the other kinds." }),
      minimum: DecimalInput.default("0").meta({ description: "The least an order costs, with per_share." }),
    }),
    version: Version,
    reason: Reason,
  })
  .meta({ id: "AccountTradingRequest" });

export const BenchmarkBody = z
  .strictObject({
    symbol: SymbolText.nullable().meta({ description: "Null compares with nothing." }),
    version: Version,
  })
  .meta({ id: "BenchmarkRequest" });

export const OpenAccountBody = z
  .strictObject({
    name: z.string().trim().min(1, "must have 1 to 80 characters").max(80, "must have 1 to 80 characters"),
    kind: AccountKindText.optional().meta({ description: "paper unless told." }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be a currency such as EUR")
      .optional()
      .meta({ description: "Of a book: USD unless told. Paper accounts are in USD.", example: "EUR" }),
    timeZone: z.string().min(1).max(60).optional().meta({
      description:
        "Of a book: whose days it goes by, for good; America/New_York unless told. A paper account's days are its venue's, America/New_York.",
      example: "Europe/Berlin",
    }),
    cash: DecimalInput.optional().meta({ description: "Opening deposit of a paper account." }),
    ownerId: Id.optional().meta({ description: "For somebody else: admins only." }),
  })
  .meta({ id: "OpenAccountRequest" });

export const OpenedAccountView = z
  .strictObject({
    id: Id,
    name: z.string(),
    ownerId: Id,
    kind: AccountKindText,
    currency: z.string(),
    timeZone: z.string(),
    marketSource: z.string(),
    cash: DecimalText,
    openedAt: Instant,
  })
  .meta({ id: "OpenedAccount" });
export type OpenedAccountView = z.output<typeof OpenedAccountView>;
export const toOpenedAccountView = viewOf(OpenedAccountView);

export const MemberParams = z.strictObject({ id: Id, userId: Id });
export const MemberBody = z.strictObject({
  role: MemberRoleText.nullable().meta({ description: "Null takes the place away." }),
});
export const MemberView = z
  .strictObject({ accountId: Id, userId: Id, role: MemberRoleText.nullable() })
  .meta({ id: "AccountMember" });
export const toMemberView = viewOf(MemberView);
