"use client";
// The imports page at work: a new file and the earlier ones, or one import with its rows.
import { useSearchParams } from "next/navigation";
import { Suspense } from "react";
import { PageHead } from "#components/ui/card.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import { Segments, Tabs } from "#components/ui/tabs.tsx";
import type { ImportsDeskProps } from "./desk-props.ts";
import { ImportForm } from "./import-form.tsx";
import { allowedPlace, importsHref, listHref, readImportsPlace, scopeOf } from "./imports-address.ts";
import { ImportsList } from "./imports-list.tsx";

// One import with its rows comes when one is opened.
const ImportReview = lazyPart(async () => (await import("./import-review.tsx")).ImportReview);

export function ImportsDesk(props: ImportsDeskProps) {
  const { accountId, accountName, mayImport, mayImportDesk } = props;
  const place = allowedPlace(readImportsPlace(Object.fromEntries(useSearchParams())), accountId, mayImportDesk);
  const scope = scopeOf(place, accountId ?? "");
  const desk = place.tab === "prices" && place.whose === "desk";
  if (place.import !== undefined) {
    return (
      <ShallowLinks>
        <Suspense fallback={<BlockSkeleton height="20rem" label="Loading the import" />}>
          <ImportReview
            // Another import is another page: nothing of the one before stays.
            key={place.import}
            {...props}
            id={place.import}
            place={place}
            scope={scope}
            mayChange={desk ? mayImportDesk : mayImport}
          />
        </Suspense>
      </ShallowLinks>
    );
  }
  return (
    <ShallowLinks>
      <PageHead
        title="Imports"
        note={
          place.tab === "prices"
            ? "Closing prices and exchange rates for days that the desk has none of."
            : `The past of ${accountName}, from a file. Looked at first, published at once, undone as a whole.`
        }
      />
      <div className="mb-3 flex flex-wrap items-end justify-between gap-2">
        <Tabs
          label="What to import"
          items={[
            ...(accountId === null
              ? []
              : [{ href: listHref({ tab: "activities" }), label: "Activities", current: place.tab === "activities" }]),
            { href: listHref({ tab: "prices" }), label: "Prices and rates", current: place.tab === "prices" },
          ]}
        />
        {place.tab === "prices" && mayImportDesk && accountId !== null && (
          <Segments
            label="Whose prices"
            items={[
              { href: listHref({ tab: "prices" }), label: accountName, current: !desk },
              { href: listHref({ tab: "prices", whose: "desk" }), label: "Everybody", current: desk },
            ]}
          />
        )}
      </div>
      <div className="flex flex-col gap-3">
        {(desk ? mayImportDesk : mayImport) && (
          <ImportForm key={`form ${listHref(place)}`} place={place} scope={scope} accountName={accountName} />
        )}
        <ImportsList
          key={`list ${importsHref(place)}`}
          place={place}
          scope={scope}
          zone={props.zone}
          mayImport={desk ? mayImportDesk : mayImport}
        />
      </div>
    </ShallowLinks>
  );
}
