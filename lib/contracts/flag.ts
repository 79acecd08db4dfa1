/** Feature flags on the wire. */
import { z } from "zod";
import { Id, Instant } from "./common.ts";
import { Reason, Version } from "./fields.ts";
import { viewOf } from "./view.ts";

const Bps = z.int("must be a whole number of basis points, 0 to 10000").min(0).max(10_000);

export const FlagView = z
  .strictObject({
    key: z.string(),
    description: z.string(),
    enabled: z.boolean(),
    defaultValue: z.boolean(),
    rolloutBps: Bps.meta({ description: "Share of accounts that see it while enabled, in basis points." }),
    allowAccounts: z.array(Id),
    denyAccounts: z.array(Id),
    version: z.int(),
    reason: z.string(),
    updatedBy: Id,
    updatedAt: Instant,
  })
  .meta({ id: "Flag" });
export type FlagView = z.output<typeof FlagView>;
export const toFlagView = viewOf(FlagView);

export const ListedFlagView = z
  .strictObject({ ...FlagView.shape, updatedByName: z.string().nullable() })
  .meta({ id: "ListedFlag" });
export type ListedFlagView = z.output<typeof ListedFlagView>;
export const FlagsView = z.strictObject({ items: z.array(ListedFlagView) });
export type FlagsView = z.output<typeof FlagsView>;
const toItems = viewOf(FlagsView);
export function toFlagsView(items: Parameters<typeof toItems>[0]["items"]): FlagsView {
  return toItems({ items });
}

export const FlagParams = z.strictObject({ key: z.string().regex(/^[a-z]+(\.[a-z_]+)+$/, "must be a flag's key") });
export const FlagBody = z
  .strictObject({ enabled: z.boolean(), rolloutBps: Bps.optional(), version: Version, reason: Reason })
  .meta({ id: "FlagRequest" });
