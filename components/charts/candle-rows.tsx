// The rows of the bars' table, loaded for who asks for them.
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { type Column, Table } from "#components/ui/table.tsx";
import type { Candle } from "./candle.ts";

export interface CandleTableProps {
  readonly symbol: string;
  readonly rows: readonly Candle[];
  readonly tick: string;
  readonly timeOf: (candle: Candle) => string;
}

export function CandleRows({ symbol, rows, tick, timeOf }: CandleTableProps) {
  const price = (value: string) => formatPrice(value, { tick });
  const columns: readonly Column<Candle>[] = [
    { key: "time", header: "Time", phone: "lead", cell: timeOf },
    { key: "open", header: "Open", align: "end", cell: (row) => price(row.open) },
    { key: "high", header: "High", align: "end", phone: "sub", cell: (row) => price(row.high) },
    { key: "low", header: "Low", align: "end", phone: "subtrail", cell: (row) => price(row.low) },
    { key: "close", header: "Close", align: "end", phone: "trail", cell: (row) => price(row.close) },
    { key: "volume", header: "Volume", align: "end", cell: (row) => formatQuantity(row.volume) },
  ];
  return (
    <Table
      caption={`${symbol}, bars, newest first`}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.at}
      maxHeight="20rem"
    />
  );
}
