/** Everything that happened to an account, its executions included, as a file that imports again to the same books. */
import { readFacts } from "#lib/db/book-facts.sql.ts";
import type { ImportFormat } from "#lib/domain/imports/read-rows.ts";
import { writeActivities } from "#lib/domain/imports/write-activities.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { readImportAccount } from "./judge-activities.ts";

export interface ExportActivitiesInput {
  readonly accountId: string;
  readonly format: ImportFormat;
}

export async function exportActivities({ ctx, input }: Verb<ExportActivitiesInput>): Promise<string> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const { accountId, format } = input;
  const account = await readImportAccount(ctx.database, accountId);
  const facts = await readFacts(ctx.database, { accountId });
  const ids = new Set(
    facts.flatMap(({ instrumentId, currencyId }) =>
      instrumentId === null ? [currencyId] : [instrumentId, currencyId],
    ),
  );
  const assets = await ctx.database.asset.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, symbol: true },
  });
  const symbols = new Map(assets.map(({ id, symbol }) => [id, symbol]));
  const named = await ctx.database.activity.findMany({
    where: { accountId, externalId: { not: null } },
    select: { id: true, externalId: true },
  });
  const externalIds = new Map(named.map(({ id, externalId }) => [id, externalId]));
  const rows = facts.map((fact) => ({
    ...fact,
    symbol: fact.instrumentId === null ? null : (symbols.get(fact.instrumentId) ?? null),
    currency: symbols.get(fact.currencyId) ?? account.baseCurrency,
    externalId: externalIds.get(fact.id) ?? null,
  }));
  return writeActivities(rows, account.zone, format);
}
