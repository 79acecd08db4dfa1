"use client";
// Orders as rows: what was asked, how far it is filled, where it stands, and Cancel while it works.
import { formatMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { formatTime, zoneName } from "#components/format/time.ts";
import { priceParts, roleWord, typeWord } from "#components/orders/order-terms.ts";
import { filledFraction, filledOf, isWorking, orderInWords, statusLook } from "#components/ticket/order-words.ts";
import { durationWord } from "#components/ticket/terms-in-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, RowActions, Table } from "#components/ui/table.tsx";
import { ProgressBar } from "#components/ui/used-bar.tsx";
import type { OrderView } from "#lib/contracts/order.ts";

interface OrdersTableProps {
  readonly orders: readonly OrderView[];
  readonly caption: string;
  readonly zone: string;
  readonly currency: string;
  readonly tickOf: (symbol: string) => string;
  /** Null where the person may only look. */
  readonly onCancel: ((order: OrderView) => void) | null;
  readonly canceling: ReadonlySet<string>;
}

const SIDE_COLOURS: Readonly<Record<string, string>> = { buy: "text-buy", sell: "text-sell" };

export function OrdersTable(props: OrdersTableProps) {
  const { orders, caption, zone } = props;
  const newest = orders[0]?.submittedAt;
  return (
    <Table
      caption={caption}
      columns={columnsOf(props, newest === undefined ? "" : zoneName(zone, newest))}
      rows={underParents(orders)}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/orders/${id}`}
      // The name begins with what stands in the cell, so that it can be said aloud as it is read.
      rowLabel={(order) =>
        `${timeOf(order, zone)}, ${orderInWords(order, { tick: props.tickOf(order.symbol), currency: props.currency })}: its story`
      }
      maxHeight="22rem"
    />
  );
}

/** Exits stand under the order they belong to, where that is listed too. */
export function underParents(orders: readonly OrderView[]): readonly OrderView[] {
  const listed = new Set(orders.map(({ id }) => id));
  const isRow = ({ parentId }: OrderView) => parentId === null || !listed.has(parentId);
  return orders.filter(isRow).flatMap((order) => [order, ...orders.filter(({ parentId }) => parentId === order.id)]);
}

/** With its day: orders until canceled outlive it. */
function timeOf({ submittedAt }: OrderView, zone: string): string {
  const part = (style: "day" | "time") => formatTime(submittedAt, { zone, style, named: false });
  return `${part("day")}, ${part("time")}`;
}

function columnsOf(props: OrdersTableProps, zoneWord: string): readonly Column<OrderView>[] {
  const { zone, currency, tickOf, onCancel, canceling } = props;
  const price = (value: string | null, symbol: string, extraPlaces?: number) =>
    formatPrice(value, { tick: tickOf(symbol), extraPlaces });
  return [
    {
      key: "time",
      header: `Time ${zoneWord}`,
      phone: "sub",
      cell: (order) => <time dateTime={order.submittedAt}>{timeOf(order, zone)}</time>,
    },
    {
      key: "order",
      header: "Order",
      phone: "lead",
      cell: ({ symbol, side, type, quantity, notional, legRole, parentId }) => (
        <span className={parentId === null ? undefined : "pl-3"}>
          <span className={SIDE_COLOURS[side]}>{side}</span>{" "}
          {quantity === null ? formatMoney(notional, { currency }) : formatQuantity(quantity)}{" "}
          <span className="font-semibold">{symbol}</span>{" "}
          <span className="text-muted">
            {parentId === null ? typeWord(type) : (roleWord(legRole) ?? typeWord(type))}
          </span>
        </span>
      ),
    },
    {
      key: "prices",
      header: "Price",
      align: "end",
      cell: (order) => {
        const parts = priceParts(order, (value) => price(value, order.symbol));
        return parts.map(({ name, text }) => `${name} ${text}`).join(", ");
      },
    },
    { key: "tif", header: "Good for", cell: ({ timeInForce }) => durationWord(timeInForce) },
    {
      key: "filled",
      header: "Filled",
      align: "end",
      cell: (order) => (
        <span className="inline-flex min-w-24 flex-col items-stretch">
          {filledOf(order)}
          {isWorking(order) && <ProgressBar fraction={filledFraction(order)} label={`${filledOf(order)} filled`} />}
        </span>
      ),
    },
    {
      key: "average",
      header: "Average",
      align: "end",
      cell: ({ averageFillPrice, symbol }) => (averageFillPrice === null ? "" : price(averageFillPrice, symbol, 2)),
    },
    { key: "status", header: "Status", phone: "trail", cell: (order) => <StatusBadge order={order} /> },
    { key: "source", header: "From", cell: ({ source }) => (source === "ui" ? "desk" : source) },
    {
      key: "actions",
      header: "",
      headerTitle: "Actions",
      align: "end",
      phone: "subtrail",
      cell: (order) =>
        onCancel !== null && isWorking(order) ? (
          <RowActions>
            <CancelButton
              order={order}
              busy={canceling.has(order.id)}
              onCancel={onCancel}
              label={`Cancel ${orderInWords(order, { tick: tickOf(order.symbol), currency })}`}
            />
          </RowActions>
        ) : null,
    },
  ];
}

function StatusBadge({ order }: { order: OrderView }) {
  const look = statusLook(order.status);
  return (
    <Badge tone={look.tone} shape={look.shape} title={order.rejectDetail?.message ?? order.cancelReason ?? undefined}>
      {look.word}
    </Badge>
  );
}

interface CancelButtonProps {
  readonly order: OrderView;
  readonly busy: boolean;
  readonly label: string;
  readonly onCancel: (order: OrderView) => void;
}

function CancelButton({ order, busy, label, onCancel }: CancelButtonProps) {
  const asked = busy || order.status === "pending_cancel";
  return (
    <Button size="small" aria-label={label} busyText={asked ? "Canceling…" : undefined} onClick={() => onCancel(order)}>
      Cancel
    </Button>
  );
}
