"use client";
// A new import: the file, what kind of prices they are, and the check that books nothing.
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, Suspense, useEffect, useState } from "react";
import { useRequestKey } from "#components/accounts/use-request-key.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { SelectField } from "#components/ui/field.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { importOptions } from "#lib/client/imports.ts";
import type { ImportScope } from "#lib/client/paths.ts";
import { DropZone } from "./drop-zone.tsx";
import { type Basis, checkBody, checkFile } from "./import-calls.ts";
import { type ImportsPlace, importsHref } from "./imports-address.ts";
import { forgetFile, type KeptFile, keepFile, keptFile } from "./kept-files.ts";

// Read once, by those who need it.
const ColumnsHelp = lazyPart(async () => (await import("./columns-help.tsx")).ColumnsHelp);

interface ImportFormProps {
  readonly place: ImportsPlace;
  readonly scope: ImportScope;
  readonly accountName: string;
}

const PLACEHOLDERS = {
  activities: "date,type,symbol,quantity,unitPrice,fee\n2024-01-02,BUY,AAPL,10,187.15,1",
  prices: "symbol,date,close\nAAPL,2024-01-02,185.64",
};

const BASES: readonly { readonly value: Basis; readonly label: string }[] = [
  { value: "asTraded", label: "As traded on each day" },
  { value: "splitAdjusted", label: "Adjusted for the splits since" },
];

export function ImportForm({ place, scope, accountName }: ImportFormProps) {
  const client = useQueryClient();
  const hydrated = useHydrated();
  const requestKey = useRequestKey();
  const draftKey = `form-${place.tab}`;
  const [file, setFile] = useState<KeptFile | null>(null);
  const [basis, setBasis] = useState<Basis>("asTraded");
  const [state, setState] = useState<"idle" | "sending">("idle");
  const [error, setError] = useState<string | null>(null);
  const [help, setHelp] = useState(false);

  // What was pasted or chosen before a reload is still there.
  useEffect(() => setFile(keptFile(draftKey)), [draftKey]);

  function hold(next: KeptFile | null) {
    setFile(next);
    setError(null);
    if (next === null) forgetFile(draftKey);
    else keepFile(draftKey, next);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state !== "idle" || file === null) return;
    const wanted = { scope, file, basis };
    setState("sending");
    setError(null);
    const outcome = await checkFile(wanted, requestKey.keyFor(JSON.stringify(checkBody(wanted))));
    setState("idle");
    if (!outcome.ok) {
      if (outcome.problem !== null) requestKey.forget();
      setError(outcome.sentence);
      return;
    }
    requestKey.forget();
    forgetFile(draftKey);
    keepFile(outcome.value.id, file);
    setFile(null);
    client.setQueryData(importOptions(scope, outcome.value.id).queryKey, outcome.value);
    void client.invalidateQueries({ queryKey: ["imports"] });
    history.pushState(null, "", importsHref({ ...place, import: outcome.value.id, rows: "all", cursor: undefined }));
  }

  const prices = place.tab === "prices";
  return (
    <Card
      title={prices ? "New prices" : "New import"}
      aside={
        <Button size="small" variant="quiet" onClick={() => setHelp(true)}>
          What columns?
        </Button>
      }
    >
      <form method="post" onSubmit={submit} aria-label="Check a file" className="flex flex-col gap-3">
        <DropZone file={file} onFile={hold} placeholder={PLACEHOLDERS[place.tab]} />
        {prices && (
          <div className="max-w-sm">
            <SelectField
              id="import-basis"
              label="What the closes are"
              options={BASES}
              value={basis}
              onChange={(event) =>
                setBasis(event.currentTarget.value === "splitAdjusted" ? "splitAdjusted" : "asTraded")
              }
              hint="Where a split is known, the closes around its day must agree with this; rows that do not are refused."
            />
          </div>
        )}
        {error !== null && (
          <p role="alert" className="text-halt">
            {error}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button
            type="submit"
            variant="primary"
            disabled={!hydrated || file === null}
            busyText={state === "sending" ? "Sending…" : undefined}
          >
            Check the rows
          </Button>
          <span className="text-muted text-xs">
            {prices
              ? whosePrices(scope, accountName)
              : `Nothing is booked on ${accountName} yet: you see the verdict on each row first.`}
          </span>
        </div>
      </form>
      <Suspense fallback={null}>{help && <ColumnsHelp kind={place.tab} onClose={() => setHelp(false)} />}</Suspense>
    </Card>
  );
}

function whosePrices(scope: ImportScope, accountName: string): string {
  return scope.kind === "prices" && scope.accountId === undefined
    ? "These become everybody's prices, once published."
    : `These become prices of ${accountName} alone, once published.`;
}
