/** Publishes the closes of an import in one transaction, and keeps what they took the place of. */
import { type CloseEntry, writeCloses } from "#lib/db/closes.sql.ts";
import { updateImportRows } from "#lib/db/imports.sql.ts";
import { requestRebuild, requestRebuildOfHolders } from "#lib/db/performance-requests.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { ImportedPrice } from "#lib/domain/imports/import-row.ts";
import { type JudgedPrice, targetKey } from "#lib/domain/imports/judge-prices.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { asRead, keepVerdicts, lockAccountOf, markPublished, readStaged, stepBack, takeImport } from "./import-work.ts";
import { idsOf, type JudgedPrices, judgePriceRows, type PriceOwner, seriesOf } from "./judge-price-rows.ts";
import { ensureCurrencies, makeInstruments } from "./make-assets.ts";
import { readPriceOwner, toStagedPrice } from "./stage-prices.ts";

const ENTRIES = 20_000;

export async function publishPrices(ctx: Context, importId: string): Promise<void> {
  await ctx.transact(async (tx) => {
    // Closes and the account's splits must agree: whoever brings either waits for the other.
    await lockAccountOf(tx, importId);
    const taken = await takeImport(tx, importId, "publishing");
    if (taken === null) return;
    const { owner } = await readPriceOwner(ctx, {
      accountId: taken.accountId,
      basis: taken.basis === "split_adjusted" ? "split_adjusted" : "as_traded",
    });
    const stored = await readStaged<ImportedPrice>(tx, importId);
    const rows = stored.map(asRead);
    const judged = await judgePriceRows(tx, owner, rows);
    await keepVerdicts(tx, importId, stored, judged.rows.map(toStagedPrice));
    const refused = judged.rows.filter(({ verdict }) => verdict === "refused");
    const [first] = refused;
    if (first !== undefined && !taken.skipRefused) {
      const failure = `Nothing was imported: since the file was read, ${refused.length} of its rows cannot be taken any more, such as row ${first.row}: ${first.problems[0]?.detail ?? ""}.`;
      return stepBack(tx, ctx, { id: importId, problems: [], failure });
    }
    const currencies = await makeMissing(tx, ctx, owner, judged.rows);
    const final = judged.rows.some(isNew) ? await judgePriceRows(tx, owner, rows) : judged;
    await write(tx, ctx, { importId, owner, currencies, judged: final });
    await markPublished(tx, ctx, importId);
  });
}

function isNew({ verdict, target }: JudgedPrice): boolean {
  return verdict === "accepted" && target?.kind === "instrument" && target.id === null;
}

/** Currencies of all rows by code. */
async function makeMissing(
  tx: Transaction,
  ctx: Context,
  owner: PriceOwner,
  rows: readonly JudgedPrice[],
): Promise<ReadonlyMap<string, string>> {
  const taken = rows.filter(({ verdict }) => verdict === "accepted");
  const codes = taken.flatMap(({ target }) =>
    target === null ? [] : target.kind === "currency" ? [target.code, target.currency] : [target.currency],
  );
  const currencies = await ensureCurrencies(tx, ctx, codes);
  const missing = new Map<string, string>();
  for (const { target } of taken.filter(isNew))
    if (target?.kind === "instrument") missing.set(target.symbol, target.currency);
  const instruments = [...missing].map(([symbol, code]) => ({ symbol, currencyId: currencies.get(code) ?? "" }));
  await makeInstruments(tx, ctx, owner.accountId, instruments);
  return currencies;
}

interface Writing {
  readonly importId: string;
  readonly owner: PriceOwner;
  readonly currencies: ReadonlyMap<string, string>;
  readonly judged: JudgedPrices;
}

async function write(tx: Transaction, ctx: Context, { importId, owner, currencies, judged }: Writing): Promise<void> {
  const entries: CloseEntry[] = [];
  const replaced: (ReturnType<typeof toStagedPrice> & { readonly previous: unknown })[] = [];
  const before = new Map(
    [...judged.stored].map(([key, closes]) => [key, new Map(closes.map((close) => [close.day, close]))]),
  );
  for (const row of judged.rows) {
    const { value, target, verdict } = row;
    if (verdict !== "accepted" || value === null || target === null) continue;
    const ids = idsOf(target, currencies);
    invariant(ids !== null, "what a close belongs to was made before it");
    entries.push({ ...ids, day: value.day, close: value.close });
    const previous = before.get(targetKey(target))?.get(value.day);
    if (previous !== undefined) replaced.push({ ...toStagedPrice(row), previous });
  }
  await updateImportRows(tx, importId, replaced);
  await writeEntries(tx, { series: seriesOf(owner.accountId), adjusted: owner.adjusted, entries });
  await askForRebuild(tx, owner.accountId, entries);
  await recordAudit(tx, ctx, {
    action: "prices.import",
    entityType: "import",
    entityId: importId,
    accountId: owner.accountId,
    before: null,
    after: { closes: entries.length, replaced: replaced.length, splitAdjusted: owner.adjusted },
  });
}

export async function writeEntries(
  tx: Transaction,
  {
    series,
    adjusted,
    entries,
  }: { readonly series: string; readonly adjusted: boolean; readonly entries: readonly CloseEntry[] },
): Promise<void> {
  for (let start = 0; start < entries.length; start += ENTRIES) {
    await writeCloses(tx, { series, adjusted, entries: entries.slice(start, start + ENTRIES) });
  }
}

/** From the first day that has another value now. */
export async function askForRebuild(
  tx: Transaction,
  accountId: string | null,
  entries: readonly CloseEntry[],
): Promise<void> {
  const [fromDay = null] = entries.map(({ day }) => day).sort();
  if (fromDay === null) return;
  const reason = "prices imported";
  if (accountId !== null) await requestRebuild(tx, { accountId, fromDay, reason });
  else
    await requestRebuildOfHolders(tx, {
      assetIds: [...new Set(entries.map(({ assetId }) => assetId))],
      fromDay,
      reason,
    });
}
