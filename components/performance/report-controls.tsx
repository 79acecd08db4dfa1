"use client";
// What the report is asked for: a period or days, the lots, and what was known then.
import { AddressForm } from "#components/orders/address-form.tsx";
import { DayField } from "#components/orders/list-filters.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/field.tsx";
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
  const kept = { period: place.period, basis: place.basis, sort: place.sort, closed: place.closed };
  const methods = LOT_METHODS.filter((method) => method !== accountMethod);
  return (
    <AddressForm
      key={performanceHref({ ...place, explain: undefined, position: undefined })}
      path="/performance"
      label="What the report shows"
      hrefOf={(given) => performanceHref(readPerformancePlace(given))}
      className="no-print grid grid-cols-2 items-end gap-2 md:flex md:flex-wrap"
    >
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <DayField name="from" label="From day" day={place.from} max={today} />
      <DayField name="asOf" label="As of day" day={place.asOf} max={today} />
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
        <DayField name="knownOn" label="Only what was booked by that day" day={place.knownOn} max={today} />
      </details>
      <Button type="submit">Show</Button>
    </AddressForm>
  );
}
