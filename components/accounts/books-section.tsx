"use client";
// How an account keeps its books: whose days, which lots a sale takes, and what its return is compared with.
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { AccountView } from "#lib/contracts/account.ts";
import { LotChangeNote } from "./lot-change-note.tsx";
import { METHOD_NAMES } from "./lot-method-words.ts";
import { TermsSection } from "./terms-section.tsx";

// They come with the first press.
const BenchmarkDialog = lazyPart(async () => (await import("./benchmark-dialog.tsx")).BenchmarkDialog);
const MethodDialog = lazyPart(async () => (await import("./method-dialog.tsx")).MethodDialog);

interface BooksSectionProps {
  readonly account: Pick<
    AccountView,
    "id" | "name" | "version" | "lotMethod" | "lotChange" | "benchmark" | "timeZone" | "currency"
  >;
  readonly mayEdit: boolean;
}

export function BooksSection({ account, mayEdit }: BooksSectionProps) {
  return (
    <div className="flex flex-col gap-2">
      <TermsSection
        title="Its books"
        lines={[
          ["Days of", account.timeZone],
          ["Reports in", account.currency],
          ["A sale takes", METHOD_NAMES[account.lotMethod]],
          ["Compared with", account.benchmark ?? "nothing"],
        ]}
        mayEdit={mayEdit}
        changes={[
          {
            label: "Change its lots…",
            done: "Saved.",
            dialog: (handle) => <MethodDialog account={account} {...handle} />,
          },
          {
            label: "Compare with…",
            done: "Set; the next report shows it.",
            dialog: (handle) => <BenchmarkDialog account={account} {...handle} />,
          },
        ]}
      />
      <LotChangeNote account={account} />
    </div>
  );
}
