"use client";
// The fills that a figure rests on, newest first, with the server's own totals of all of them.
import { useQuery } from "@tanstack/react-query";
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { Change } from "#components/ui/figure.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
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

function ExecutionLine({ execution, hidden, zone }: { execution: Execution; hidden: boolean; zone: string }) {
  const { side, quantity, symbol, price, orderId, effectiveAt, value, realised } = execution;
  const what = `${side} ${formatQuantity(quantity, { hidden })} ${symbol} @ ${formatMoney(price)}`;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 py-1.5">
      <span>{orderId === null ? what : <TextLink href={`/orders/${orderId}`}>{what}</TextLink>}</span>
      <span className="text-right">{formatMoney(value, { hidden })}</span>
      <span className="text-muted text-xs">
        <TimeText at={effectiveAt} zone={zone} />
      </span>
      <span className="text-right text-xs">
        {side === "sell" && <Change readings={[readMoney(realised, { signed: true, hidden })]} />}
      </span>
    </li>
  );
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
          <ul className="divide-y divide-line" aria-label="Executions, newest first">
            {data.items.map((execution) => (
              <ExecutionLine key={execution.id} execution={execution} hidden={figureStyle.hidden} zone={zone} />
            ))}
          </ul>
          <p className="mt-2">
            <TextLink href={all}>{symbol === null ? "All trades" : `All trades of ${symbol}`}</TextLink>
          </p>
        </>
      )}
    </section>
  );
}
