/** The two round trips of booking a fill: lock and load; then write journal, lots, position and order in one go. The SQL is in prisma/functions/order-path.sql. */
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { Tx } from "./client.ts";
import { callJson } from "./named-statement.ts";

/** Amounts are plain decimal strings as PostgreSQL prints them, instants ISO 8601. */
export interface ExecutionOpened {
  readonly duplicate: boolean;
  readonly eventSeq: string;
  readonly currencyId: string;
  /** Which lots a sale takes. */
  readonly lotMethod: LotMethod;
  readonly assetClass: "us_equity" | "crypto";
  readonly order: { readonly id: string };
  readonly hold: HeldRow | null;
  readonly marginHold: HeldRow | null;
  /** What is held behind the position while it is short. */
  readonly collateral: HeldRow | null;
  readonly cash: { readonly posted: string; readonly held: string; readonly floor: string | null } | null;
  readonly lots: readonly LotRow[];
  readonly position: {
    readonly quantity: string;
    readonly cost: string;
    readonly realised: string;
    readonly fees: string;
    readonly executions: string;
    readonly openedAt: string | null;
    /** It has been rebuilt from facts, and activities are among them up to this instant. */
    readonly rebuilt: boolean;
    readonly lastActivityAt: string | null;
  } | null;
}

export interface HeldRow {
  readonly id: string;
  readonly assetId: string;
  readonly amount: string;
}

export interface HoldSet {
  readonly id: string;
  readonly amount: string;
  readonly releasedAt: string | null;
}

export interface LotRow {
  readonly id: string;
  readonly openedAt: string;
  /** An execution or an activity. */
  readonly openedBy: string;
  readonly seq: string;
  readonly quantity: string;
  readonly openQuantity: string;
  readonly cost: string;
  readonly openCost: string;
  readonly splitNumerator: string;
  readonly splitDenominator: string;
}

/** Null when there is no such order. */
export function openExecution(tx: Tx, orderId: string, venueExecutionId: string): Promise<ExecutionOpened | null> {
  const input = JSON.stringify({ orderId, venueExecutionId });
  return callJson(tx.$queryRaw`select execution_open(${input}::jsonb) as result`);
}

export interface ExecutionWrite {
  /** Let go before the postings. */
  readonly holds: readonly HoldSet[];
  /** Set or made after them. */
  readonly taken: readonly (HoldSet & { readonly assetId: string })[];
  readonly journal: { readonly [column: string]: unknown };
  readonly postings: readonly { readonly accountId: string; readonly assetId: string; readonly amount: string }[];
  readonly execution: { readonly [column: string]: unknown };
  readonly lots: readonly { readonly [column: string]: unknown }[];
  readonly closes: readonly { readonly [column: string]: unknown }[];
  readonly position: { readonly [column: string]: unknown };
  readonly order: { readonly [column: string]: unknown };
  readonly events: readonly unknown[];
  readonly audit: readonly unknown[];
  readonly stream: readonly { readonly type: string; readonly entityId: string; readonly payload: unknown }[];
}

export async function writeExecution(tx: Tx, write: ExecutionWrite): Promise<void> {
  await tx.$queryRaw`select execution_write(${JSON.stringify(write)}::jsonb)::text`;
}

/** Makes room under the floor for a fill that came after its hold was released. True when the floor gave way. */
export async function lowerFloor(tx: Tx, accountId: string, assetId: string, needed: string): Promise<boolean> {
  return callJson(tx.$queryRaw`select lower_floor(${accountId}::uuid, ${assetId}::uuid, ${needed}::numeric) as result`);
}

/** Lets the units of a symbol go below zero, on an account that may sell short. */
export async function openShortFloor(tx: Tx, accountId: string, assetId: string): Promise<void> {
  await tx.$queryRaw`select open_short_floor(${accountId}::uuid, ${assetId}::uuid)::text`;
}
