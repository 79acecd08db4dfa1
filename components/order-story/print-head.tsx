// What stands above an order's story on paper, where the shell is not: whose order it is, in which zone, as of when.
import { marketWord } from "#components/format/market-source.ts";
import { formatTime } from "#components/format/time.ts";
import type { StoryAccount } from "./desk-props.ts";

interface PrintHeadProps {
  readonly account: StoryAccount;
  readonly zone: string;
  readonly asOf: string;
  readonly orderId: string;
}

export function PrintHead({ account, zone, asOf, orderId }: PrintHeadProps) {
  return (
    <div className="print-only mb-3 border-line border-b pb-2">
      <p className="font-semibold">Ballast: an order's story</p>
      <p>
        Account {account.name} (PAPER, {marketWord(account.marketSource)} market, {account.currency})
      </p>
      <p>
        Times in {zone}. As of {formatTime(asOf, { zone })}.
      </p>
      <p className="font-mono text-xs">{orderId}</p>
    </div>
  );
}
