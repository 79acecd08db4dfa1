// What the limits stopped, newest first, each with the order it was about.
import { TextLink } from "#components/ui/link-button.tsx";
import { type Column, RowActions, Table } from "#components/ui/table.tsx";
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
      cell: (row) => <span className="inline-block max-w-md whitespace-normal py-1">{row.message}</span>,
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
  return <Table caption="Breaches, newest first" columns={columns} rows={breaches} rowKey={(row) => row.id} />;
}
