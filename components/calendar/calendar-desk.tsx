"use client";
// The venue's calendar: how the market trades, a month of its days, and one day in full; admins change both.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Suspense, useState } from "react";
import { hrefWith, showInAddress } from "#components/ui/address-param.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, PageHead } from "#components/ui/card.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import { calendarOptions } from "#lib/client/calendar.ts";
import type { CalendarView } from "#lib/contracts/calendar.ts";
import { DayDrawer } from "./day-drawer.tsx";
import { type CalendarDay, MODE_WORDS } from "./day-words.ts";
import { phaseText } from "./market-phase.ts";
import { addMonths, type Month, monthOf, monthTitle, readMonth, spanOf } from "./month.ts";
import { MonthGrid } from "./month-grid.tsx";

// An admin's tools come with the first press.
const ModeDialog = lazyPart(async () => (await import("./mode-dialog.tsx")).ModeDialog);
const OverrideDialog = lazyPart(async () => (await import("./override-dialog.tsx")).OverrideDialog);
const RemoveDialog = lazyPart(async () => (await import("./remove-override-dialog.tsx")).RemoveOverrideDialog);

interface CalendarDeskProps {
  /** The venue's day when the page was made. */
  readonly today: string;
  readonly mayEdit: boolean;
}

type Changing = { readonly what: "mode" } | { readonly what: "override" | "remove"; readonly day: CalendarDay };

export function CalendarDesk({ today, mayEdit }: CalendarDeskProps) {
  const search = useSearchParams();
  const queries = useQueryClient();
  const chosen = search.get("day");
  const month: Month = readMonth(search.get("month")) ?? monthOf(today);
  const { data, error, refetch, isPlaceholderData } = useQuery(calendarOptions(spanOf(month)));
  const [changing, setChanging] = useState<Changing | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const open = data?.days.find(({ day }) => day === chosen);

  function saved(sentence: string) {
    setChanging(null);
    setSaid(sentence);
    // Sessions decide until when orders work, so those readings are old too.
    for (const head of ["calendar", "orders", "order-story", "trading-status"])
      void queries.invalidateQueries({ queryKey: [head] });
  }

  return (
    <>
      <PageHead
        title="Calendar"
        note="Days and hours of the venue, in New York time. Crypto trades around the clock on every day."
      />
      {data === undefined ? (
        <Missing error={error} retry={() => void refetch()} />
      ) : (
        <div className="flex flex-col gap-3">
          <ModeCard view={data} onChange={mayEdit ? () => setChanging({ what: "mode" }) : null} />
          <p role="status" className="empty:sr-only">
            {said}
          </p>
          <ShallowLinks>
            <Card title={monthTitle(month)} aside={<MonthLinks month={month} today={today} search={search} />} flush>
              <MonthGrid month={month} today={today} view={data} settling={isPlaceholderData} openDay={chosen} />
            </Card>
          </ShallowLinks>
          <p className="text-muted text-xs">
            Arrow keys move through the days, Page up and Page down through the months, Enter opens a day.
          </p>
        </div>
      )}
      {data !== undefined && open !== undefined && (
        <DayDrawer
          day={open}
          mode={data.mode}
          past={open.day < today}
          onEdit={mayEdit ? () => setChanging({ what: "override", day: open }) : null}
          onRemove={mayEdit ? () => setChanging({ what: "remove", day: open }) : null}
          onClose={() => showInAddress("day", null)}
        />
      )}
      <Suspense fallback={null}>
        {data !== undefined && changing?.what === "mode" && (
          <ModeDialog view={data} onSaved={saved} onClose={() => setChanging(null)} />
        )}
        {changing?.what === "override" && (
          <OverrideDialog day={changing.day} onSaved={saved} onClose={() => setChanging(null)} />
        )}
        {changing?.what === "remove" && changing.day.override !== null && (
          <RemoveDialog
            day={changing.day.day}
            override={changing.day.override}
            onSaved={saved}
            onClose={() => setChanging(null)}
          />
        )}
      </Suspense>
    </>
  );
}

function ModeCard({ view, onChange }: { view: CalendarView; onChange: (() => void) | null }) {
  const { name, meaning } = MODE_WORDS[view.mode];
  const open = view.phase === "core";
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div>
          <p className="flex flex-wrap items-center gap-2 font-semibold">
            <Badge tone={open ? "live" : "neutral"} shape={open ? "dot" : "ring"}>
              {name}
            </Badge>
            {view.mode === "nyse" && phaseText(view)}
          </p>
          <p className="text-muted text-xs">{meaning}</p>
        </div>
        {onChange !== null && <Button onClick={onChange}>Change hours…</Button>}
      </div>
    </Card>
  );
}

interface MonthLinksProps {
  readonly month: Month;
  readonly today: string;
  readonly search: URLSearchParams;
}

function MonthLinks({ month, today, search }: MonthLinksProps) {
  const quiet = new URLSearchParams(search);
  quiet.delete("day");
  const to = (wanted: Month) => hrefWith(quiet, "month", wanted === monthOf(today) ? null : wanted);
  return (
    <nav aria-label="Months" className="no-print flex items-center gap-1">
      <LinkButton size="small" href={to(addMonths(month, -1))}>
        Earlier
      </LinkButton>
      {month !== monthOf(today) && (
        <LinkButton size="small" href={to(monthOf(today))}>
          This month
        </LinkButton>
      )}
      <LinkButton size="small" href={to(addMonths(month, 1))}>
        Later
      </LinkButton>
    </nav>
  );
}

function Missing({ error, retry }: { error: Error | null; retry: () => void }) {
  if (error === null) return <BlockSkeleton height="24rem" label="Loading the calendar" />;
  return (
    <ErrorPanel
      what="The calendar could not be loaded."
      money="Looking at days moves no money."
      todo={error.message}
      action={<Button onClick={retry}>Try again</Button>}
    />
  );
}
