/** The two round trips of placing an order: claim, lock and load; then write all of it. The SQL is in prisma/functions/order-path.sql. */
import type { Tx } from "./client.ts";
import type { KeyClaim } from "./idempotency.sql.ts";
import { callJson } from "./named-statement.ts";

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
  readonly position: { readonly quantity: string; readonly cost: string } | null;
  readonly open: {
    readonly count: number;
    readonly buyQuantity: string;
    readonly buyNotional: string;
    readonly sellQuantity: string;
  };
  readonly ordersLastMinute: number;
  readonly day: { readonly startEquity: string; readonly netDeposits: string; readonly equity: string };
  readonly limits: readonly { readonly rule: string; readonly value: string; readonly version: number }[];
  readonly venueAt: string;
  readonly now: string;
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
  readonly id: string;
  readonly role: "owner" | "trader" | "viewer";
  readonly status: "active" | "closed";
  readonly currencyId: string;
  readonly marketSource: string;
}

export type SubmitOrderOpened =
  | (KeyClaim & { readonly claim: "replay" | "mismatch" | "gone" })
  | ({ readonly claim: "new" | "none" } & (
      | { readonly account: null }
      | ({ readonly account: AccountRow; readonly duplicateOrderId: string | null } & PreTradeRow)
    ));

export interface SubmitOrderInput {
  readonly userId: string;
  readonly accountId: string;
  readonly symbol: string;
  readonly clientOrderId: string;
  readonly key?: string;
  readonly route?: string;
  readonly fingerprint?: string;
}

export function openSubmitOrder(tx: Tx, input: SubmitOrderInput): Promise<SubmitOrderOpened> {
  return callJson(tx.$queryRaw`select submit_order_open(${JSON.stringify(input)}::jsonb) as result`);
}

export interface SubmitOrderWrite {
  readonly order: { readonly [column: string]: unknown };
  readonly hold: { readonly id: string; readonly assetId: string; readonly amount: string } | null;
  readonly events: readonly unknown[];
  readonly audit: readonly unknown[];
  readonly breach: unknown;
  readonly stream: unknown;
  readonly answer: {
    readonly userId: string;
    readonly key: string;
    readonly status: number;
    readonly body: unknown;
  } | null;
}

/** The account's new event number. */
export async function writeSubmitOrder(tx: Tx, write: SubmitOrderWrite): Promise<bigint> {
  const rows = await tx.$queryRaw<{ seq: bigint }[]>`select submit_order_write(${JSON.stringify(write)}::jsonb) as seq`;
  return rows[0]?.seq ?? 0n;
}

/** What the preview looks at: the same rows, without locks. */
export function readPreTrade(tx: Tx, accountId: string, symbol: string): Promise<PreTradeRow> {
  return callJson(
    tx.$queryRaw`select pre_trade_state(a, ${symbol}, venue_now()) as result from account a where a.id = ${accountId}::uuid`,
  );
}
