// The audit: everything that was changed on the desk, by whom, and what led to it.
import type { Metadata } from "next";
import { headers } from "next/headers";
import { type AuditPlace, auditHref, readPlace } from "#components/audit/audit-address.ts";
import { AuditDetail } from "#components/audit/audit-detail.tsx";
import { AuditFiltersForm } from "#components/audit/audit-filters.tsx";
import { AuditPanel } from "#components/audit/audit-panel.tsx";
import { Card, PageHead } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { NotPermitted } from "#components/ui/not-permitted.tsx";
import { RouteDrawer } from "#components/ui/route-drawer.tsx";
import { auditEventsOptions } from "#lib/client/audit-events.ts";
import {
  AuditEventParams,
  AuditEventsQuery,
  type AuditTrailView,
  toAuditEventPage,
  toAuditTrailView,
} from "#lib/contracts/audit-event.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { getAuditTrail } from "#lib/services/audit-events/get-audit-trail.ts";
import { listAuditEvents } from "#lib/services/audit-events/list-audit-events.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { listUsers } from "#lib/services/users/list-users.ts";
import { type DeskPage, deskPage, type SearchParams } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "Audit" };

export default withRequestId(async function AuditPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const [page, raw] = await Promise.all([deskPage(), searchParams]);
  if (!page.may("audit:read")) return <NotPermitted title="Audit" who="admins" />;
  const place = readPlace(raw);
  const { event, cursor: _cursor, ...filters } = place;
  const [actors, listed, trail] = await Promise.all([
    readActors(page),
    readEvents(page, place),
    readTrail(page, event),
  ]);
  return (
    <>
      <PageHead
        title="Audit"
        note="One event for every change, made in the change's own transaction. Nobody can alter them."
      />
      <AuditFiltersForm filters={filters} actors={actors} problems={listed.problems} />
      {listed.events === null ? (
        <Card>
          <EmptyState
            kind="filtered"
            title="These filters cannot be used"
            action={{ href: "/audit", label: "Clear the filters" }}
          >
            {Object.values(listed.problems).join(" ")}
          </EmptyState>
        </Card>
      ) : (
        <Hydrated queries={[{ key: auditEventsOptions(listed.question).queryKey, data: listed.events }]}>
          <AuditPanel key={auditHref(listed.question)} initial={listed.events} place={place} zone={page.zone} />
        </Hydrated>
      )}
      {event !== undefined && <EventDrawer trail={trail} place={place} zone={page.zone} />}
    </>
  );
});

async function readActors({ ctx, may }: DeskPage) {
  if (!may("users:read")) return [];
  const { items } = await listUsers({ ctx, input: { limit: 200 } });
  return items.map(({ id, name }) => ({ id, name }));
}

async function readEvents({ ctx }: DeskPage, { event: _event, ...question }: AuditPlace) {
  const parsed = AuditEventsQuery.safeParse(question);
  if (!parsed.success) {
    const problems = Object.fromEntries(
      parsed.error.issues.map(({ path, message }) => [String(path[0]), `${message}.`]),
    );
    return { events: null, question, problems };
  }
  try {
    return { events: toAuditEventPage(await listAuditEvents({ ctx, input: parsed.data })), question, problems: {} };
  } catch (error) {
    // A cursor that somebody has shortened on its way is a filter that cannot be used, not a broken page.
    if (!(error instanceof ServiceError) || error.code !== "invalid") throw error;
    return { events: null, question, problems: { cursor: error.message } };
  }
}

/** Undefined when no event is open, null when there is no such event. */
async function readTrail({ ctx }: DeskPage, event: string | undefined): Promise<AuditTrailView | null | undefined> {
  if (event === undefined) return undefined;
  const params = AuditEventParams.safeParse({ id: event });
  if (!params.success) return null;
  try {
    return toAuditTrailView(await getAuditTrail({ ctx, input: params.data }));
  } catch (error) {
    if (error instanceof ServiceError && error.code === "not_found") return null;
    throw error;
  }
}

interface EventDrawerProps {
  readonly trail: AuditTrailView | null | undefined;
  readonly place: AuditPlace;
  readonly zone: string;
}

const EventDrawer = withRequestId(async function EventDrawer({
  trail,
  place: { event: _event, ...rest },
  zone,
}: EventDrawerProps) {
  const closeHref = auditHref(rest);
  if (trail === undefined || trail === null) {
    return (
      <RouteDrawer title="Audit event" closeHref={closeHref}>
        <EmptyState
          kind="filtered"
          title="There is no such event"
          action={{ href: "/audit", label: "Back to the audit" }}
        />
      </RouteDrawer>
    );
  }
  const head = await headers();
  const origin = `${head.get("x-forwarded-proto") ?? "http"}://${head.get("host") ?? "localhost"}`;
  // Every event of the trail with its own address, because functions do not travel to the browser.
  const hrefs = Object.fromEntries(trail.trail.map(({ id }) => [id, auditHref({ ...rest, event: id })]));
  return (
    <RouteDrawer title="Audit event" closeHref={closeHref}>
      <AuditDetail
        trail={trail}
        zone={zone}
        link={`${origin}${auditHref({ event: trail.event.id })}`}
        hrefOf={(id) => hrefs[id] ?? auditHref({ event: id })}
      />
    </RouteDrawer>
  );
});
