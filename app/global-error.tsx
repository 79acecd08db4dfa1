"use client";
// The last resort, when even the document around the pages broke: it stands on its own.
import { errorIdOf } from "#components/shell/error-id.ts";
import "./globals.css";

export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const quote = errorIdOf(error);
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
          <p className="mt-2">Try again. If it stays, tell whoever runs this desk.</p>
          {quote !== null && (
            <p className="mt-2 text-muted">
              {quote.label} <code className="select-all break-all">{quote.id}</code>
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
