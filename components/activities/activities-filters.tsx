"use client";
// The filters of the activities: an ordinary form whose answers become the address.
import type { FormEvent } from "react";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { LinkButton, TextLink } from "#components/ui/link-button.tsx";
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

  // Without JavaScript the form itself makes the address; here it becomes one without empty parts.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    );
    history.pushState(null, "", activitiesHref(readActivitiesPlace(given)));
  }
  return (
    <form
      // The fields take what the address says when it changes.
      key={activitiesHref({ ...place, cursor: undefined, activity: undefined })}
      action="/activities"
      onSubmit={submit}
      aria-label="Filter activities"
      className="no-print grid grid-cols-2 items-end gap-2 border-line border-b p-3 sm:grid-cols-5"
    >
      <SelectField id="activity-type" name="type" label="Type" options={TYPE_OPTIONS} defaultValue={type ?? ""} />
      <TextField
        id="activity-symbol"
        name="symbol"
        label="Symbol"
        list="activity-symbols"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={20}
        defaultValue={symbol ?? ""}
        data-search
      />
      <datalist id="activity-symbols">
        {symbols.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <TextField id="activity-from" name="from" type="date" label="From day" defaultValue={from ?? ""} />
      <TextField id="activity-to" name="to" type="date" label="To day" defaultValue={to ?? ""} />
      <div className="flex gap-2">
        <Button type="submit">Filter</Button>
        {hasActivityFilters(place) && (
          <LinkButton href="/activities" variant="quiet" scroll={false}>
            Clear
          </LinkButton>
        )}
      </div>
      {importId !== undefined && (
        <p className="col-span-full text-muted text-xs">
          <input type="hidden" name="importId" value={importId} />
          Only what <TextLink href={`/imports?import=${importId}`}>one import</TextLink> brought.
        </p>
      )}
    </form>
  );
}
