"use client";
// What the report is asked for: a period or days, the lots, and what was known then; an ordinary form whose answers become the address.
import type { FormEvent } from "react";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Segments } from "#components/ui/tabs.tsx";
import { LOT_METHODS, type LotMethod } from "#lib/domain/books/lot-method.ts";
import { type PerformancePlace, performanceHref, readPerformancePlace } from "./performance-address.ts";
import { PERIODS } from "./period.ts";
import { METHOD_SHORT, METHOD_WORDS } from "./report-style.ts";

interface ReportControlsProps {
  readonly place: PerformancePlace;
  readonly today: string;
  readonly accountMethod: LotMethod;
}

export function PeriodButtons({ place }: { place: PerformancePlace }) {
  return (
    <Segments
      label="Period"
      items={PERIODS.map((period) => ({
        href: performanceHref({ ...place, period, from: undefined, explain: undefined }),
        label: period,
        current: place.from === undefined && period === place.period,
      }))}
    />
  );
}

export function ReportControls({ place, today, accountMethod }: ReportControlsProps) {
  // Without JavaScript the form itself makes the address; here it becomes one without empty parts.
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    );
    history.pushState(null, "", performanceHref(readPerformancePlace(given)));
  }
  const kept = { period: place.period, basis: place.basis, sort: place.sort, closed: place.closed };
  const methods = LOT_METHODS.filter((method) => method !== accountMethod);
  return (
    <form
      // The fields take what the address says when it changes.
      key={performanceHref({ ...place, explain: undefined, position: undefined })}
      action="/performance"
      onSubmit={submit}
      aria-label="What the report shows"
      className="no-print grid grid-cols-2 items-end gap-2 md:flex md:flex-wrap"
    >
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <TextField
        id="report-from"
        name="from"
        type="date"
        label="From day"
        max={today}
        defaultValue={place.from ?? ""}
      />
      <TextField
        id="report-as-of"
        name="asOf"
        type="date"
        label="As of day"
        max={today}
        defaultValue={place.asOf ?? ""}
      />
      <SelectField
        id="report-method"
        name="method"
        label="Lots, for this report only"
        options={[
          { value: "", label: `As the books: ${METHOD_SHORT[accountMethod]}` },
          ...methods.map((method) => ({ value: method, label: METHOD_WORDS[method] })),
        ]}
        defaultValue={place.method === accountMethod ? "" : (place.method ?? "")}
      />
      <details open={place.knownOn !== undefined} className="min-w-0">
        <summary className="inline-flex min-h-(--control) items-center text-muted text-xs underline underline-offset-2">
          As known on…
        </summary>
        <TextField
          id="report-known-on"
          name="knownOn"
          type="date"
          label="Only what was booked by that day"
          max={today}
          defaultValue={place.knownOn ?? ""}
        />
      </details>
      <Button type="submit">Show</Button>
    </form>
  );
}
