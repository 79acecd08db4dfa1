"use client";
// The filters of the activities.
import { DayFilters, ListFilters, SymbolFilter } from "#components/orders/list-filters.tsx";
import { SelectField } from "#components/ui/field.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { type ActivitiesPlace, activitiesHref, hasActivityFilters, readActivitiesPlace } from "./activities-address.ts";
import { ACTIVITY_TYPES, TYPE_WORDS } from "./activity-words.ts";

interface ActivitiesFiltersProps {
  readonly place: ActivitiesPlace;
  readonly symbols: readonly string[];
}

const TYPE_OPTIONS = [
  { value: "", label: "All types" },
  ...ACTIVITY_TYPES.map((type) => ({ value: type, label: TYPE_WORDS[type] })),
];

export function ActivitiesFilters({ place, symbols }: ActivitiesFiltersProps) {
  const { type, symbol, from, to, importId } = place;
  return (
    <ListFilters
      key={activitiesHref({ ...place, cursor: undefined, activity: undefined })}
      path="/activities"
      label="Filter activities"
      hrefOf={(given) => activitiesHref(readActivitiesPlace(given))}
      clearHref={hasActivityFilters(place) ? "/activities" : null}
      columns="sm:grid-cols-5"
      note={
        importId !== undefined && (
          <p className="col-span-full text-muted text-xs">
            <input type="hidden" name="importId" value={importId} />
            Only what <TextLink href={`/imports?import=${importId}`}>one import</TextLink> brought.
          </p>
        )
      }
    >
      <SelectField id="filter-type" name="type" label="Type" options={TYPE_OPTIONS} defaultValue={type ?? ""} />
      <SymbolFilter symbol={symbol} symbols={symbols} />
      <DayFilters from={from} to={to} />
    </ListFilters>
  );
}
