/** A change of lots that is too much for a request: recorded as a wish, done by the worker, and told until it is over. */
import type { Database, Tx } from "#lib/db/client.ts";
import { LOT_QUEUE } from "#lib/db/queues.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { Context } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { appendStreamEvent } from "../stream-event.ts";

/** Up to so many trades are computed anew within the request: about a tenth of a second. */
export const TRADES_AT_ONCE = 500;

export interface LotChangeRecord {
  readonly id: string;
  readonly kind: "method" | "assignment";
  /** The one that comes, for a change of method. */
  readonly method: LotMethod | null;
  /** The sale whose lots were chosen. */
  readonly closingId: string | null;
  readonly status: "waiting" | "undoing" | "failed";
  /** Whose lots are computed anew, and those of them that are. */
  readonly trades: number;
  readonly done: number;
  readonly failure: string | null;
}

export interface LotWish {
  readonly id: string;
  readonly accountId: string;
  readonly trades: number;
  readonly of:
    | { readonly method: LotMethod }
    | {
        readonly closingId: string;
        readonly takes: readonly { readonly openingId: string; readonly quantity: string }[];
      };
}

export function isUnderWay(change: LotChangeRecord | null): boolean {
  return change !== null && change.status !== "failed";
}

/** The last one, unless all went well. */
export async function readLotChange(db: Database | Tx, accountId: string): Promise<LotChangeRecord | null> {
  const rows = await db.$queryRaw<{ result: LotChangeRecord | null }[]>`
    select case when status <> 'done' then jsonb_build_object('id', id, 'kind', kind, 'method', method, 'closingId', closing_id, 'status', status,
      'trades', trades, 'done', done, 'failure', failure) end as result
    from lot_change where account_id = ${accountId}::uuid order by created_at desc, id desc limit 1`;
  return rows[0]?.result ?? null;
}

/** Under the account's lock. */
export async function refuseWhileChanging(tx: Tx, accountId: string): Promise<void> {
  if (!isUnderWay(await readLotChange(tx, accountId))) return;
  throw new ServiceError("busy", "The account's lots are just being computed anew. Try again in a moment.", {
    retryAfterSeconds: 2,
  });
}

/** Under the account's lock, in the transaction that audits it. */
export async function wishLotChange(tx: Transaction, ctx: Context, { id, accountId, trades, of }: LotWish) {
  const what =
    "method" in of
      ? { kind: "method", method: of.method }
      : { kind: "assignment", closingId: of.closingId, takes: of.takes.map((take) => ({ ...take })) };
  const at = ctx.clock.now();
  await tx.lotChange.create({
    data: { id, accountId, trades, ...what, createdBy: ctx.actor.id, createdAt: at, updatedAt: at },
    select: { id: true },
  });
  await ctx.enqueue(tx, { queue: LOT_QUEUE, data: { changeId: id }, key: id });
  await appendStreamEvent(tx, accountId, "balance", accountId, { reason: "lots", change: id });
  tx.afterCommit(() => ctx.notifier.accountChanged(accountId));
}

export interface Instrument {
  readonly assetId: string;
  readonly trades: number;
}

/** What the account ever had whose lots do not go by this method, in a fixed order. */
export function readUnderOtherMethods(
  db: Database | Tx,
  accountId: string,
  method: LotMethod,
): Promise<readonly Instrument[]> {
  return db.$queryRaw<Instrument[]>`
    select p.asset_id as "assetId", p.executions::int as trades from position p join account a on a.id = p.account_id
    where a.id = ${accountId}::uuid and coalesce(p.lot_method, a.lot_method) <> ${method} order by p.asset_id`;
}

export function tradesOf(instruments: readonly Instrument[]): number {
  return instruments.reduce((total, { trades }) => total + trades, 0);
}
