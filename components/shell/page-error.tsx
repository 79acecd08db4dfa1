"use client";
// What stands in place of a page that broke: what happened, whether money moved, what to do, and the id to quote.
import { Button } from "#components/ui/button.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { errorIdOf } from "./error-id.ts";

export function PageError({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const quote = errorIdOf(error);
  return (
    <div className="mx-auto max-w-2xl p-4">
      <ErrorPanel
        what="This page could not be shown."
        money="Showing a page moves no money. If you had just sent an order, look for it under Orders before sending it again."
        todo={`Try again. If it stays, ${quote === null ? "tell" : `give the ${quote.label.toLowerCase()} below to`} whoever runs this desk.`}
        requestId={quote?.id}
        requestIdLabel={quote?.label}
        action={<Button onClick={() => retry()}>Try again</Button>}
      />
    </div>
  );
}
