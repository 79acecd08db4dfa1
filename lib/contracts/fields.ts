/** Fields that several resources share: symbols, days, reasons, sides. */
import { z } from "zod";
import { SIDES } from "#lib/domain/orders/order.ts";
import { RISK_RULES } from "#lib/domain/risk/limits.ts";

export const SymbolText = z
  .string()
  .regex(/^[A-Z0-9./-]{1,20}$/, "must be a symbol such as AAPL or BTC/USD")
  .meta({ id: "Symbol", example: "AAPL" });

/** A trading day of the venue; PostgreSQL's and JavaScript's calendars agree on these centuries. */
export const Day = z.iso
  .date("must be a date such as 2026-11-20")
  .refine((day) => day >= "1900-01-01" && day < "3000-01-01", "must be a date between 1900 and 2999")
  .meta({ id: "Day", example: "2026-11-20" });

export const InstantInput = z.iso
  .datetime("must be an instant in UTC such as 2026-11-20T15:30:00Z")
  .refine((at) => at >= "1900" && at < "3000", "must lie between 1900 and 2999")
  .meta({ example: "2026-11-20T15:30:00Z" });

/** From and to, both days included. */
export const dayRangeQuery = {
  from: Day.optional().meta({ description: "First day of the venue, included." }),
  to: Day.optional().meta({ description: "Last day of the venue, included." }),
};

export const Reason = z
  .string("must say why, in 1 to 500 characters")
  .trim()
  .min(1, "must say why, in 1 to 500 characters")
  .max(500, "must have at most 500 characters")
  .meta({
    example: "Agreed with the risk desk",
    description: "Kept for ever in the audit: no names or other personal data.",
  });

export const SideText = z.enum(SIDES);
export const RuleText = z.enum(RISK_RULES).meta({ id: "RiskRule" });

export const Version = z
  .int("must be the version you looked at, a whole number")
  .min(0)
  .max(2_147_483_647)
  .meta({ description: "The version you looked at; 409 when somebody has changed it since." });

export const Freshness = z.enum(["live", "delayed", "stale", "unknown"]).meta({
  id: "Freshness",
  description: "live: younger than 2 s; delayed: up to 10 s; stale: older; unknown: there is no price.",
});
