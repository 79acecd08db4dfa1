"use client";
// The facts that a figure rests on, newest first: fills with their order's story and journal, everything else with its own entry.
import { useQuery } from "@tanstack/react-query";
import { TYPE_WORDS } from "#components/activities/activity-words.ts";
import { readMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { formatDay } from "#components/format/time.ts";
import { Change } from "#components/ui/figure.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { activitiesOptions } from "#lib/client/activities.ts";
import type { ActivityView } from "#lib/contracts/activity.ts";
import type { FactType } from "#lib/domain/books/fact.ts";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import type { ReportStyle } from "./report-style.ts";

interface FactsBehindProps {
  readonly report: PerformanceReport;
  /** Null: of the whole account. */
  readonly symbol: string | null;
  /** Only these; all when left out. */
  readonly type?: FactType | undefined;
  readonly style: ReportStyle;
}

const SHOWN = 25;

export function FactsBehind({ report: { accountId, asOf }, symbol, type, style: { hidden } }: FactsBehindProps) {
  const wanted = {
    ...(symbol === null ? {} : { symbol }),
    ...(type === undefined ? {} : { type }),
    to: asOf.slice(0, 10),
  };
  const { data, isError } = useQuery(activitiesOptions({ accountId, limit: SHOWN, ...wanted }));
  return (
    <section>
      <h3 className="font-semibold">What it rests on</h3>
      {isError && <p className="text-halt">The entries could not be read just now. No money moved.</p>}
      {data === undefined && !isError && <TableSkeleton rows={4} columns={3} label="Entries are loading" />}
      {data?.items.length === 0 && <p className="text-muted">There are no such entries up to that day.</p>}
      {data !== undefined && data.items.length > 0 && (
        <>
          <ul className="divide-y divide-line" aria-label="Entries, newest first">
            {data.items.map((fact) => (
              <FactLine key={fact.id} fact={fact} hidden={hidden} />
            ))}
          </ul>
          <p className="mt-2">
            <TextLink href={`/activities?${new URLSearchParams(wanted)}`}>
              {data.nextCursor === null ? "The same as a list" : "All of them, also the older ones"}
            </TextLink>
          </p>
        </>
      )}
    </section>
  );
}

/** "sell 10 META @ 180.00", "dividend META". */
function wordsOf({ type, quantity, symbol, price }: ActivityView, hidden: boolean): string {
  const units = quantity === null ? [] : [formatQuantity(quantity, { hidden })];
  const each = price === null ? [] : [`@ ${formatPrice(price, { tick: "0.01" })}`];
  return [TYPE_WORDS[type], ...units, ...(symbol === null ? [] : [symbol]), ...each].join(" ");
}

function FactLine({ fact, hidden }: { fact: ActivityView; hidden: boolean }) {
  const { id, orderId, journalId, day, cash, currency, reversedById } = fact;
  const story = orderId === null ? `/activities?activity=${id}` : `/orders/${orderId}?tab=executions#execution-${id}`;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 py-1.5">
      <span className={reversedById === null ? undefined : "line-through"}>
        <TextLink href={story}>{wordsOf(fact, hidden)}</TextLink>
      </span>
      <span className="text-right">
        {cash !== null && <Change readings={[readMoney(cash, { signed: true, hidden, currency })]} />}
      </span>
      <span className="text-muted text-xs">
        {formatDay(day)}
        {orderId !== null && journalId !== null && (
          <>
            {", "}
            <TextLink href={`/orders/${orderId}?tab=journal#journal-${journalId}`}>journal</TextLink>
          </>
        )}
      </span>
    </li>
  );
}
