/** What can be traded here, by symbol; `search` looks at the symbol's beginning and into the name. */
import { fromColumn } from "#lib/db/decimal.ts";
import type { Instrument } from "#lib/domain/market/instrument.ts";
import { type AssetId, asId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import type { Asset } from "#prisma/generated/client.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeCursor, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { notFound } from "../errors.ts";

export interface ListInstrumentsInput extends PageInput {
  readonly search?: string | undefined;
  readonly assetClass?: "us_equity" | "crypto" | undefined;
}

export async function listInstruments({ ctx, input }: Verb<ListInstrumentsInput>): Promise<Page<Instrument>> {
  requirePermission(ctx, "portfolio:read");
  const size = pageSize(input.limit);
  const cursor = decodeCursor(input.cursor);
  const search = input.search?.trim() ?? "";
  const rows = await ctx.database.asset.findMany({
    where: {
      kind: "instrument",
      // What an account imported for itself is nobody else's to see.
      ownerAccountId: null,
      ...(input.assetClass === undefined ? {} : { assetClass: input.assetClass }),
      ...(cursor === null ? {} : { symbol: { gt: cursor.id } }),
      ...(search === ""
        ? {}
        : {
            OR: [{ symbol: { startsWith: search.toUpperCase() } }, { name: { contains: search, mode: "insensitive" } }],
          }),
    },
    orderBy: { symbol: "asc" },
    take: size + 1,
  });
  return pageOf(rows.map(toInstrument), size, ({ symbol }) => ({ at: new Date(EPOCH), id: symbol }));
}

// Symbols order this list alone; the cursor's time means nothing here.
const EPOCH = "2000-01-01T00:00:00.000Z";

export async function getInstrument({ ctx, input }: Verb<{ readonly symbol: string }>): Promise<Instrument> {
  requirePermission(ctx, "portfolio:read");
  const row = await ctx.database.asset.findFirst({
    where: { symbol: input.symbol, kind: "instrument", ownerAccountId: null },
  });
  if (row === null) throw notFound("instrument");
  return toInstrument(row);
}

function toInstrument(row: Asset): Instrument {
  const { assetClass, exchange, currencyId, tickSize } = row;
  // The table's own constraint: an instrument is whole.
  if (assetClass === null || exchange === null || currencyId === null || tickSize === null) {
    throw new Error(`asset ${row.id} is no whole instrument`);
  }
  return {
    id: asId<InstrumentId>(row.id),
    symbol: row.symbol,
    name: row.name,
    assetClass: assetClass as Instrument["assetClass"],
    exchange,
    currency: "USD",
    currencyId: asId<AssetId>(currencyId),
    tickSize: fromColumn(tickSize),
    minNotional: fromColumn(row.minNotional),
    fractionable: row.fractionable,
    shortable: row.shortable,
    tradable: row.tradable,
    status: row.tradable ? "active" : "inactive",
  };
}
