"use client";
// Earlier imports, newest first: where each stands and what it brought.
import { useQuery } from "@tanstack/react-query";
import { PageLinks } from "#components/orders/page-links.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { importsOptions } from "#lib/client/imports.ts";
import type { ImportScope } from "#lib/client/paths.ts";
import type { ImportView } from "#lib/contracts/import.ts";
import { daysOf, STATUS_LOOKS } from "./import-words.ts";
import { type ImportsPlace, importsHref } from "./imports-address.ts";
import { StatusBadge } from "./status-badge.tsx";

interface ImportsListProps {
  readonly place: ImportsPlace;
  readonly scope: ImportScope;
  readonly zone: string;
  readonly mayImport: boolean;
}

export function ImportsList({ place, scope, zone, mayImport }: ImportsListProps) {
  const { cursor } = place;
  const { data, error, isPlaceholderData, refetch } = useQuery(
    importsOptions(scope, cursor === undefined ? {} : { cursor }),
  );
  if (data === undefined) {
    return (
      <Card title="Earlier imports" flush>
        {error === null ? (
          <TableSkeleton rows={4} columns={7} label="Loading imports" />
        ) : (
          <div className="p-3">
            <ErrorPanel
              what="The imports could not be loaded."
              money="Loading a list moves no money."
              todo={error.message}
              action={<Button onClick={() => void refetch()}>Try again</Button>}
            />
          </div>
        )}
      </Card>
    );
  }
  return (
    <Card title="Earlier imports" flush>
      {data.items.length === 0 ? (
        <NoImports place={place} mayImport={mayImport} />
      ) : (
        <div className={cx(isPlaceholderData && "opacity-60")} aria-busy={isPlaceholderData || undefined}>
          <Table
            caption="Imports, newest first"
            columns={importColumns(zone)}
            rows={data.items}
            rowKey={({ id }) => id}
            rowHref={({ id }) => importsHref({ ...place, import: id, cursor: undefined })}
            rowLabel={({ status }) => `${STATUS_LOOKS[status].word}: its rows`}
          />
          <PageLinks
            label="Pages of imports"
            firstHref={cursor === undefined ? null : importsHref({ ...place, cursor: undefined })}
            nextHref={data.nextCursor === null ? null : importsHref({ ...place, cursor: data.nextCursor })}
          />
        </div>
      )}
    </Card>
  );
}

function importColumns(zone: string): readonly Column<ImportView>[] {
  const count = (value: number) =>
    value === 0 ? <span className="text-muted">0</span> : value.toLocaleString("en-US");
  return [
    {
      key: "file",
      header: "File",
      phone: "lead",
      cell: ({ fileName }) => <span className="font-semibold">{fileName}</span>,
    },
    {
      key: "when",
      header: "Received",
      phone: "sub",
      cell: ({ createdAt }) => <TimeText at={createdAt} zone={zone} />,
    },
    {
      key: "status",
      header: "Status",
      phone: "trail",
      cell: ({ status, failure }) => (
        <span title={failure ?? undefined} className="inline-flex items-center gap-1">
          <StatusBadge status={status} />
          {failure !== null && (
            <Badge tone="halt" shape="triangle">
              failed
            </Badge>
          )}
        </span>
      ),
    },
    { key: "days", header: "Days", cell: (row) => daysOf(row) ?? <span className="text-muted">none</span> },
    { key: "rows", header: "Rows", align: "end", phone: "subtrail", cell: ({ rows }) => count(rows) },
    { key: "accepted", header: "Accepted", align: "end", cell: ({ accepted }) => count(accepted) },
    { key: "duplicates", header: "Duplicates", align: "end", cell: ({ duplicates }) => count(duplicates) },
    {
      key: "refused",
      header: "Refused",
      align: "end",
      cell: ({ refused, status }) => (
        <span className={cx(refused > 0 && status === "staged" && "font-semibold text-halt")}>{count(refused)}</span>
      ),
    },
  ];
}

function NoImports({ place, mayImport }: { readonly place: ImportsPlace; readonly mayImport: boolean }) {
  if (place.cursor !== undefined) {
    return (
      <EmptyState
        kind="filtered"
        title="No older imports"
        action={{ href: importsHref({ ...place, cursor: undefined }), label: "Back to the newest" }}
      />
    );
  }
  if (!mayImport) {
    return (
      <EmptyState
        kind="forbidden"
        title="Nothing was imported"
        action={{ href: "/portfolio", label: "Go to the portfolio" }}
      >
        Those who trade on this account can import its past.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="unused"
      title="Nothing imported yet"
      control={
        <Button onClick={() => document.querySelector<HTMLElement>("#import-text")?.focus()}>Paste rows above</Button>
      }
    >
      {place.tab === "prices"
        ? "Closes that you import value days on which the desk had no price."
        : "Trades, dividends, fees and deposits of another broker become part of these books."}
    </EmptyState>
  );
}
