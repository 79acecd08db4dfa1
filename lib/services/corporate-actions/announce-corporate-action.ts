/** Announces a corporate action of an instrument. From its ex-day on the worker applies it; one of today stops the instrument's orders at once. */
import type { Transaction } from "#lib/db/transact.ts";
import { type AnnouncedTerms, type TermsProblem, termsProblem } from "#lib/domain/ledger/corporate-action.ts";
import { type Decimal, toPlain } from "#lib/domain/shared/decimal.ts";
import { asLocalDate, startOfDay, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { lockForHalt } from "../halts/set-halt.ts";
import { once } from "../idempotency.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { type CorporateActionRecord, toCorporateAction, WITH_ASSET } from "./corporate-action-record.ts";
import { hasUnbookedFills } from "./unbooked-fills.ts";

export interface AnnounceInput extends AnnouncedTerms {
  readonly symbol: string;
  /** YYYY-MM-DD at the venue. */
  readonly exDay: string;
  readonly reason: string;
}

export async function announceCorporateAction({ ctx, input }: Verb<AnnounceInput>): Promise<CorporateActionRecord> {
  requirePermission(ctx, "corporate_actions:apply");
  const problem = termsProblem(input);
  if (problem !== null) throw invalid(problem.field, problem.detail);
  return once(ctx, async (tx) => {
    const asset = await tx.asset.findFirst({
      where: { symbol: input.symbol, kind: "instrument", ownerAccountId: null },
    });
    if (asset === null) throw invalid("symbol", "is not an instrument of this desk; see GET /api/v1/instruments");
    const today = toLocalDate(await readVenueTime(tx), VENUE_ZONE);
    const exDay = asLocalDate(input.exDay);
    if (exDay < today) throw invalid("exDay", `is past: the venue's day is ${today}`);
    const stops = exDay === today && input.kind !== "cash_dividend";
    // The desk before the instrument, as when one is begun or taken back.
    if (stops) await lockForHalt(tx, null);
    await requireNothingElse(tx, asset.id, input);
    if (input.kind === "split" && input.cashInLieu === null && !asset.fractionable) await requireOwnPrice(tx);
    const id = ctx.newId();
    const { kind, newSymbol, reason } = input;
    const row = await tx.corporateAction.create({
      data: {
        ...{
          id,
          assetId: asset.id,
          kind,
          exDay: new Date(`${exDay}T00:00:00Z`),
          newSymbol,
          reason,
          status: "announced",
        },
        ...amountsOf(input),
        createdBy: ctx.userId ?? ctx.actor.id,
        createdAt: ctx.clock.now(),
      },
      include: WITH_ASSET,
    });
    if (stops) await stopOrders(tx, asset.id, id);
    // After the stop: nothing can trade between this look and the commit.
    if (exDay === today && kind === "split") await requireNoTrades(tx, asset.id, exDay);
    const after = { kind, symbol: asset.symbol, exDay, newSymbol, ...amountsOf(input) };
    await recordAudit(tx, ctx, { ...auditOf(id, "corporate_action.announce", reason), before: null, after });
    tx.afterCommit(() => ctx.notifier.deskChanged());
    return toCorporateAction(row);
  });
}

/**
 * No order of the instrument is taken and no fill of it made from here on. Alone on the desk: every order that read the old state has committed,
 * and the cancels that follow find it. Alone with the instrument: so has every fill.
 */
export async function stopOrders(tx: Transaction, assetId: string, actionId: string): Promise<void> {
  await lockForHalt(tx, null);
  await tx.asset.update({ where: { id: assetId }, data: { corporateActionId: actionId }, select: { id: true } });
  await tx.$queryRaw`select pg_advisory_xact_lock(venue_fill_lock_key(${assetId}::uuid))::text`;
}

export function auditOf(id: string, action: string, reason: string | null = null) {
  return { action, entityType: "corporate_action", entityId: id, reason } as const;
}

function amountsOf({ amount, ratioNew, ratioOld, cashInLieu }: AnnouncedTerms) {
  const text = (value: Decimal | null) => (value === null ? null : toPlain(value));
  return { amount: text(amount), ratioNew: text(ratioNew), ratioOld: text(ratioOld), cashInLieu: text(cashInLieu) };
}

/** Two that change units or name at once would each be reckoned without the other. */
async function requireNothingElse(tx: Transaction, assetId: string, { kind, newSymbol }: AnnounceInput): Promise<void> {
  await tx.$queryRaw`select id from asset where id = ${assetId}::uuid for no key update`;
  const pending = {
    ...{ assetId, status: { in: ["announced", "applying", "taking_back"] } },
    kind: { not: "cash_dividend" },
  };
  if (kind !== "cash_dividend" && (await tx.corporateAction.count({ where: pending })) > 0) {
    throw new ServiceError(
      "conflict",
      "Another split or symbol change of this instrument is announced or under way; withdraw it or wait until it is done.",
    );
  }
  if (newSymbol === null) return;
  const taken = await tx.asset.count({ where: { symbol: newSymbol, ownerAccountId: null } });
  const wanted = await tx.corporateAction.count({ where: { newSymbol, status: { in: ["announced", "applying"] } } });
  if (taken + wanted > 0) throw invalid("newSymbol", "is the symbol of something else on this desk");
}

/** What the market says on that day may be the price after the split already; only a simulated one waits for the desk. */
async function requireOwnPrice(tx: Transaction): Promise<void> {
  const { mode } = await tx.marketState.findUniqueOrThrow({ where: { id: 1 }, select: { mode: true } });
  if (mode !== "simulated") throw invalid("cashInLieu", "is needed: fractions of this instrument are not held");
}

/** A split acts before the trades of its day; those of today were made at the old price. */
async function requireNoTrades(tx: Transaction, assetId: string, day: Parameters<typeof startOfDay>[0]): Promise<void> {
  const from = startOfDay(day, VENUE_ZONE);
  // Account by account, each from its latest back: nobody trades meanwhile, and no index finds the executions of an instrument.
  const booked = await tx.$queryRaw<unknown[]>`
    select 1 from position p cross join lateral (select 1 from execution e
      where e.account_id = p.account_id and e.asset_id = p.asset_id and e.effective_at >= ${from}::timestamptz
      order by e.effective_at desc, e.id desc limit 1) traded
    where p.asset_id = ${assetId}::uuid limit 1`;
  // The venue has made it, and the desk has not heard of it yet.
  const made = await hasUnbookedFills(tx, assetId, { from });
  if (booked.length > 0 || made) throw invalid("exDay", "has trades at the old price already; choose tomorrow");
}

function invalid(field: TermsProblem["field"] | "symbol" | "exDay", detail: string): ServiceError {
  return new ServiceError("invalid", `The corporate action cannot be announced: ${field} ${detail}.`, {
    errors: [{ pointer: `/${field}`, detail }],
  });
}

/** Taken back before its day. */
export async function withdrawCorporateAction({
  ctx,
  input,
}: Verb<{ readonly id: string; readonly reason: string }>): Promise<CorporateActionRecord> {
  requirePermission(ctx, "corporate_actions:apply");
  return once(ctx, (tx) => withdraw(tx, ctx, input));
}

async function withdraw(
  tx: Transaction,
  ctx: Context,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<CorporateActionRecord> {
  await tx.$queryRaw`select id from corporate_action where id = ${id}::uuid for update`;
  const row = await tx.corporateAction.findUnique({ where: { id }, include: WITH_ASSET });
  if (row === null) throw new ServiceError("not_found", "There is no such corporate action.");
  if (row.status !== "announced") {
    throw new ServiceError("conflict", `The corporate action is ${row.status}; only an announced one is withdrawn.`);
  }
  await tx.corporateAction.update({ where: { id }, data: { status: "withdrawn" }, select: { id: true } });
  await tx.asset.updateMany({ where: { corporateActionId: id }, data: { corporateActionId: null } });
  const change = { before: { status: "announced" }, after: { status: "withdrawn" } };
  await recordAudit(tx, ctx, { ...auditOf(id, "corporate_action.withdraw", reason), ...change });
  tx.afterCommit(() => ctx.notifier.deskChanged());
  return toCorporateAction({ ...row, status: "withdrawn" });
}
