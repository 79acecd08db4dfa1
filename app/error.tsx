"use client";
// What stands in place of a page that broke; the rest of the desk goes on.
import { Button } from "#components/ui/button.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";

function digestOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("digest" in error)) return undefined;
  return typeof error.digest === "string" ? error.digest : undefined;
}

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="mx-auto max-w-2xl p-4">
      <ErrorPanel
        what="This page could not be shown."
        money="Showing a page moves no money. If you had just sent an order, look for it under Orders before sending it again."
        todo="Try again. If it stays, give the code below to whoever runs this desk."
        requestId={digestOf(error)}
        requestIdLabel="Error code"
        action={<Button onClick={() => retry()}>Try again</Button>}
      />
    </div>
  );
}
