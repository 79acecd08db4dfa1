"use client";
// One page of activities: shown rows stay in place, new ones wait behind a pill.
import { PageLinks } from "#components/orders/page-links.tsx";
import { useHeldRows } from "#components/orders/use-held-rows.ts";
import { cx } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { NewPill } from "#components/ui/new-pill.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { Table } from "#components/ui/table.tsx";
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
  const { rows, waiting, show } = useHeldRows(page.items);
  if (rows.length === 0) return <NoActivities place={place} mayWrite={mayWrite} />;
  return (
    <div className={cx(settling && "opacity-60")} aria-busy={settling || undefined}>
      <NewPill count={waiting} noun={NOUN} onShow={show} />
      <ShallowLinks>
        <Table
          caption={`Activities, newest first, money in ${currency} unless told, days of ${accountZone}`}
          columns={activityColumns({ currency, hidden })}
          rows={rows}
          rowKey={({ id }) => id}
          rowHref={({ id }) => activitiesHref({ ...place, activity: id })}
          rowLabel={(row) => `${titleOf(row)}: what it moved`}
          selectedKey={place.activity}
        />
        <PageLinks
          label="Pages of activities"
          firstHref={
            place.cursor === undefined ? null : activitiesHref({ ...place, activity: undefined, cursor: undefined })
          }
          nextHref={
            page.nextCursor === null ? null : activitiesHref({ ...place, activity: undefined, cursor: page.nextCursor })
          }
        />
      </ShallowLinks>
    </div>
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
