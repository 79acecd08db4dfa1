"use client";
// The fills that a figure rests on, newest first, with the server's own totals of all of them.
import { useQuery } from "@tanstack/react-query";
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { formatTime } from "#components/format/time.ts";
import { Change } from "#components/ui/figure.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { executionsOptions } from "#lib/client/executions.ts";
import type { ExecutionPage } from "#lib/contracts/execution.ts";
import type { FigureStyle } from "./portfolio-figures.ts";

type Execution = ExecutionPage["items"][number];

interface ExecutionsBehindProps {
  readonly accountId: string;
  readonly symbol: string | null;
  readonly figureStyle: FigureStyle;
  readonly zone: string;
}

const SHOWN = 25;

function columnsFor({ hidden }: FigureStyle, zone: string): readonly Column<Execution>[] {
  return [
    {
      key: "at",
      header: "Time",
      phone: "sub",
      cell: (row) => formatTime(row.effectiveAt, { zone, style: "full", named: false }),
    },
    {
      key: "what",
      header: "Fill",
      phone: "lead",
      cell: (row) =>
        `${row.side} ${formatQuantity(row.quantity, { hidden })} ${row.symbol} @ ${formatMoney(row.price)}`,
    },
    {
      key: "realised",
      header: "Realised",
      align: "end",
      phone: "subtrail",
      cell: (row) =>
        row.side === "sell" ? <Change readings={[readMoney(row.realised, { signed: true, hidden })]} /> : "",
    },
    { key: "value", header: "Value", align: "end", phone: "trail", cell: (row) => formatMoney(row.value, { hidden }) },
  ];
}

export function ExecutionsBehind({ accountId, symbol, figureStyle, zone }: ExecutionsBehindProps) {
  const filter = { accountId, limit: SHOWN, ...(symbol === null ? {} : { symbol }) };
  const { data, isError } = useQuery(executionsOptions(filter));
  const all = symbol === null ? "/trades" : `/trades?symbol=${encodeURIComponent(symbol)}`;
  const money = (value: string) => formatMoney(value, { hidden: figureStyle.hidden });
  return (
    <section>
      <h3 className="font-semibold">The executions behind it</h3>
      {isError && <p className="text-halt">They could not be read just now. No money moved.</p>}
      {data === undefined && !isError && <TableSkeleton rows={4} columns={4} label="Executions are loading" />}
      {data !== undefined && data.items.length === 0 && <p className="text-muted">There are none yet.</p>}
      {data !== undefined && data.items.length > 0 && (
        <>
          {data.totals !== null && (
            <p className="mb-1 text-muted text-xs">
              {data.totals.count} in all: bought for {money(data.totals.buyValue)}, sold for{" "}
              {money(data.totals.sellValue)}, fees {money(data.totals.fee)}, realised {money(data.totals.realised)}.
            </p>
          )}
          <Table
            caption="Executions, newest first"
            columns={columnsFor(figureStyle, zone)}
            rows={data.items}
            rowKey={(row) => row.id}
            rowHref={(row) => (row.orderId === null ? all : `/orders/${row.orderId}`)}
            rowLabel={(row) => `Order of this ${row.side} of ${row.symbol}`}
          />
          <p className="mt-2">
            <TextLink href={all}>{symbol === null ? "All trades" : `All trades of ${symbol}`}</TextLink>
          </p>
        </>
      )}
    </section>
  );
}
