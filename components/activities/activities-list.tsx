"use client";
// One page of activities.
import { LiveList } from "#components/orders/live-list.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ActivityPage } from "#lib/contracts/activity.ts";
import { type ActivitiesPlace, activitiesHref, hasActivityFilters } from "./activities-address.ts";
import { activityColumns } from "./activity-columns.tsx";
import { titleOf } from "./activity-words.ts";
import type { ActivitiesDeskProps } from "./desk-props.ts";

interface ActivitiesListProps extends ActivitiesDeskProps {
  readonly place: ActivitiesPlace;
  readonly page: ActivityPage;
  /** The list of the question before, while this one's answer is on its way. */
  readonly settling: boolean;
}

const NOUN = { one: "activity", many: "activities" };

export function ActivitiesList({
  place,
  page,
  settling,
  currency,
  accountZone,
  hidden,
  mayWrite,
}: ActivitiesListProps) {
  const at = (change: Partial<ActivitiesPlace>) => activitiesHref({ ...place, activity: undefined, ...change });
  return (
    <LiveList
      items={page.items}
      settling={settling}
      noun={NOUN}
      empty={<NoActivities place={place} mayWrite={mayWrite} />}
      caption={`Activities, newest first, money in ${currency} unless told, days of ${accountZone}`}
      columns={activityColumns({ currency, hidden })}
      rowHref={({ id }) => at({ activity: id })}
      rowLabel={(row) => `${titleOf(row)}: what it moved`}
      selectedKey={place.activity}
      firstHref={place.cursor === undefined ? null : at({ cursor: undefined })}
      nextHref={page.nextCursor === null ? null : at({ cursor: page.nextCursor })}
    />
  );
}

function NoActivities({ place, mayWrite }: { readonly place: ActivitiesPlace; readonly mayWrite: boolean }) {
  if (hasActivityFilters(place) || place.cursor !== undefined) {
    return (
      <EmptyState
        kind="filtered"
        title="No activity matches"
        action={{ href: "/activities", label: "Clear the filters" }}
      >
        Nothing happened with these filters.
      </EmptyState>
    );
  }
  return mayWrite ? (
    <EmptyState kind="unused" title="Nothing happened yet" action={{ href: "/imports", label: "Import history" }}>
      Fills of orders, deposits, dividends, fees and everything that a file brings stand here, newest first.
    </EmptyState>
  ) : (
    <EmptyState
      kind="forbidden"
      title="Nothing happened yet"
      action={{ href: "/portfolio", label: "Go to the portfolio" }}
    >
      Those who trade on this account fill its books.
    </EmptyState>
  );
}
