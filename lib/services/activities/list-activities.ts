/** Activities and fills of an account, newest first; and one of them by its id. */
import type { Database, Tx } from "#lib/db/client.ts";
import {
  type ActivityFilter,
  type ActivityRow,
  accountOfActivity,
  listActivityRows,
} from "#lib/db/list-activities.sql.ts";
import type { FactType } from "#lib/domain/books/fact.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { notFound } from "../errors.ts";

export interface ActivityRecord extends Omit<ActivityRow, "type"> {
  readonly type: FactType | "reversal";
}

export interface ListActivitiesInput extends PageInput {
  readonly accountId: string;
  readonly type?: FactType | "reversal" | undefined;
  readonly symbol?: string | undefined;
  /** Days in the account's time zone, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly importId?: string | undefined;
}

export async function listActivities({ ctx, input }: Verb<ListActivitiesInput>): Promise<Page<ActivityRecord>> {
  requirePermission(ctx, "portfolio:read");
  const { type, cursor, limit, ...filter } = input;
  await requireMember(ctx.database, ctx, input.accountId);
  return activityPage(ctx.database, { ...filter, ...(type === undefined ? {} : { types: [type] }) }, { cursor, limit });
}

/** For whoever has been admitted. */
export async function activityPage(
  db: Database,
  filter: Omit<ActivityFilter, "before" | "limit">,
  { cursor, limit }: PageInput,
): Promise<Page<ActivityRecord>> {
  const size = pageSize(limit);
  const rows = await listActivityRows(db, { ...filter, before: decodeUuidCursor(cursor), limit: size + 1 });
  return pageOf(rows.map(toRecord), size, ({ effectiveAt, id }) => ({ at: new Date(effectiveAt), id }));
}

export async function getActivity({ ctx, input }: Verb<{ readonly id: string }>): Promise<ActivityRecord> {
  requirePermission(ctx, "portfolio:read");
  const accountId = await accountOfActivity(ctx.database, input.id);
  if (accountId === null) throw notFound("activity");
  await requireMember(ctx.database, ctx, accountId).catch(() => {
    throw notFound("activity");
  });
  return readActivity(ctx.database, { accountId, id: input.id });
}

/** As it stands for whoever has been admitted. */
export async function readActivity(
  db: Database | Tx,
  { accountId, id }: { readonly accountId: string; readonly id: string },
): Promise<ActivityRecord> {
  const [row] = await listActivityRows(db, { accountId, id, limit: 1 });
  if (row === undefined) throw notFound("activity");
  return toRecord(row);
}

/** The types are a closed list, held by the table's CHECK. */
function toRecord(row: ActivityRow): ActivityRecord {
  return { ...row, type: row.type as ActivityRecord["type"] };
}
