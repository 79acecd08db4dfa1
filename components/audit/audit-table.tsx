// The audit log as a table; a row opens what changed.
import { formatTime } from "#components/format/time.ts";
import { Badge } from "#components/ui/badge.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { AuditEventView } from "#lib/contracts/audit-event.ts";
import { actionWords } from "./action-words.ts";

interface AuditTableProps {
  readonly events: readonly AuditEventView[];
  readonly zone: string;
  readonly hrefOf: (event: AuditEventView) => string;
  readonly selectedId?: string | undefined;
}

export function AuditTable({ events, zone, hrefOf, selectedId }: AuditTableProps) {
  const columns: Column<AuditEventView>[] = [
    { key: "at", header: "Time", phone: "sub", cell: (event) => <TimeText at={event.effectiveAt} zone={zone} /> },
    { key: "actor", header: "Actor", phone: "lead", cell: (event) => actorOf(event) },
    { key: "source", header: "By way of", phone: "subtrail", cell: (event) => <Badge>{event.source}</Badge> },
    {
      key: "action",
      header: "Action",
      phone: "trail",
      cell: (event) => <span title={event.action}>{actionWords(event.action)}</span>,
    },
    {
      key: "target",
      header: "Target",
      cell: (event) => (
        <span title={event.entityId}>
          {event.entityType.replace("_", " ")}{" "}
          <code className="font-mono text-muted text-xs">{shortId(event.entityId)}</code>
        </span>
      ),
    },
    { key: "account", header: "Account", cell: (event) => event.accountName ?? "--" },
    {
      key: "reason",
      header: "Reason",
      cell: (event) => <span className="block max-w-64 truncate">{event.reason ?? "--"}</span>,
    },
    {
      key: "request",
      header: "Request",
      cell: (event) => (
        <code title={event.requestId} className="font-mono text-muted text-xs">
          {shortId(event.requestId)}
        </code>
      ),
    },
  ];
  return (
    <Table
      caption="Audit events, newest first"
      columns={columns}
      rows={events}
      rowKey={(event) => event.id}
      rowHref={hrefOf}
      rowLabel={(event) =>
        `${formatTime(event.effectiveAt, { zone })}: ${actorOf(event)} ${actionWords(event.action)}: show what changed`
      }
      selectedKey={selectedId}
      density="comfortable"
    />
  );
}

export function actorOf(event: AuditEventView): string {
  const name = event.actorName ?? "somebody who is gone";
  return event.actorKind === "api_key" ? `key ${name}` : name;
}

/** The end of an id tells rows apart; its beginning is the time, which stands in its own column. */
export function shortId(id: string): string {
  return id.length > 12 ? `…${id.slice(-8)}` : id;
}
