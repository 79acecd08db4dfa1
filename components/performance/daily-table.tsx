"use client";
// Every day behind the curves as a table, newest first, made for who opens it.
import { Suspense, useState } from "react";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { DailyTableProps } from "./desk-props.ts";

const DailyRows = lazyPart(async () => (await import("./daily-rows.tsx")).DailyRows);

export function DailyTable(props: DailyTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="no-print mt-2 min-w-0" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="inline-flex min-h-6 items-center text-muted text-xs underline underline-offset-2">
        View as table, day by day
      </summary>
      {open && (
        <div className="mt-2">
          <Suspense fallback={null}>
            <DailyRows {...props} />
          </Suspense>
        </div>
      )}
    </details>
  );
}
