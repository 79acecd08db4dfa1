// The bars as a table, for those who read figures better than pictures.
import { useState } from "react";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { type Column, Table } from "#components/ui/table.tsx";
import type { Candle } from "./candle.ts";

interface CandleTableProps {
  readonly symbol: string;
  readonly rows: readonly Candle[];
  readonly tick: string;
  readonly timeOf: (candle: Candle) => string;
}

export function CandleTable({ symbol, rows, tick, timeOf }: CandleTableProps) {
  const [open, setOpen] = useState(false);
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
    <details className="min-w-0 flex-1 text-right" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="inline-flex min-h-6 items-center text-muted text-xs underline underline-offset-2">
        View as table
      </summary>
      {/* Hundreds of rows are made only for who asks for them. */}
      {open && (
        <div className="mt-2 text-left">
          <Table
            caption={`${symbol}, bars, newest first`}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.at}
            maxHeight="20rem"
          />
        </div>
      )}
    </details>
  );
}
