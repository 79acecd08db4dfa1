"use client";
// The facts that a figure rests on, newest first and as the API names them: fills with their order's story and journal, everything else with its own entry.
import { useInfiniteQuery } from "@tanstack/react-query";
import { TYPE_WORDS } from "#components/activities/activity-words.ts";
import { readMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { formatDay } from "#components/format/time.ts";
import { Button } from "#components/ui/button.tsx";
import { Change } from "#components/ui/figure.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { factsBehindOptions } from "#lib/client/performance.ts";
import type { ActivityView } from "#lib/contracts/activity.ts";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import type { ReportStyle } from "./report-style.ts";

interface FactsBehindProps {
  readonly report: PerformanceReport;
  readonly code: string;
  readonly style: ReportStyle;
}

const SHOWN = 25;

export function FactsBehind({ report, code, style: { hidden } }: FactsBehindProps) {
  const { accountId, from, asOf, knownAt } = report;
  const { data, isError, isFetchingNextPage, hasNextPage, fetchNextPage } = useInfiniteQuery(
    factsBehindOptions({
      ...{ accountId, explain: code, limit: SHOWN, asOf },
      ...{ from: from ?? undefined, knownAt: knownAt ?? undefined },
    }),
  );
  const facts = data?.pages.flatMap(({ items }) => items);
  return (
    <section>
      <h3 className="font-semibold">What it rests on</h3>
      {isError && <p className="text-halt">The entries could not be read just now. No money moved.</p>}
      {facts === undefined && !isError && <TableSkeleton rows={4} columns={3} label="Entries are loading" />}
      {facts?.length === 0 && <p className="text-muted">There are no such entries up to that day.</p>}
      {facts !== undefined && facts.length > 0 && (
        <ul className="divide-y divide-line" aria-label="Entries, newest first">
          {facts.map((fact) => (
            <FactLine key={fact.id} fact={fact} hidden={hidden} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button size="small" className="mt-2" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older entries
        </Button>
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
