// The columns of the orders table, in the order in which a trader reads them.
import { formatMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { storyWords } from "#components/order-story/story-words.ts";
import { filledFraction, filledOf, isWorking, statusLook } from "#components/ticket/order-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, RowActions } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { ProgressBar } from "#components/ui/used-bar.tsx";
import type { OrderView } from "#lib/contracts/order.ts";
import { reasonOf, sourceWord } from "./reason-words.ts";

export interface OrderColumnsOptions {
  readonly zone: string;
  readonly currency: string;
  readonly hidden: boolean;
  readonly tickOf: (symbol: string) => string;
  /** Null where the person may only look. */
  readonly onCancel: ((order: OrderView) => void) | null;
  readonly canceling: ReadonlySet<string>;
}

const SIDES = { buy: "text-buy", sell: "text-sell" } as const;

export function orderColumns(options: OrderColumnsOptions): readonly Column<OrderView>[] {
  const { zone, tickOf } = options;
  const price = (value: string | null, symbol: string, extraPlaces?: number) =>
    value === null ? "" : formatPrice(value, { tick: tickOf(symbol), extraPlaces });
  return [
    { key: "time", header: "Time", phone: "sub", cell: ({ submittedAt }) => <TimeText at={submittedAt} zone={zone} /> },
    { key: "symbol", header: "Symbol", phone: "lead", cell: (order) => <SymbolCell order={order} {...options} /> },
    { key: "side", header: "Side", cell: ({ side }) => <span className={SIDES[side]}>{side}</span> },
    { key: "type", header: "Type", cell: ({ type }) => type },
    { key: "quantity", header: "Quantity", align: "end", cell: (order) => sizeOf(order, options) },
    {
      key: "filled",
      header: "Filled",
      align: "end",
      phone: "subtrail",
      cell: (order) => <FilledCell order={order} {...options} />,
    },
    {
      key: "limit",
      header: "Limit",
      align: "end",
      cell: ({ limitPrice, symbol }) => price(limitPrice, symbol),
    },
    {
      key: "average",
      header: "Average",
      align: "end",
      cell: ({ averageFillPrice, symbol }) => price(averageFillPrice, symbol, 2),
    },
    {
      key: "tif",
      header: "TIF",
      headerTitle: "Time in force: until when the order works",
      cell: ({ timeInForce }) => (
        <abbr
          title={timeInForce === "day" ? "until the end of the trading day" : "good until canceled"}
          className="no-underline"
        >
          {timeInForce}
        </abbr>
      ),
    },
    { key: "status", header: "Status", phone: "trail", cell: (order) => <StatusBadge order={order} /> },
    { key: "source", header: "Source", cell: ({ source }) => sourceWord(source) },
    { key: "reason", header: "Reason", cell: (order) => <ReasonCell reason={reasonOf(order)} /> },
    {
      key: "actions",
      header: "",
      headerTitle: "Actions",
      align: "end",
      cell: (order) => <CancelCell order={order} {...options} />,
    },
  ];
}

type CellProps = OrderColumnsOptions & { readonly order: OrderView };

/** What was asked for: units, or the amount where the order was given as one. */
function sizeOf({ quantity, notional }: OrderView, { currency, hidden }: OrderColumnsOptions): string {
  return quantity === null ? formatMoney(notional, { currency, hidden }) : formatQuantity(quantity, { hidden });
}

function SymbolCell({ order, ...options }: CellProps) {
  return (
    <>
      <span className="wide:hidden">
        <span className={SIDES[order.side]}>{order.side}</span> {sizeOf(order, options)}{" "}
      </span>
      <span className="font-semibold">{order.symbol}</span>
      <span className="font-normal text-muted wide:hidden"> {order.type}</span>
    </>
  );
}

function FilledCell({ order, hidden }: CellProps) {
  if (hidden) return <>{formatQuantity(order.filledQuantity, { hidden })}</>;
  if (!isWorking(order)) return <>{formatQuantity(order.filledQuantity)}</>;
  return (
    <span className="inline-flex min-w-24 flex-col items-stretch">
      {filledOf(order)}
      <ProgressBar fraction={filledFraction(order)} label={`${filledOf(order)} filled`} />
    </span>
  );
}

export function StatusBadge({ order }: { order: Pick<OrderView, "status" | "dispatch"> }) {
  const look = statusLook(order.status);
  const unsure = order.dispatch === "unknown" && isWorking(order);
  return unsure ? (
    <Badge tone="warn" shape="half" title="Sent, no answer from the venue yet; checking">
      {look.word}, no answer
    </Badge>
  ) : (
    <Badge tone={look.tone} shape={look.shape}>
      {look.word}
    </Badge>
  );
}

function ReasonCell({ reason }: { reason: string | null }) {
  return reason === null ? null : (
    <span title={reason} className="block max-w-56 truncate text-muted">
      {reason}
    </span>
  );
}

function CancelCell({ order, onCancel, canceling, tickOf, currency, hidden }: CellProps) {
  if (onCancel === null || !isWorking(order)) return null;
  const asked = canceling.has(order.id) || order.status === "pending_cancel";
  return (
    <RowActions>
      <Button
        size="small"
        aria-label={`Cancel ${storyWords(order, { tick: tickOf(order.symbol), currency, hidden })}`}
        busyText={asked ? "Canceling…" : undefined}
        onClick={() => onCancel(order)}
      >
        Cancel
      </Button>
    </RowActions>
  );
}
