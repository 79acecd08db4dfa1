// What the limits stopped, newest first, each with the order it was about.
import { isLimit, overLimit } from "#components/ticket/rule-words.ts";
import { DrawerTable } from "#components/ui/drawer-table.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { type Column, RowActions } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { BreachView } from "#lib/contracts/risk.ts";
import { ruleValue, ruleWords } from "./rule-words.ts";

interface BreachesTableProps {
  readonly breaches: readonly BreachView[];
  readonly currency: string;
  readonly zone: string;
}

export function BreachesTable({ breaches, currency, zone }: BreachesTableProps) {
  const value = (breach: BreachView, figure: string | null) =>
    figure === null ? <span className="text-muted">--</span> : ruleValue(breach.rule, figure, currency);
  const columns: Column<BreachView>[] = [
    { key: "at", header: "Time", phone: "sub", cell: (row) => <TimeText at={row.effectiveAt} zone={zone} /> },
    { key: "rule", header: "Limit", phone: "lead", cell: (row) => ruleWords(row.rule).label },
    { key: "limit", header: "Limit at", align: "end", cell: (row) => value(row, row.limit) },
    {
      key: "observed",
      header: "Would have been",
      align: "end",
      phone: "trail",
      cell: (row) => value(row, row.observed),
    },
    { key: "headroom", header: "Headroom", align: "end", cell: (row) => value(row, row.headroom) },
    {
      key: "message",
      header: "What happened",
      cell: (row) => <span className="inline-block max-w-md whitespace-normal py-1">{wordsOf(row, currency)}</span>,
      inDrawer: (row) => wordsOf(row, currency),
    },
    {
      key: "order",
      header: "Order",
      align: "end",
      phone: "subtrail",
      cell: (row) =>
        row.orderId === null ? (
          <span className="text-muted">none</span>
        ) : (
          <RowActions>
            <TextLink href={`/orders/${row.orderId}`} prefetch={false}>
              Story of the order
            </TextLink>
          </RowActions>
        ),
    },
  ];
  return (
    <DrawerTable
      param="breach"
      titleOf={(row) => `${ruleWords(row.rule).label} breach`}
      caption="Breaches, newest first"
      columns={columns}
      rows={breaches}
      rowKey={(row) => row.id}
    />
  );
}

/** In our own words where the figures are known, so that they read as everywhere else. */
function wordsOf(breach: BreachView, currency: string): string {
  const known = isLimit(breach.rule) && breach.observed !== null && breach.limit !== null;
  return known ? overLimit(breach, { currency }) : breach.message;
}
