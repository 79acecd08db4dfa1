// One trade in full: what it was, what it moved, and the way to its order and its journal.
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { addDecimals, subtractDecimals } from "#components/format/string-decimal.ts";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FieldLine, FieldList } from "#components/ui/field-list.tsx";
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
  const { id, orderId, side, quantity, price, value, fee, realised, realisedNow } = trade;
  const { venueExecutionId, effectiveAt, recordedAt } = trade;
  const money = (amount: string) => formatMoney(amount, { currency, hidden });
  const cash = side === "buy" ? subtractDecimals("0", addDecimals(value, fee)) : subtractDecimals(value, fee);
  return (
    <div className="flex flex-col gap-4">
      <FieldList>
        <FieldLine name="Filled">
          <TimeText at={effectiveAt} zone={zone} />
        </FieldLine>
        <FieldLine name="Booked">
          <TimeText at={recordedAt} zone={zone} />
        </FieldLine>
        <FieldLine name="Quantity">{formatQuantity(quantity, { hidden })}</FieldLine>
        <FieldLine name="Price">{formatPrice(price, { tick })}</FieldLine>
        <FieldLine name="Value">
          {money(value)} <span className="text-muted">quantity × price, exact</span>
        </FieldLine>
        <FieldLine name="Fee">{money(fee)}</FieldLine>
        <FieldLine name="Cash moved">
          <Change readings={[readMoney(cash, { currency, signed: true, hidden })]} />{" "}
          <span className="text-muted">{side === "buy" ? "−(value + fee)" : "value − fee"}</span>
        </FieldLine>
        <FieldLine name="Realised">
          <Change readings={[readMoney(realisedNow, { currency, signed: true, hidden })]} />{" "}
          <span className="text-muted">proceeds − cost of the lots it closes</span>
        </FieldLine>
        {realised !== realisedNow && (
          <FieldLine name="Realised as booked">
            <Change readings={[readMoney(realised, { currency, signed: true, hidden })]} /> <Badge>rebuilt</Badge>{" "}
            <span className="text-muted">
              since then its lots were read anew: something of an earlier day was told, a fill was taken back, or lots
              are chosen otherwise
            </span>
          </FieldLine>
        )}
        <FieldLine name="Venue's id">
          <code className="break-all font-mono text-xs">{venueExecutionId}</code>{" "}
          <CopyButton text={venueExecutionId} what="the venue's id" />
        </FieldLine>
      </FieldList>
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
