// A journal as debits and credits: per asset, in two columns, with what is left at the foot, which must be zero.
import { addDecimals, signOf, subtractDecimals } from "#components/format/string-decimal.ts";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";

export type Posting = OrderStoryView["journals"][number]["postings"][number];

export interface AssetColumns {
  readonly assetSymbol: string;
  readonly lines: readonly {
    readonly accountId: string;
    readonly accountName: string;
    /** What the account gained; null on the other side. */
    readonly debit: string | null;
    readonly credit: string | null;
  }[];
  readonly debits: string;
  readonly credits: string;
  /** Computed here from the lines shown, not taken on trust. */
  readonly rest: string;
}

export function journalColumns(postings: readonly Posting[]): readonly AssetColumns[] {
  const assets = [...new Set(postings.map(({ assetSymbol }) => assetSymbol))];
  return assets.map((assetSymbol) => {
    const lines = postings
      .filter((posting) => posting.assetSymbol === assetSymbol)
      .map(({ accountId, accountName, amount }) => ({
        accountId,
        accountName,
        debit: signOf(amount) >= 0 ? amount : null,
        credit: signOf(amount) < 0 ? subtractDecimals("0", amount) : null,
      }));
    const sum = (side: "debit" | "credit") => lines.reduce((total, line) => addDecimals(total, line[side] ?? "0"), "0");
    const debits = sum("debit");
    const credits = sum("credit");
    return { assetSymbol, lines, debits, credits, rest: subtractDecimals(debits, credits) };
  });
}
