"use client";
// How an account keeps its books: whose days, which lots a sale takes, and what its return is compared with.
import { useRouter } from "next/navigation";
import { Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { AccountView } from "#lib/contracts/account.ts";
import { METHOD_NAMES } from "./lot-method-words.ts";

// They come with the first press.
const BenchmarkDialog = lazyPart(async () => (await import("./benchmark-dialog.tsx")).BenchmarkDialog);
const MethodDialog = lazyPart(async () => (await import("./method-dialog.tsx")).MethodDialog);

interface BooksSectionProps {
  readonly account: Pick<AccountView, "id" | "name" | "version" | "lotMethod" | "benchmark" | "timeZone" | "currency">;
  readonly mayEdit: boolean;
}

export function BooksSection({ account, mayEdit }: BooksSectionProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<"method" | "benchmark" | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const done = (words: string) => {
    setAsked(null);
    setSaid(words);
    router.refresh();
  };
  const lines = [
    ["Days of", account.timeZone],
    ["Reports in", account.currency],
    ["A sale takes", METHOD_NAMES[account.lotMethod]],
    ["Compared with", account.benchmark ?? "nothing"],
  ] as const;
  return (
    <section>
      <h3 className="mb-2 font-semibold">Its books</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {lines.map(([label, words]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="text-right">{words}</dd>
          </div>
        ))}
      </dl>
      <p role="status" className="mt-2 empty:sr-only">
        {said}
      </p>
      {mayEdit && (
        <div className="mt-2 flex flex-wrap gap-2">
          <Button onClick={() => setAsked("method")}>Change its lots…</Button>
          <Button onClick={() => setAsked("benchmark")}>Compare with…</Button>
        </div>
      )}
      <Suspense fallback={null}>
        {asked === "method" && (
          <MethodDialog
            account={account}
            onSaved={() => done("Its lots were computed anew; the history follows in the background.")}
            onClose={() => setAsked(null)}
          />
        )}
        {asked === "benchmark" && (
          <BenchmarkDialog
            account={account}
            onSaved={() => done("Set; the next report shows it.")}
            onClose={() => setAsked(null)}
          />
        )}
      </Suspense>
    </section>
  );
}
