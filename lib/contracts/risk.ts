/** Limits, breaches, halts and the trading status on the wire. */
import { z } from "zod";
import { DecimalInput, DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { Reason, RuleText, Version } from "./fields.ts";
import { type Viewable, viewOf } from "./view.ts";

const limit = {
  id: Id,
  accountId: Id,
  rule: RuleText,
  value: DecimalText,
  reason: z.string(),
  version: z.int(),
  updatedBy: Id,
  updatedAt: Instant,
};

export const RiskLimitView = z.strictObject(limit).meta({ id: "RiskLimit" });
export type RiskLimitView = z.output<typeof RiskLimitView>;

interface LimitRow {
  readonly id: string;
  readonly scopeId: string;
  readonly rule: string;
  readonly value: { toFixed(): string };
  readonly reason: string;
  readonly version: number;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

export function toRiskLimitView({ scopeId, value, ...row }: LimitRow): RiskLimitView {
  return toLimit({ ...row, accountId: scopeId, rule: row.rule, value: value.toFixed() });
}
const toLimit = viewOf(RiskLimitView);

export const RiskLimitsView = z.strictObject({
  items: z.array(
    z
      .strictObject({
        ...limit,
        updatedByName: z.string().nullable(),
        used: DecimalText.nullable().meta({ description: "Used right now; null for rules about one order only." }),
        lastBreachAt: Instant.nullable(),
      })
      .meta({ id: "RiskLimitUse" }),
  ),
});
export type RiskLimitsView = z.output<typeof RiskLimitsView>;
const toLimits = viewOf(RiskLimitsView);
export function toRiskLimitsView(items: Parameters<typeof toLimits>[0]["items"]): RiskLimitsView {
  return toLimits({ items });
}

export const RiskLimitBody = z
  .strictObject({
    accountId: Id,
    rule: RuleText,
    value: DecimalInput.meta({ description: "In the account's currency; a whole number for rules that count orders." }),
    version: Version,
    reason: Reason,
  })
  .meta({ id: "RiskLimitRequest" });

export const BreachView = z
  .strictObject({
    id: Id,
    accountId: Id,
    orderId: Id.nullable(),
    rule: z.string(),
    limit: DecimalText.nullable(),
    observed: DecimalText.nullable(),
    headroom: DecimalText.nullable(),
    message: z.string(),
    effectiveAt: Instant,
  })
  .meta({ id: "Breach" });
export type BreachView = z.output<typeof BreachView>;
export const BreachPage = pageOf(BreachView);
export type BreachPage = z.output<typeof BreachPage>;
export const toBreachPage = viewOf(BreachPage);
export const BreachesQuery = z.strictObject({ ...pageQuery, accountId: Id });

export const HaltView = z
  .strictObject({
    id: Id,
    scope: z.enum(["desk", "account"]),
    accountId: Id.nullable(),
    reason: z.string(),
    setBy: Id,
    setAt: Instant,
    liftedBy: Id.nullable(),
    liftedAt: Instant.nullable(),
    liftReason: z.string().nullable(),
  })
  .meta({ id: "Halt" });
export type HaltView = z.output<typeof HaltView>;

type HaltRow = Omit<Viewable<HaltView>, "scope"> & { readonly scopeKind: string };

export function toHaltView({ scopeKind, ...halt }: HaltRow): HaltView {
  return toHalt({ ...halt, scope: scopeKind });
}
const toHalt = viewOf(HaltView);

const names = {
  setByName: z.string().nullable(),
  liftedByName: z.string().nullable(),
  accountName: z.string().nullable(),
};

/** With the names of who set and lifted it, and of the account; null where there is nobody, and for the desk. */
export const ListedHaltView = z.strictObject({ ...HaltView.shape, ...names }).meta({ id: "ListedHalt" });
export type ListedHaltView = z.output<typeof ListedHaltView>;
const toListed = viewOf(ListedHaltView);

type ListedRow = HaltRow & { readonly [Name in keyof typeof names]: string | null };

export const HaltPage = pageOf(ListedHaltView);
export type HaltPage = z.output<typeof HaltPage>;
export function toHaltPage(page: {
  readonly items: readonly ListedRow[];
  readonly nextCursor: string | null;
}): HaltPage {
  const items = page.items.map(({ scopeKind, ...halt }) => toListed({ ...halt, scope: scopeKind }));
  return { items, nextCursor: page.nextCursor };
}

export const HaltsQuery = z.strictObject({
  ...pageQuery,
  inForce: z
    .stringbool({ truthy: ["true"], falsy: ["false"] })
    .optional()
    .meta({ description: "true or false." }),
});
export const HaltBody = z
  .strictObject({
    accountId: Id.nullable().meta({ description: "Null stops the whole desk." }),
    reason: Reason,
  })
  .meta({ id: "HaltRequest" });

/** What a halt would leave working, and what was canceled under one. */
export const WorkingOrdersQuery = z.strictObject({
  accountId: Id.optional().meta({ description: "Left out: the whole desk." }),
});
export const WorkingOrdersView = z
  .strictObject({
    orders: z.int(),
    accounts: z.int(),
    value: DecimalText.meta({ description: "What is still to be filled, at the limit or else at the last price." }),
    currency: z.string(),
    unpriced: z.int().meta({ description: "Orders without limit and price; not part of the value." }),
  })
  .meta({ id: "WorkingOrders" });
export type WorkingOrdersView = z.output<typeof WorkingOrdersView>;
export const toWorkingOrdersView = viewOf(WorkingOrdersView);
export const CanceledUnderHaltView = z
  .strictObject({
    haltId: Id,
    canceled: z.int().meta({ description: "Orders that are canceled or about to be." }),
    tooLate: z.int(),
    tooLateIds: z.array(Id).meta({ description: "Orders that closed otherwise before their turn came." }),
  })
  .meta({ id: "CanceledUnderHalt" });
export type CanceledUnderHaltView = z.output<typeof CanceledUnderHaltView>;

export const LiftHaltBody = z.strictObject({ reason: Reason });
export const HaltParams = z.strictObject({ id: Id });

export const TradingStatusView = z
  .strictObject({
    accountId: Id,
    canTrade: z.boolean(),
    obstacle: z.enum(["no_permission", "halted", "market_stale", "daily_loss", "open_orders"]).nullable(),
    halt: z.strictObject({ id: Id, scope: z.enum(["desk", "account"]), reason: z.string(), setAt: Instant }).nullable(),
    buyingPower: DecimalText,
    openOrders: z.int(),
    openOrdersMax: DecimalText.nullable(),
    dailyLoss: DecimalText,
    dailyLossMax: DecimalText.nullable(),
    marketAgeMs: z.int().nullable(),
    market: z.strictObject({ mode: z.string(), source: z.string(), stepped: z.boolean(), venueAt: Instant }),
  })
  .meta({ id: "TradingStatus" });
export type TradingStatusView = z.output<typeof TradingStatusView>;
export const toTradingStatusView = viewOf(TradingStatusView);
