// Debits and credits with the zero at the foot.
import { expect, test } from "vitest";
import { journalColumns, type Posting } from "./journal-columns.ts";

function posting(accountName: string, assetSymbol: string, amount: string): Posting {
  return { accountId: "01890a5d-ac96-774b-bcce-b302099a8057", accountName, assetSymbol, amount };
}

test("a buy moves money one way and units the other, each to zero", () => {
  const columns = journalColumns([
    posting("Main", "USD", "-1911.2"),
    posting("Venue clearing", "USD", "1911.2"),
    posting("Main", "AAPL", "10"),
    posting("Venue clearing", "AAPL", "-10"),
  ]);
  expect(columns.map(({ assetSymbol, debits, credits, rest }) => [assetSymbol, debits, credits, rest])).toEqual([
    ["USD", "1911.2", "1911.2", "0"],
    ["AAPL", "10", "10", "0"],
  ]);
  expect(columns[0]?.lines[0]).toMatchObject({ accountName: "Main", debit: null, credit: "1911.2" });
});

test("a fee of three postings adds up to the last of eighteen places", () => {
  const [usd] = journalColumns([
    posting("Main", "USD", "-0.300000000000000003"),
    posting("Venue clearing", "USD", "0.1"),
    posting("Fees", "USD", "0.200000000000000003"),
  ]);
  expect(usd?.rest).toBe("0");
});

test("a journal that does not balance says by how much", () => {
  const [usd] = journalColumns([posting("Main", "USD", "-5"), posting("Fees", "USD", "4.99")]);
  expect(usd?.rest).toBe("-0.01");
});
