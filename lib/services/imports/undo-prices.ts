/** Takes imported closes out again, and puts back what they took the place of; a close that has changed since stays as it is. */
import type { CloseEntry } from "#lib/db/closes.sql.ts";
import type { ImportedPrice } from "#lib/domain/imports/import-row.ts";
import { type PriceTarget, targetKey } from "#lib/domain/imports/judge-prices.ts";
import type { DayClose } from "#lib/domain/imports/split-agreement.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { asRead, lockAccountOf, markUndone, readStaged, type StoredRow, takeImport } from "./import-work.ts";
import { idsOf, judgePriceRows, seriesOf } from "./judge-price-rows.ts";
import { ensureCurrencies } from "./make-assets.ts";
import { askForRebuild, writeEntries } from "./publish-prices.ts";
import { readPriceOwner } from "./stage-prices.ts";

export async function undoPrices(ctx: Context, importId: string): Promise<void> {
  await ctx.transact(async (tx) => {
    await lockAccountOf(tx, importId);
    const taken = await takeImport(tx, importId, "undoing");
    if (taken === null) return;
    const { owner } = await readPriceOwner(ctx, {
      accountId: taken.accountId,
      basis: taken.basis === "split_adjusted" ? "split_adjusted" : "as_traded",
    });
    const rows = (await readStaged<ImportedPrice>(tx, importId)).filter(({ verdict }) => verdict === "accepted");
    const { rows: judged, stored } = await judgePriceRows(tx, owner, rows.map(asRead));
    const targets = judged.flatMap(({ target }) => target ?? []);
    const currencies = await ensureCurrencies(
      tx,
      ctx,
      targets.flatMap((target) => (target.kind === "currency" ? [target.code, target.currency] : [target.currency])),
    );
    const undone = entriesOf(rows, judged, { stored, currencies, adjusted: owner.adjusted });
    const series = seriesOf(owner.accountId);
    for (const adjusted of [owner.adjusted, !owner.adjusted]) {
      await writeEntries(tx, { series, adjusted, entries: undone.filter((entry) => entry.adjusted === adjusted) });
    }
    await askForRebuild(tx, owner.accountId, undone);
    await recordAudit(tx, ctx, {
      action: "prices.undo",
      entityType: "import",
      entityId: importId,
      accountId: owner.accountId,
      before: { closes: rows.length },
      after: { removed: undone.length },
      reason: taken.undoReason,
    });
    await markUndone(tx, ctx, importId);
  });
}

interface Undoing {
  readonly stored: ReadonlyMap<string, readonly DayClose[]>;
  readonly currencies: ReadonlyMap<string, string>;
  readonly adjusted: boolean;
}

type Undone = CloseEntry & { readonly adjusted: boolean };

function entriesOf(
  rows: readonly StoredRow<ImportedPrice>[],
  judged: readonly { readonly row: number; readonly target: PriceTarget | null }[],
  { stored, currencies, adjusted }: Undoing,
): Undone[] {
  const targets = new Map(judged.map(({ row, target }) => [row, target]));
  const now = new Map([...stored].map(([key, closes]) => [key, new Map(closes.map((close) => [close.day, close]))]));
  return rows.flatMap(({ row, value, previous }): Undone[] => {
    const target = targets.get(row) ?? null;
    const ids = target === null ? null : idsOf(target, currencies);
    if (value === null || target === null || ids === null) return [];
    const there = now.get(targetKey(target))?.get(value.day);
    if (there === undefined || there.adjusted !== adjusted || !isSame(there.close, value.close, target)) return [];
    // Written by publishing, and by nobody else.
    const before = previous as DayClose | null;
    return [{ ...ids, day: value.day, close: before?.close ?? null, adjusted: before?.adjusted ?? adjusted }];
  });
}

function isSame(stored: string, imported: string, target: PriceTarget): boolean {
  const places = target.kind === "currency" ? 12 : 9;
  return dec(stored)
    .minus(imported)
    .abs()
    .lte(dec(`0.${"0".repeat(places - 1)}1`));
}
