"use client";
// How an account trades, in words; who may edit risk changes it here.
import { useRouter } from "next/navigation";
import { Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { VersionedRules } from "./trading-dialog.tsx";
import { rulesInWords } from "./trading-draft.ts";

// An admin's tool comes with the first press.
const TradingDialog = lazyPart(async () => (await import("./trading-dialog.tsx")).TradingDialog);

interface TradingSectionProps {
  readonly account: { readonly id: string; readonly name: string; readonly currency: string };
  readonly rules: VersionedRules;
  readonly mayEdit: boolean;
}

export function TradingSection({ account: { id, name, currency }, rules, mayEdit }: TradingSectionProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  return (
    <section>
      <h3 className="mb-2 font-semibold">How it trades</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {rulesInWords(rules, currency).map(([label, words]) => (
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
        <Button className="mt-2" onClick={() => setOpen(true)}>
          Change how it trades…
        </Button>
      )}
      <Suspense fallback={null}>
        {open && (
          <TradingDialog
            accountId={id}
            accountName={name}
            currency={currency}
            rules={rules}
            onSaved={() => {
              setOpen(false);
              setSaid("Set; it holds from the next order on.");
              router.refresh();
            }}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </section>
  );
}
