// The columns of the orders table, in the order in which a trader reads them.
import { formatPrice } from "#components/format/price.ts";
import type { Column } from "#components/ui/table.tsx";
import type { OrderView } from "#lib/contracts/order.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import {
  ActionsCell,
  ChooseBox,
  FilledCell,
  GoodCell,
  type OrderColumnsOptions,
  PricesCell,
  QuantityCell,
  ReasonCell,
  SideText,
  StatusCell,
  SymbolCell,
  TimeCell,
} from "./order-cells.tsx";
import type { OrderRow } from "./order-rows.ts";
import { reasonOf, sourceWord } from "./reason-words.ts";

export function orderColumns(options: OrderColumnsOptions): readonly Column<OrderRow>[] {
  const { zone, zoneWord, tickOf } = options;
  const average = ({ averageFillPrice, symbol }: OrderView) =>
    averageFillPrice === null ? "" : formatPrice(averageFillPrice, { tick: tickOf(symbol), extraPlaces: 2 });
  const columns: readonly Column<OrderRow>[] = [
    {
      key: "time",
      header: `Time, ${zoneWord}`,
      phone: "sub",
      cell: ({ order }) => <TimeCell at={order.submittedAt} zone={zone} zoneWord={zoneWord} />,
    },
    { key: "symbol", header: "Symbol", phone: "lead", cell: (row) => <SymbolCell {...row} {...options} /> },
    { key: "side", header: "Side", cell: SideText },
    { key: "type", header: "Type and prices", cell: (row) => <PricesCell {...row} {...options} /> },
    { key: "quantity", header: "Quantity", align: "end", cell: (row) => <QuantityCell {...row} {...options} /> },
    {
      key: "filled",
      header: "Filled",
      align: "end",
      phone: "subtrail",
      cell: (row) => <FilledCell {...row} {...options} />,
    },
    { key: "average", header: "Average", align: "end", roomy: true, cell: ({ order }) => average(order) },
    {
      key: "tif",
      header: `TIF, ${zoneWord}`,
      headerTitle: "Time in force: when the order may trade, and until when",
      cell: (row) => <GoodCell {...row} {...options} />,
    },
    { key: "status", header: "Status", phone: "trail", cell: (row) => <StatusCell {...row} {...options} /> },
    { key: "source", header: "Source", roomy: true, cell: ({ order }) => sourceWord(order.source) },
    {
      key: "reason",
      header: "Reason",
      headerTitle: "Why it ended; of open orders, what can be done with them",
      cell: (row) =>
        isOpen(row.order.status) ? <ActionsCell {...row} {...options} /> : <ReasonCell reason={reasonOf(row.order)} />,
    },
  ];
  return options.onChoose === null || options.choosable === 0 ? columns : [chooseColumn(options), ...columns];
}

function chooseColumn(options: OrderColumnsOptions): Column<OrderRow> {
  const { chosen, choosable, onChooseAll } = options;
  return {
    key: "choose",
    header: "",
    headerTitle: "Choose",
    head: (
      <input
        type="checkbox"
        aria-label="Choose all open orders of this page"
        checked={chosen.size === choosable}
        ref={(box) => {
          if (box !== null) box.indeterminate = chosen.size > 0 && chosen.size < choosable;
        }}
        onChange={(event) => onChooseAll?.(event.currentTarget.checked)}
        className="no-print size-4 align-middle accent-text"
      />
    ),
    cell: (row) => <ChooseBox {...row} {...options} />,
  };
}
