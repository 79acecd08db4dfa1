// The bars as a table, for those who read figures better than pictures.
import { lazy, Suspense, useState } from "react";
import type { CandleTableProps } from "./candle-rows.tsx";

const CandleRows = lazy(() => import("./candle-rows.tsx").then((module) => ({ default: module.CandleRows })));

export function CandleTable(props: CandleTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="min-w-0 flex-1 text-right" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="inline-flex min-h-6 items-center text-muted text-xs underline underline-offset-2">
        View as table
      </summary>
      {/* Hundreds of rows are made only for who asks for them. */}
      {open && (
        <div className="mt-2 text-left">
          <Suspense fallback={null}>
            <CandleRows {...props} />
          </Suspense>
        </div>
      )}
    </details>
  );
}
