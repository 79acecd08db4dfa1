/** Accounts and their members on the wire. */
import { z } from "zod";
import { DecimalInput, DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { viewOf } from "./view.ts";

export const MemberRoleText = z.enum(["owner", "trader", "viewer"]);

export const AccountView = z
  .strictObject({
    id: Id,
    name: z.string(),
    kind: z.literal("paper"),
    status: z.enum(["active", "closed"]),
    currency: z.string(),
    marketSource: z.string().meta({ description: "The market it was opened on, for good." }),
    timeZone: z.string(),
    role: MemberRoleText.nullable().meta({ description: "Your place on it; null when you see every account." }),
    cash: DecimalText,
    held: DecimalText,
    buyingPower: DecimalText,
    equity: DecimalText.nullable().meta({ description: "Null while a position has no price." }),
    missingPrices: z.array(z.string()),
    openOrders: z.int(),
    openedAt: Instant,
    createdAt: Instant,
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

export const OpenAccountBody = z
  .strictObject({
    name: z.string().trim().min(1, "must have 1 to 80 characters").max(80, "must have 1 to 80 characters"),
    cash: DecimalInput.optional().meta({ description: "Opening deposit." }),
    ownerId: Id.optional().meta({ description: "For somebody else: admins only." }),
  })
  .meta({ id: "OpenAccountRequest" });

export const OpenedAccountView = z
  .strictObject({
    id: Id,
    name: z.string(),
    ownerId: Id,
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
