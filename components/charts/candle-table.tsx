// The bars as a table, for those who read figures better than pictures.
import { Suspense, useState } from "react";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { CandleTableProps } from "./candle-rows.tsx";

const CandleRows = lazyPart(async () => (await import("./candle-rows.tsx")).CandleRows);

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
