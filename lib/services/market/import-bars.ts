/** Imports a file of real daily bars: all of it or nothing, and nothing the second time. */
import { ensureBarMonths, upsertBars } from "#lib/db/bars.sql.ts";
import type { Tx } from "#lib/db/client.ts";
import { requestRebuildOfHolders } from "#lib/db/performance-requests.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import type { Bar } from "#lib/domain/market/bars.ts";
import { type BarError, finestTick, parseBars } from "#lib/domain/market/parse-bars.ts";
import { prepareReplay, replayAt } from "#lib/domain/market/replay.ts";
import { type Decimal, dec, minOf } from "#lib/domain/shared/decimal.ts";
import { asId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";

export const REPLAY_SOURCE = "replay";

export interface ImportBarsInput {
  readonly symbol: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly lines?: readonly number[] | undefined;
  /** Of the file, in hex. */
  readonly sha256: string;
}

export interface ImportedBars {
  readonly instrumentId: InstrumentId;
  readonly symbol: string;
  readonly rows: number;
  readonly fromDay: LocalDate;
  readonly toDay: LocalDate;
  /** False when this very file was imported before. */
  readonly changed: boolean;
}

/** More rows than sixty years of days would not fit into one short transaction. */
const ROWS_MAX = 20_000;
const NAMED_MAX = 50;

export async function importBars({ ctx, input }: Verb<ImportBarsInput>): Promise<ImportedBars> {
  requirePermission(ctx, "market:import");
  if (!/^[A-Z0-9./-]{1,20}$/.test(input.symbol))
    throw invalid("/symbol", "is 1 to 20 capital letters, digits, dots, dashes or slashes");
  if (input.rows.length > ROWS_MAX)
    throw invalid("/rows", `has ${input.rows.length} rows; a file may have ${ROWS_MAX}`);
  const parsed = parseBars({
    symbol: input.symbol,
    header: input.header,
    rows: input.rows,
    ...(input.lines === undefined ? {} : { lines: input.lines }),
  });
  if (!parsed.ok) throw badRows(parsed.error);
  const bars = parsed.value;
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) throw invalid("/rows", "has no bars");
  // Beforehand, because making months needs locks that a market at work should not wait for; empty months harm nobody.
  await ensureBarMonths(ctx.database, first.startAt, last.startAt);
  return once(ctx, (tx) => importInTransaction(tx, ctx, input, bars, { from: first.tradingDay, to: last.tradingDay }));
}

async function importInTransaction(
  tx: Transaction,
  ctx: Context,
  { symbol, sha256 }: ImportBarsInput,
  bars: readonly Bar[],
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<ImportedBars> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtext('ballast.import'), hashtext(${symbol}))::text`;
  const instrumentId = await instrumentFor(tx, ctx, symbol, bars);
  const result = { instrumentId, symbol, rows: bars.length, fromDay: from, toDay: to };
  const file = { assetId: instrumentId, source: REPLAY_SOURCE, fileSha256: Buffer.from(sha256, "hex") };
  const known = await tx.barImport.findUnique({ where: { assetId_source_fileSha256: file } });
  if (known !== null) return { ...result, changed: false };
  await upsertBars(tx, REPLAY_SOURCE, new Map([[symbol, instrumentId]]), bars);
  await tx.barImport.create({
    data: { ...file, id: ctx.newId(), rows: bars.length, fromDay: utcDay(from), toDay: utcDay(to) },
  });
  await requestRebuildOfHolders(tx, { assetIds: [instrumentId], fromDay: from, reason: "bars were imported" });
  await openReplay(tx, bars);
  await recordAudit(tx, ctx, {
    action: "market.import",
    entityType: "instrument",
    entityId: instrumentId,
    before: null,
    after: { symbol, source: REPLAY_SOURCE, rows: bars.length, fromDay: from, toDay: to, sha256 },
  });
  return { ...result, changed: true };
}

/** A replay's prices may be finer than cents, such as those adjusted for splits; then its instrument's tick is as fine. */
async function instrumentFor(tx: Tx, ctx: Context, symbol: string, bars: readonly Bar[]): Promise<InstrumentId> {
  const tick = finestTick(bars);
  const known = await tx.asset.findFirst({ where: { symbol, ownerAccountId: null } });
  if (known === null) return makeInstrument(tx, ctx, symbol, tick);
  if (known.kind !== "instrument" || known.tickSize === null) throw invalid("/symbol", "names a currency");
  const state = await tx.marketState.findUnique({ where: { id: 1 }, select: { mode: true } });
  const finest = minOf(tick, dec(known.tickSize.toFixed()));
  if (state?.mode === "replay" && !finest.eq(dec(known.tickSize.toFixed()))) {
    await tx.asset.update({ where: { id: known.id }, data: { tickSize: finest.toFixed() } });
  }
  return asId<InstrumentId>(known.id);
}

async function makeInstrument(tx: Tx, ctx: Context, symbol: string, tick: Decimal): Promise<InstrumentId> {
  const id = ctx.newId();
  await tx.asset.create({
    data: {
      id,
      kind: "instrument",
      symbol,
      name: symbol,
      assetClass: "us_equity",
      exchange: "IMPORTED",
      currencyId: USD_ASSET_ID,
      decimals: 9,
      tickSize: tick.toFixed(),
      fractionable: true,
      shortable: false,
    },
  });
  return asId<InstrumentId>(id);
}

/** The first file decides when the replay begins: accounts that are opened before it plays belong to that time already. */
async function openReplay(tx: Tx, bars: readonly Bar[]): Promise<void> {
  const opening = replayAt(prepareReplay([{ symbol: bars[0]?.symbol ?? "", tickSize: dec("0.01"), bars }]), 0);
  if (opening === null) return;
  await tx.marketState.updateMany({
    where: { id: 1, mode: "replay", venueAt: null },
    data: { venueAt: opening.venueAt, venueLookedAt: opening.venueAt },
  });
}

function utcDay(day: LocalDate): Date {
  return new Date(`${day}T00:00:00Z`);
}

function invalid(pointer: string, detail: string): ServiceError {
  return new ServiceError("invalid", `The bars cannot be imported: ${pointer.slice(1)} ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}

function badRows(errors: readonly BarError[]): ServiceError {
  const named = errors.slice(0, NAMED_MAX).map(({ line, column, message }) => ({
    pointer: line === 0 ? "file" : column === null ? `line ${line}` : `line ${line}, ${column}`,
    detail: message,
  }));
  const more = errors.length > NAMED_MAX ? ` The first ${NAMED_MAX} are named.` : "";
  const count = errors.length === 1 ? "is 1 mistake" : `are ${errors.length} mistakes`;
  return new ServiceError("invalid", `Nothing was imported: there ${count} in the file.${more}`, { errors: named });
}
