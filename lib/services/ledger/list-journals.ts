/** Journals of an account with their postings, newest first; or only what one of its orders moved. */
import { plainColumn } from "#lib/db/decimal.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";

export interface PostingRecord {
  readonly seq: number;
  readonly accountId: string;
  /** The other side of a journal is a house account; its name says which. */
  readonly accountName: string;
  readonly assetId: string;
  readonly symbol: string;
  /** Plain decimal string, signed: what the account gained. */
  readonly amount: string;
}

export interface JournalRecord {
  readonly id: string;
  readonly accountId: string;
  readonly kind: string;
  readonly orderId: string | null;
  readonly executionId: string | null;
  readonly reversesId: string | null;
  readonly memo: string;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
  readonly postings: readonly PostingRecord[];
}

export interface ListJournalsInput extends PageInput {
  readonly accountId: string;
  readonly orderId?: string | undefined;
  readonly journalId?: string | undefined;
}

const FIELDS = {
  id: true,
  accountId: true,
  kind: true,
  orderId: true,
  reversesId: true,
  memo: true,
  effectiveAt: true,
  recordedAt: true,
  execution: { select: { id: true } },
  postings: {
    select: {
      seq: true,
      accountId: true,
      assetId: true,
      amount: true,
      account: { select: { name: true } },
      asset: { select: { symbol: true } },
    },
    orderBy: { seq: "asc" },
  },
} satisfies Prisma.JournalSelect;

export async function listJournals({ ctx, input }: Verb<ListJournalsInput>): Promise<Page<JournalRecord>> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const size = pageSize(input.limit);
  const rows = await ctx.database.journal.findMany({
    where: {
      accountId: input.accountId,
      ...(input.orderId === undefined ? {} : { orderId: input.orderId }),
      ...(input.journalId === undefined ? {} : { id: input.journalId }),
      ...olderThan("effectiveAt", decodeUuidCursor(input.cursor)),
    },
    orderBy: [{ effectiveAt: "desc" }, { id: "desc" }],
    take: size + 1,
    select: FIELDS,
  });
  return pageOf(rows.map(toRecord), size, (journal) => ({ at: journal.effectiveAt, id: journal.id }));
}

function toRecord({
  execution,
  postings,
  ...journal
}: Prisma.JournalGetPayload<{ select: typeof FIELDS }>): JournalRecord {
  return {
    ...journal,
    executionId: execution?.id ?? null,
    postings: postings.map(({ account, asset, amount, ...posting }) => ({
      ...posting,
      accountName: account.name,
      symbol: asset.symbol,
      amount: plainColumn(amount),
    })),
  };
}
