// The open orders that closing cancels, by name, with the choice to leave them.
import { CheckField } from "#components/ui/field.tsx";
import type { OrderView } from "#lib/contracts/order.ts";

interface InTheWayProps {
  /** Null until they are known. */
  readonly orders: readonly OrderView[] | null;
  readonly cancel: boolean;
  readonly onCancel: (cancel: boolean) => void;
  readonly wordsOf: (order: OrderView) => string;
}

const NAMED_MAX = 8;

export function InTheWay({ orders, cancel, onCancel, wordsOf }: InTheWayProps) {
  if (orders === null) return <p className="text-muted">Looking for open orders that hold it…</p>;
  if (orders.length === 0) return <p className="text-muted">No open order is in the way.</p>;
  const count = orders.length === 1 ? "1 open order" : `${orders.length} open orders`;
  const more = orders.length - NAMED_MAX;
  return (
    <div className="rounded-md border border-warn/60 bg-warn-soft p-2">
      <CheckField
        id="close-cancels"
        label={`Cancel ${count} that would close it too`}
        hint={cancel ? undefined : "They hold what is to be closed: closing is refused as far as they do."}
        checked={cancel}
        onChange={(event) => onCancel(event.currentTarget.checked)}
      />
      <ul className="mt-1 list-disc pl-6 text-xs">
        {orders.slice(0, NAMED_MAX).map((order) => (
          <li key={order.id}>{wordsOf(order)}</li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </div>
  );
}
