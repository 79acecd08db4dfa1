// What all trades of the filter add up to, as the server summed them: not only those on this page.
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { Stat } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { Change } from "#components/ui/figure.tsx";
import type { ExecutionPage } from "#lib/contracts/execution.ts";

interface TradesTotalsProps {
  readonly totals: NonNullable<ExecutionPage["totals"]>;
  readonly currency: string;
  readonly hidden: boolean;
  /** The totals of the question before, while this one's are on their way. */
  readonly settling: boolean;
}

export function TradesTotals({ totals, currency, hidden, settling }: TradesTotalsProps) {
  const money = (value: string) => formatMoney(value, { currency, hidden });
  return (
    <dl
      aria-busy={settling || undefined}
      className={cx(
        "grid grid-cols-2 gap-x-4 gap-y-2 border-line border-b px-3 py-2 sm:grid-cols-5",
        settling && "opacity-60",
      )}
    >
      <Stat label="Trades">{formatQuantity(`${totals.count}`)}</Stat>
      <Stat label="Bought">{money(totals.buyValue)}</Stat>
      <Stat label="Sold">{money(totals.sellValue)}</Stat>
      <Stat label="Fees">{money(totals.fee)}</Stat>
      <Stat label="Realised, before fees">
        <Change readings={[readMoney(totals.realisedNow, { currency, signed: true, hidden })]} />
      </Stat>
    </dl>
  );
}
