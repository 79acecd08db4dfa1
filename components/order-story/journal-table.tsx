// A journal as debits and credits in two columns, with the zero at the foot.
import { formatMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { placesOf, signOf } from "#components/format/string-decimal.ts";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import type { AssetColumns } from "./journal-columns.ts";

const CELL = "border-line border-b py-1 pl-3 text-right whitespace-nowrap";

interface JournalTableProps {
  readonly columns: readonly AssetColumns[];
  readonly memo: string;
  /** The account's: its money has two places. */
  readonly currency: string;
  readonly hidden: boolean;
}

export function JournalTable({ columns, memo, currency, hidden }: JournalTableProps) {
  // Units have as many places as they need; money has two, or all that the books have.
  const amount = (asset: string, value: string | null) => {
    if (value === null) return "";
    if (asset !== currency) return formatQuantity(value, { hidden });
    return formatMoney(value, { hidden, places: Math.max(2, placesOf(value)) });
  };
  return (
    <table className="mt-1 w-full border-separate border-spacing-0">
      <caption className="sr-only">{hidden ? "Debits and credits" : `Debits and credits: ${memo}`}</caption>
      <thead>
        <tr className="text-muted text-xs">
          <th scope="col" className="border-line border-b py-1 text-left font-medium">
            Account
          </th>
          <th scope="col" className="border-line border-b py-1 pl-3 text-left font-medium">
            Asset
          </th>
          <th scope="col" className={cx(CELL, "font-medium")}>
            Debit
          </th>
          <th scope="col" className={cx(CELL, "font-medium")}>
            Credit
          </th>
        </tr>
      </thead>
      {columns.map(({ assetSymbol, lines, debits, credits, rest }) => (
        <tbody key={assetSymbol}>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the books never change, and an account may stand twice
            <tr key={`${line.accountId} ${index}`}>
              <td className="border-line border-b py-1">{line.accountName}</td>
              <td className="border-line border-b py-1 pl-3">{assetSymbol}</td>
              <td className={CELL}>{amount(assetSymbol, line.debit)}</td>
              <td className={CELL}>{amount(assetSymbol, line.credit)}</td>
            </tr>
          ))}
          <tr className="font-semibold">
            <th scope="row" colSpan={2} className="border-line-strong border-b py-1 text-left font-semibold">
              {assetSymbol} debits − credits = <Zero asset={assetSymbol} rest={rest} />
            </th>
            <td className={cx(CELL, "border-line-strong")}>{amount(assetSymbol, debits)}</td>
            <td className={cx(CELL, "border-line-strong")}>{amount(assetSymbol, credits)}</td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

/** The sum of the lines above, made here; anything but zero would be a broken book and says so. */
function Zero({ asset, rest }: { asset: string; rest: string }) {
  const zero = signOf(rest) === 0;
  return (
    <>
      {formatQuantity(rest)}{" "}
      <Badge tone={zero ? "live" : "halt"} shape={zero ? "check" : "cross"}>
        {zero ? "balances" : `${asset} does not balance`}
      </Badge>
    </>
  );
}
