"use client";
// The activities page at work: the live list, one activity in a drawer, a new one, and the whole as a file.
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Suspense, useState } from "react";
import { FilterFold } from "#components/orders/filter-fold.tsx";
import { MissingList } from "#components/orders/missing-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { buttonStyle } from "#components/ui/button-style.ts";
import { Card, PageHead } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { activitiesOptions, activityOptions } from "#lib/client/activities.ts";
import { paths } from "#lib/client/paths.ts";
import { activitiesFilter, activitiesHref, hasActivityFilters, readActivitiesPlace } from "./activities-address.ts";
import { ActivitiesFilters } from "./activities-filters.tsx";
import { ActivitiesList } from "./activities-list.tsx";
import type { ActivitiesDeskProps } from "./desk-props.ts";

// They come with the first press.
const AddActivityDialog = lazyPart(async () => (await import("./add-activity-dialog.tsx")).AddActivityDialog);
const ActivityDrawer = lazyPart(async () => (await import("./activity-drawer.tsx")).ActivityDrawer);

export function ActivitiesDesk(props: ActivitiesDeskProps) {
  const { accountId, accountName, symbols, mayWrite } = props;
  const place = readActivitiesPlace(Object.fromEntries(useSearchParams()));
  const [adding, setAdding] = useState(false);
  const page = useQuery(activitiesOptions(activitiesFilter(accountId, place)));
  const onPage = page.data?.items.find(({ id }) => id === place.activity);
  const missing = place.activity !== undefined && page.data !== undefined && onPage === undefined;
  const linked = useQuery({ ...activityOptions(place.activity ?? ""), enabled: missing });
  const open = onPage ?? (missing ? linked.data : undefined);
  const listHref = activitiesHref({ ...place, activity: undefined });
  return (
    <>
      <PageHead title="Activities" note={`Everything that happened to ${accountName}, as booked.`}>
        {mayWrite && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            Add activity…
          </Button>
        )}
        {mayWrite && <LinkButton href="/imports">Import…</LinkButton>}
        <ExportLinks accountId={accountId} />
      </PageHead>
      <Card flush>
        <FilterFold startOpen={hasActivityFilters(place)}>
          <ActivitiesFilters place={place} symbols={symbols} />
        </FilterFold>
        {page.data === undefined ? (
          <MissingList what="activities" error={page.error} retry={() => void page.refetch()} />
        ) : (
          <ActivitiesList
            // Another question is another list: nothing is held back from it.
            key={`${listHref} ${page.isPlaceholderData}`}
            {...props}
            place={place}
            page={page.data}
            settling={page.isPlaceholderData}
          />
        )}
      </Card>
      <Suspense fallback={null}>
        {open !== undefined && (
          <ActivityDrawer
            key={open.id}
            {...props}
            activity={open}
            onClose={() => history.pushState(null, "", listHref)}
          />
        )}
        {adding && <AddActivityDialog {...props} onClose={() => setAdding(false)} />}
      </Suspense>
    </>
  );
}

/** Plain links: the browser saves what comes. */
function ExportLinks({ accountId }: { readonly accountId: string }) {
  return (
    <>
      {(["csv", "json"] as const).map((format) => (
        <a
          key={format}
          href={paths.exportActivities(accountId, format)}
          download
          className={buttonStyle("secondary", "medium")}
        >
          <Icon name="download" /> {format.toUpperCase()}
          <span className="sr-only"> of all activities</span>
        </a>
      ))}
    </>
  );
}
