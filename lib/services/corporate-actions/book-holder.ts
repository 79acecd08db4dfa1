/** One holder's part of a corporate action: what a dividend pays or costs, or what a split makes of the units. */
import { fromColumn } from "#lib/db/decimal.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { splitHolding } from "#lib/domain/ledger/corporate-action.ts";
import { type Decimal, dec, toPlain } from "#lib/domain/shared/decimal.ts";
import { asLocalDate, type LocalDate, startOfDay, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { divide, roundCash, STORED_PLACES } from "#lib/domain/shared/rounding.ts";
import type { ActivityToRecord } from "../activities/activity-to-record.ts";
import { recordActivities } from "../activities/record-activity.ts";
import type { Context } from "../context.ts";
import { raiseBreach } from "../halts/halt-for-late-fill.ts";
import { readVenueTime } from "../market/venue-time.ts";
import type { DueAction } from "./corporate-action-record.ts";
import { isStill } from "./under-way.ts";

/** False while the day has not begun in the account's time zone, and when it is no longer to be applied. Once per account and action: the database says so. */
export async function bookHolder(
  tx: Transaction,
  ctx: Context,
  action: DueAction,
  accountId: string,
): Promise<boolean> {
  if (!(await isStill(tx, action.id, "applying"))) return false;
  await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
  const { timeZone } = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { timeZone: true } });
  const day = asLocalDate(action.exDay.toISOString().slice(0, 10));
  const effectiveAt = startOfDay(day, timeZone);
  if (effectiveAt > (await readVenueTime(tx))) return false;
  const units = await unitsBefore(tx, accountId, action.assetId, day);
  if (units.isZero()) return true;
  const activities = await activitiesFor(tx, action, units, { day, effectiveAt });
  if (activities.length === 0) return true;
  const { reason, asset, kind } = action;
  const { gaveWay } = await recordActivities(tx, ctx, { accountId, activities, reason, givesWay: true });
  if (gaveWay) await raiseOverdrawn(tx, ctx, accountId, `The ${WORDS[kind]} of ${asset.symbol} on ${day}`);
  return true;
}

const WORDS: Record<string, string> = { cash_dividend: "dividend", split: "split" };

/** It is owed whether there is money or not: it is booked, and the account stops until a person has looked. */
async function raiseOverdrawn(tx: Transaction, ctx: Context, accountId: string, what: string): Promise<void> {
  const message = `${what} took more than the account had free.`;
  const at = await readVenueTime(tx);
  await raiseBreach(tx, ctx, { accountId, orderId: null, rule: "overdrawn", message, halts: true, at });
}

/** What was held when the ex-day began at the venue: who buys on that day buys without the dividend. */
async function unitsBefore(tx: Transaction, accountId: string, assetId: string, day: LocalDate): Promise<Decimal> {
  const rows = await tx.$queryRaw<{ units: string }[]>`
    select coalesce(sum(p.amount), 0)::text as units from posting p join journal j on j.id = p.journal_id
    where p.account_id = ${accountId}::uuid and p.asset_id = ${assetId}::uuid and j.effective_at < ${startOfDay(day, VENUE_ZONE)}::timestamptz`;
  return dec(rows[0]?.units ?? "0");
}

interface Dated {
  readonly day: LocalDate;
  readonly effectiveAt: Date;
}

async function activitiesFor(
  tx: Transaction,
  action: DueAction,
  units: Decimal,
  dated: Dated,
): Promise<ActivityToRecord[]> {
  const { asset, amount, ratioNew, ratioOld } = action;
  const currencyId = asset.currencyId;
  if (currencyId === null) throw new Error("an instrument has a currency");
  const blank: ActivityToRecord = {
    ...{
      type: "split",
      assetId: asset.id,
      currencyId,
      ...dated,
      seq: 0,
      row: 0,
      quantity: null,
      price: null,
      gross: null,
    },
    ...{ fee: "0", ratioNew: null, ratioOld: null, fxToBase: null, externalId: null, corporateActionId: action.id },
  };
  if (action.kind === "cash_dividend") {
    if (amount === null) throw new Error("a cash dividend has an amount");
    const gross = roundCash(units.times(fromColumn(amount)));
    const memo = `${gross.gt(0) ? "Received" : "Paid"} a dividend of ${toPlain(fromColumn(amount))} for each of ${toPlain(units.abs())} ${asset.symbol}`;
    return gross.isZero() ? [] : [{ ...blank, type: "dividend", gross: toPlain(gross), memo }];
  }
  if (ratioNew === null || ratioOld === null) throw new Error("a split has a ratio");
  const ratio = { ratioNew: fromColumn(ratioNew), ratioOld: fromColumn(ratioOld) };
  const split = { ...blank, ratioNew: toPlain(ratio.ratioNew), ratioOld: toPlain(ratio.ratioOld) };
  const { fraction } = splitHolding(units, { ...ratio, fractions: asset.fractionable });
  if (fraction.isZero()) return [split];
  const price = await priceInLieu(tx, action, ratio);
  const side = fraction.gt(0) ? "sell" : "buy";
  const memo = `Cash in lieu of ${toPlain(fraction.abs())} ${asset.symbol} at ${toPlain(price)}`;
  const settled = {
    type: side,
    quantity: toPlain(fraction.abs()),
    price: toPlain(price),
    row: 1,
    memo,
  } as const;
  return [split, { ...blank, ...settled, gross: toPlain(roundCash(fraction.abs().times(price))) }];
}

/** As announced, else the last price of before the split, made one of after it. */
async function priceInLieu(
  tx: Transaction,
  { assetId, cashInLieu }: DueAction,
  { ratioNew, ratioOld }: { readonly ratioNew: Decimal; readonly ratioOld: Decimal },
): Promise<Decimal> {
  if (cashInLieu !== null) return fromColumn(cashInLieu);
  const quote = await tx.quote.findUnique({ where: { assetId }, select: { last: true } });
  if (quote === null) throw new Error("no price for cash in lieu: announce the split with cashInLieu");
  return divide(fromColumn(quote.last).times(ratioOld), ratioNew, STORED_PLACES, "half-even");
}
