// The open lots of a position: when, by what, how many, and what they cost.
import { formatMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { divideDecimals, signOf } from "#components/format/string-decimal.ts";
import { formatDay } from "#components/format/time.ts";
import { TextLink } from "#components/ui/link-button.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { ReportLot, ReportPosition } from "#lib/domain/performance/report.ts";
import type { ReportStyle } from "./report-style.ts";

export function LotsTable({ position, style }: { position: ReportPosition; style: ReportStyle }) {
  const { symbol, currency, lots } = position;
  const columns: readonly Column<ReportLot>[] = [
    { key: "day", header: "Opened", phone: "lead", cell: ({ openedDay }) => formatDay(openedDay) },
    { key: "by", header: "By", phone: "sub", cell: (lot) => <OpenedBy lot={lot} /> },
    {
      key: "quantity",
      header: "Quantity",
      align: "end",
      phone: "trail",
      cell: ({ quantity }) => formatQuantity(quantity),
    },
    {
      key: "each",
      header: "Per unit",
      align: "end",
      cell: ({ quantity, cost }) =>
        signOf(quantity) === 0
          ? ""
          : formatPrice(divideDecimals(cost[style.basis], quantity, 9), { tick: "0.01", extraPlaces: 2 }),
    },
    {
      key: "cost",
      header: `Cost, ${currency}`,
      align: "end",
      phone: "subtrail",
      cell: ({ cost }) => formatMoney(cost[style.basis]),
    },
  ];
  return (
    <Table
      caption={`Open lots of ${symbol}`}
      columns={columns}
      rows={lots}
      rowKey={(lot) => `${lot.openedBy} ${lot.openedDay} ${lots.indexOf(lot)}`}
      {...(lots.length > 12 ? { maxHeight: "22rem" } : {})}
    />
  );
}

function OpenedBy({ lot: { openedBy } }: { lot: ReportLot }) {
  if (openedBy === null) return <span className="text-muted">the pool of all purchases</span>;
  return <TextLink href={`/activities?activity=${openedBy}`}>its entry</TextLink>;
}
