/** The two round trips of placing orders: claim, lock and load; then write all of it. The SQL is in prisma/functions/order-path.sql. */
import type { DayOverride, SessionMode } from "#lib/domain/market/calendar/sessions.ts";
import type { LegRole, OrderClass, OrderStatus, OrderType, Side } from "#lib/domain/orders/order.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Tx } from "./client.ts";
import type { KeyClaim } from "./idempotency.sql.ts";
import { callJson } from "./named-statement.ts";
import { THEN_COMMIT } from "./shorter-transactions.ts";

/** Amounts are plain decimal strings as PostgreSQL prints them, instants ISO 8601. */
export interface PreTradeRow {
  readonly halt: {
    readonly id: string;
    readonly scope: "desk" | "account";
    readonly reason: string;
    readonly setAt: string;
  } | null;
  readonly instrument: InstrumentRow | null;
  readonly quote: QuoteRow | null;
  readonly cash: { readonly posted: string; readonly held: string; readonly floor: string | null } | null;
  readonly units: { readonly posted: string; readonly held: string } | null;
  readonly position: { readonly quantity: string; readonly cost: string; readonly collateral: string } | null;
  readonly resting: readonly RestingRow[];
  readonly open: {
    readonly count: number;
    readonly buyQuantity: string;
    readonly buyNotional: string;
    readonly sellQuantity: string;
  };
  readonly ordersLastMinute: number;
  readonly day: { readonly startEquity: string; readonly netDeposits: string; readonly equity: string };
  readonly limits: readonly { readonly rule: string; readonly value: string; readonly version: number }[];
  readonly trading: {
    readonly multiplier: number;
    readonly shorting: boolean;
    readonly allowCrossZero: boolean;
    readonly commission: { readonly kind: string; readonly value: string; readonly minimum: string };
  };
  readonly calendar: { readonly mode: SessionMode; readonly overrides: readonly DayOverride[] } | null;
  readonly venueAt: string;
  readonly now: string;
}

export interface RestingRow {
  readonly id: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly orderClass: OrderClass;
  readonly legRole: LegRole | null;
  readonly parentId: string | null;
  readonly limitPrice: string | null;
  readonly status: OrderStatus;
  readonly leavesQuantity: string | null;
  readonly leavesNotional: string | null;
}

export interface InstrumentRow {
  readonly id: string;
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: "us_equity" | "crypto";
  readonly exchange: string;
  readonly currencyId: string;
  readonly tickSize: string;
  readonly minNotional: string;
  readonly fractionable: boolean;
  readonly shortable: boolean;
  readonly tradable: boolean;
  /** One is being applied to it. */
  readonly corporateAction: boolean;
}

export interface QuoteRow {
  readonly bid: string;
  readonly ask: string;
  readonly last: string;
  readonly bidSize: string;
  readonly askSize: string;
  readonly open: string;
  readonly previousClose: string;
  readonly tick: string;
  readonly venueAt: string;
  readonly updatedAt: string;
}

export interface AccountRow {
  readonly kind: "paper" | "book";
  readonly id: string;
  readonly role: "owner" | "trader" | "viewer";
  readonly status: "active" | "closed";
  readonly currencyId: string;
  readonly marketSource: string;
}

export type SubmitOrderOpened =
  | (KeyClaim & { readonly claim: "replay" | "mismatch" | "gone" | "in_use" })
  | ({ readonly claim: "new" | "none" } & (
      | { readonly account: null }
      | ({ readonly account: AccountRow; readonly duplicateOrderId: string | null } & PreTradeRow)
    ));

export interface SubmitOrderInput {
  readonly userId: string;
  readonly accountId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly clientOrderId: string;
  readonly key?: string;
  readonly route?: string;
  readonly fingerprint?: string;
}

/** Answers in the order of the inputs, which are of different accounts and keys. */
export function openSubmitOrders(
  tx: Tx,
  inputs: readonly SubmitOrderInput[],
  lockWaitMs: number,
): Promise<SubmitOrderOpened[]> {
  return callJson(
    tx.$queryRaw`select submit_orders_open(${JSON.stringify(inputs)}::jsonb, ${lockWaitMs}::int) as result`,
  );
}

export interface HoldRow {
  readonly id: string;
  readonly accountId: string;
  readonly assetId: string;
  readonly amount: string;
}

/** All rows that come of one order: its own, its exits', and what goes with them. */
export interface SubmitOrderWrite {
  readonly orders: readonly { readonly [column: string]: unknown }[];
  readonly holds: readonly HoldRow[];
  readonly events: readonly unknown[];
  readonly audit: readonly unknown[];
  readonly breaches: readonly unknown[];
  readonly streams: readonly { readonly accountId: string; readonly orderId: string; readonly stream: unknown }[];
  readonly answers: readonly {
    readonly userId: string;
    readonly key: string;
    readonly entityId: string;
    readonly status: number;
    readonly body: unknown;
  }[];
}

/** Then the transaction ends, unless there is more to do in it. */
export async function writeSubmitOrders(tx: Tx, writes: readonly SubmitOrderWrite[], more: boolean): Promise<void> {
  const all: SubmitOrderWrite = {
    orders: writes.flatMap(({ orders }) => orders),
    holds: writes.flatMap(({ holds }) => holds),
    events: writes.flatMap(({ events }) => events),
    audit: writes.flatMap(({ audit }) => audit),
    breaches: writes.flatMap(({ breaches }) => breaches),
    streams: writes.flatMap(({ streams }) => streams),
    answers: writes.flatMap(({ answers }) => answers),
  };
  const end = more ? Prisma.empty : Prisma.raw(THEN_COMMIT);
  await tx.$queryRaw`select submit_orders_write(${JSON.stringify(all)}::jsonb)::text ${end}`;
}

/** What the preview looks at: the same rows, without locks. */
export function readPreTrade(tx: Tx, accountId: string, symbol: string, side: Side = "buy"): Promise<PreTradeRow> {
  return callJson(tx.$queryRaw`select pre_trade_state(${accountId}::uuid, ${symbol}, ${side}) as result`);
}
