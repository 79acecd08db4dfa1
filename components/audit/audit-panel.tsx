"use client";
// The audit in the browser: the list stands still, new events wait behind a pill.
import { useQuery } from "@tanstack/react-query";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { NewPill } from "#components/ui/new-pill.tsx";
import { auditEventsOptions } from "#lib/client/audit-events.ts";
import type { AuditEventPage, AuditEventView } from "#lib/contracts/audit-event.ts";
import { type AuditPlace, auditHref, hasFilters } from "./audit-address.ts";
import { AuditTable } from "./audit-table.tsx";
import { useHeldPage } from "./held-page.ts";

interface AuditPanelProps {
  readonly initial: AuditEventPage;
  readonly place: AuditPlace;
  readonly zone: string;
}

export function AuditPanel({ initial, place, zone }: AuditPanelProps) {
  const { event: open, ...question } = place;
  const { rows, waiting, show, nextCursor } = useHeldPage(useQuery(auditEventsOptions(question)), initial, idOf);
  const { cursor, ...filters } = question;
  return (
    <>
      {cursor === undefined && <NewPill count={waiting} noun={{ one: "event", many: "events" }} onShow={show} />}
      <Card flush>
        {rows.length === 0 ? (
          <Nothing filtered={hasFilters(filters) || cursor !== undefined} />
        ) : (
          <AuditTable
            events={rows}
            zone={zone}
            hrefOf={(event) => auditHref({ ...question, event: event.id })}
            selectedId={open}
          />
        )}
      </Card>
      <div className="mt-3 flex justify-end gap-2">
        {cursor !== undefined && <LinkButton href={auditHref(filters)}>Newest</LinkButton>}
        {nextCursor !== null && <LinkButton href={auditHref({ ...filters, cursor: nextCursor })}>Older</LinkButton>}
      </div>
    </>
  );
}

function idOf(event: AuditEventView): string {
  return event.id;
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState kind="filtered" title="No events match" action={{ href: "/audit", label: "Clear the filters" }}>
        Nothing was done that fits all of them.
      </EmptyState>
    );
  }
  return (
    <EmptyState kind="unused" title="Nothing has happened yet" action={{ href: "/accounts", label: "Go to accounts" }}>
      Every change on this desk leaves an event here.
    </EmptyState>
  );
}
