// What a file may hold: the columns with what each type of row needs, and an example to copy.
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import type { ImportTab } from "./imports-address.ts";

interface ColumnsHelpProps {
  readonly kind: ImportTab;
  readonly onClose: () => void;
}

type Lines = readonly (readonly [string, string])[];

const ACTIVITY_COLUMNS: Lines = [
  ["date", "Day in the account's time zone, 2024-03-28. Or instant, with its zone: 2024-03-28T15:30:00Z."],
  ["type", "BUY SELL DIVIDEND INTEREST FEE TAX DEPOSIT WITHDRAWAL SPLIT TRANSFER_IN TRANSFER_OUT"],
  ["symbol", "Trades, dividends, splits and transfers of units. Unknown ones are made for this account alone."],
  ["quantity", "Units of a trade or transfer, without a sign."],
  ["unitPrice", "Price of a unit; or grossAmount, quantity × price before fees. With both, they must agree."],
  ["amount", "Money of everything else. Dividends and interest that were paid are negative."],
  ["fee", "On top of a buy, out of a sale. Optional."],
  ["ratio", "Of a split, new and old: 4:1, or [4, 1] in JSON."],
  ["currency", "Three letters; the symbol's or the account's own when left out."],
  ["fxToBase", "What one unit of that currency was worth in the account's currency. Optional."],
  ["externalId", "Your own id of the row: the same id is never booked twice. Optional."],
  ["seq", "Order within a day: 1, 2, 3. Otherwise the order of the rows."],
];

const PRICE_COLUMNS: Lines = [
  ["symbol", "AAPL; or a pair of currencies for a rate, EURUSD."],
  ["date", "Day of the close, 2024-03-28."],
  ["close", "The closing price, or what one unit of the first currency costs in the second."],
  ["currency", "Three letters; the symbol's own when left out."],
];

const EXAMPLES = {
  activities: `date,type,symbol,quantity,unitPrice,fee,amount,ratio,currency
2024-01-02,DEPOSIT,,,,,25000,,USD
2024-01-03,BUY,ACME,40,184.25,1.00,,,USD
2024-02-15,DIVIDEND,ACME,,,,9.60,,USD
2024-06-10,SPLIT,ACME,,,,,4:1,
2024-08-01,SELL,ACME,60,52.10,1.00,,,USD`,
  prices: `symbol,date,close,currency
ACME,2024-01-03,184.25,USD
ACME,2024-01-04,185.10,USD
EURUSD,2024-01-03,1.0919,`,
} as const;

export function ColumnsHelp({ kind, onClose }: ColumnsHelpProps) {
  const example = EXAMPLES[kind];
  return (
    <Dialog open onClose={onClose} title={kind === "prices" ? "Columns of prices and rates" : "Columns of activities"}>
      <div className="flex flex-col gap-4">
        <p>
          The first line names the columns: in any case, any order, with commas, semicolons or tabs. JSON is a list of
          objects with the same names. Decimals have a point.
        </p>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
          {(kind === "prices" ? PRICE_COLUMNS : ACTIVITY_COLUMNS).map(([name, words]) => (
            <div key={name} className="contents">
              <dt className="font-mono text-xs leading-5">{name}</dt>
              <dd className="break-words">{words}</dd>
            </div>
          ))}
        </dl>
        <section>
          <div className="mb-1 flex items-center justify-between">
            <h3 className="font-semibold">An example</h3>
            <CopyButton text={example} what="the example" showLabel />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <pre tabIndex={0} className="overflow-x-auto rounded-md border border-line bg-raised p-2 font-mono text-xs">
            {example}
          </pre>
        </section>
      </div>
    </Dialog>
  );
}
