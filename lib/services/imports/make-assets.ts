/** Makes what a file names and nobody knows: currencies for everybody, instruments for the importing account alone. */
import type { Tx } from "#lib/db/client.ts";
import { isCurrencyCode } from "#lib/domain/imports/resolve.ts";
import type { Context } from "../context.ts";
import { ServiceError } from "../errors.ts";

/** By code: their ids. */
export async function ensureCurrencies(
  tx: Tx,
  ctx: Context,
  codes: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(codes)].sort();
  const known = await tx.asset.findMany({
    where: { symbol: { in: wanted }, ownerAccountId: null },
    select: { id: true, symbol: true, kind: true },
  });
  const missing = wanted.filter((code) => !known.some(({ symbol }) => symbol === code));
  if (missing.length > 0) await makeCurrencies(tx, ctx, missing);
  const all =
    missing.length === 0
      ? known
      : await tx.asset.findMany({
          where: { symbol: { in: wanted }, ownerAccountId: null },
          select: { id: true, symbol: true, kind: true },
        });
  const stranger = all.find(({ kind }) => kind !== "currency");
  if (stranger !== undefined)
    throw new ServiceError(
      "conflict",
      `${stranger.symbol} is the symbol of an instrument on this desk, not a currency.`,
    );
  return new Map(all.map(({ id, symbol }) => [symbol, id]));
}

/** Two imports may meet here; the second takes what the first one made. */
async function makeCurrencies(tx: Tx, ctx: Context, codes: readonly string[]): Promise<void> {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  const rows = codes.map((code) => {
    if (!isCurrencyCode(code)) throw new ServiceError("invalid", `${code} is not the code of a currency.`);
    const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
      style: "currency",
      currency: code,
    }).resolvedOptions();
    return {
      id: ctx.newId(),
      kind: "currency",
      symbol: code,
      name: names.of(code) ?? code,
      decimals: maximumFractionDigits,
    };
  });
  await tx.asset.createMany({ data: rows, skipDuplicates: true });
}

export interface NewInstrument {
  readonly id?: string;
  readonly symbol: string;
  readonly currencyId: string;
}

/** They cannot be traded here: nobody makes a market in them. Says how many there were not yet. */
export async function makeInstruments(
  tx: Tx,
  ctx: Context,
  ownerAccountId: string | null,
  instruments: readonly NewInstrument[],
): Promise<number> {
  const rows = instruments.map(({ id, symbol, currencyId }) => ({
    ...{ id: id ?? ctx.newId(), kind: "instrument", symbol, name: symbol, currencyId, ownerAccountId },
    ...{
      assetClass: "us_equity",
      exchange: "IMPORTED",
      decimals: 9,
      tickSize: "0.01",
      fractionable: true,
      tradable: false,
    },
  }));
  // Another import of the account may have made one meanwhile; then it is that one.
  if (rows.length === 0) return 0;
  const { count } = await tx.asset.createMany({ data: rows, skipDuplicates: true });
  return count;
}
