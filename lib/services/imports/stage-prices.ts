/** The rows of a file of prices with their verdicts, as they would be published at this moment. */
import type { JudgedPrice } from "#lib/domain/imports/judge-prices.ts";
import { readPrices } from "#lib/domain/imports/read-prices.ts";
import { toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import type { Context } from "../context.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { readImportAccount } from "./judge-activities.ts";
import { judgePriceRows, type PriceOwner } from "./judge-price-rows.ts";
import type { FileToStage, StagedFile, StagedRow } from "./staged-file.ts";

export async function stagePrices(ctx: Context, file: FileToStage): Promise<StagedFile> {
  const { owner, now, zone } = await readPriceOwner(ctx, file);
  const read = readPrices(file, { now, today: toLocalDate(now, zone) });
  if (!read.ok) return { rows: [], problems: read.error, columns: [], ignored: [], readable: false };
  const { rows, columns, ignored } = read.value;
  const judged = await judgePriceRows(ctx.database, owner, rows);
  return { rows: judged.rows.map(toStagedPrice), problems: [], columns, ignored, readable: true };
}

export async function readPriceOwner(ctx: Context, { accountId, basis }: Pick<FileToStage, "accountId" | "basis">) {
  const adjusted = basis === "split_adjusted";
  const account = accountId === null ? null : await readImportAccount(ctx.database, accountId);
  const now = account?.kind === "book" ? ctx.clock.now() : await readVenueTime(ctx.database);
  const owner: PriceOwner = { accountId, baseCurrency: account?.baseCurrency ?? "USD", adjusted };
  return { owner, now, zone: account?.zone ?? VENUE_ZONE };
}

export function toStagedPrice(judged: JudgedPrice): StagedRow {
  const { row, line, verdict, value, cells, problems, warnings, target } = judged;
  return {
    ...{ row, line, verdict, value, problems, warnings },
    cells: verdict === "refused" ? cells : null,
    day: value?.day ?? null,
    newSymbol: target?.kind === "instrument" && target.id === null ? target.symbol : null,
  };
}
