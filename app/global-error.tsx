"use client";
// The last resort, when even the document around the pages broke: it stands on its own.
import "./globals.css";

export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest =
    typeof error === "object" && error !== null && "digest" in error && typeof error.digest === "string"
      ? error.digest
      : null;
  return (
    <html lang="en" data-theme="dark">
      <body>
        <title>Something broke - Ballast</title>
        <main className="mx-auto max-w-xl p-6">
          <h1 className="font-semibold text-lg">Ballast could not show this page</h1>
          <p className="mt-2">
            Showing a page moves no money. If you had just sent an order, look for it under Orders before sending it
            again.
          </p>
          {digest !== null && (
            <p className="mt-2 text-muted">
              Error code <code className="select-all">{digest}</code>
            </p>
          )}
          <button
            type="button"
            onClick={() => retry()}
            className="mt-4 min-h-9 rounded-md border border-line-strong bg-panel px-3 font-medium"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
