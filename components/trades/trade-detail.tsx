// One trade in full: what it was, what it moved, and the way to its order and its journal.
import type { ReactNode } from "react";
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { addDecimals, subtractDecimals } from "#components/format/string-decimal.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Change } from "#components/ui/figure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ExecutionView } from "#lib/contracts/execution.ts";

interface TradeDetailProps {
  readonly trade: ExecutionView;
  readonly tick: string;
  readonly zone: string;
  readonly currency: string;
  readonly hidden: boolean;
}

export function TradeDetail({ trade, tick, zone, currency, hidden }: TradeDetailProps) {
  const { id, orderId, side, quantity, price, value, fee, realised, venueExecutionId, effectiveAt, recordedAt } = trade;
  const money = (amount: string) => formatMoney(amount, { currency, hidden });
  const cash = side === "buy" ? subtractDecimals("0", addDecimals(value, fee)) : subtractDecimals(value, fee);
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Line name="Filled">
          <TimeText at={effectiveAt} zone={zone} />
        </Line>
        <Line name="Booked">
          <TimeText at={recordedAt} zone={zone} />
        </Line>
        <Line name="Quantity">{formatQuantity(quantity, { hidden })}</Line>
        <Line name="Price">{formatPrice(price, { tick })}</Line>
        <Line name="Value">
          {money(value)} <span className="text-muted">quantity × price, exact</span>
        </Line>
        <Line name="Fee">{money(fee)}</Line>
        <Line name="Cash moved">
          <Change readings={[readMoney(cash, { currency, signed: true, hidden })]} />{" "}
          <span className="text-muted">{side === "buy" ? "−(value + fee)" : "value − fee"}</span>
        </Line>
        <Line name="Realised">
          <Change readings={[readMoney(realised, { currency, signed: true, hidden })]} />{" "}
          <span className="text-muted">proceeds − cost of the lots it closed</span>
        </Line>
        <Line name="Venue's id">
          <code className="break-all font-mono text-xs">{venueExecutionId}</code>{" "}
          <CopyButton text={venueExecutionId} what="the venue's id" />
        </Line>
      </dl>
      {orderId !== null && (
        <div className="flex flex-wrap gap-2">
          <LinkButton href={`/orders/${orderId}?tab=executions#execution-${id}`} data-autofocus variant="primary">
            Its order's story
          </LinkButton>
          <LinkButton href={`/orders/${orderId}?tab=journal#journal-${trade.journalId}`}>Its journal entry</LinkButton>
        </div>
      )}
    </div>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
