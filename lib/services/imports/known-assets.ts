/** What names stand for on an account: its own instruments, everybody's, and names that instruments had before. */
import type { Database, Tx } from "#lib/db/client.ts";
import type { AssetsKnown, ImportAsset } from "#lib/domain/imports/resolve.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";

const FIELDS = {
  id: true,
  kind: true,
  symbol: true,
  ownerAccountId: true,
  currency: { select: { symbol: true } },
} as const;

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly symbol: string;
  readonly ownerAccountId: string | null;
  readonly currency: { readonly symbol: string } | null;
}

export async function readAssetsKnown(
  db: Database | Tx,
  accountId: string | null,
  symbols: readonly string[],
): Promise<AssetsKnown> {
  const names = [...new Set(symbols)];
  const mine = { OR: [{ ownerAccountId: null }, ...(accountId === null ? [] : [{ ownerAccountId: accountId }])] };
  const [assets, aliases] = [
    await db.asset.findMany({ where: { symbol: { in: names }, ...mine }, select: FIELDS }),
    await db.assetAlias.findMany({
      where: { symbol: { in: names }, asset: mine },
      orderBy: { untilDay: "asc" },
      select: { symbol: true, untilDay: true, asset: { select: FIELDS } },
    }),
  ];
  const bySymbol = (own: boolean) =>
    new Map(assets.filter((row) => (row.ownerAccountId !== null) === own).map((row) => [row.symbol, toAsset(row)]));
  const old = new Map<string, { asset: ImportAsset; untilDay: LocalDate }[]>();
  for (const { symbol, untilDay, asset } of aliases) {
    const list = old.get(symbol) ?? [];
    list.push({ asset: toAsset(asset), untilDay: untilDay.toISOString().slice(0, 10) as LocalDate });
    old.set(symbol, list);
  }
  return { own: bySymbol(true), shared: bySymbol(false), aliases: old };
}

function toAsset({ id, kind, symbol, currency }: Row): ImportAsset {
  return { id, kind: kind === "currency" ? "currency" : "instrument", symbol, currency: currency?.symbol ?? null };
}
