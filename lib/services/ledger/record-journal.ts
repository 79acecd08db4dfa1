/** Writes a journal with its postings in the caller's transaction; PostgreSQL checks at COMMIT that it balances. */
import type { Tx } from "#lib/db/client.ts";
import { assertBalanced, type Posting } from "#lib/domain/ledger/postings.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";

export interface JournalToRecord {
  readonly id: string;
  readonly accountId: string;
  readonly kind: "deposit" | "withdrawal";
  readonly memo: string;
  readonly effectiveAt: Date;
  readonly postings: readonly Posting[];
}

export async function recordJournal(tx: Tx, { postings, ...journal }: JournalToRecord): Promise<void> {
  assertBalanced(postings);
  await tx.journal.create({ data: journal, select: { id: true } });
  await tx.posting.createMany({
    data: postings.map(({ accountId, assetId, amount }, index) => ({
      journalId: journal.id,
      seq: index + 1,
      accountId,
      assetId,
      amount: toPlain(amount),
    })),
  });
}
