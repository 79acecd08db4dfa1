"use client";
// Publish, throw away, take back: each asks first and names how many rows, which days and what else.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { Outcome } from "#lib/client/acting.ts";
import { importOptions } from "#lib/client/imports.ts";
import type { ImportView } from "#lib/contracts/import.ts";
import type { ImportReviewProps } from "./desk-props.ts";
import { discard, publish, undo } from "./import-calls.ts";
import { counted, daysOf, namesOf, newRows } from "./import-words.ts";
import { listHref } from "./imports-address.ts";
import { keptFile } from "./kept-files.ts";

interface ImportActionsProps extends ImportReviewProps {
  readonly found: ImportView;
}

type Asked = "publish" | "discard" | "undo" | null;

export function ImportActions({ found, scope, place, accountName, mayChange }: ImportActionsProps) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked>(null);
  const { id, status, publishable, accepted, refused, fileName } = found;
  if (!mayChange) return null;

  function take(outcome: Outcome<ImportView>): string | null {
    void client.invalidateQueries({ queryKey: ["imports"] });
    if (!outcome.ok) {
      void client.invalidateQueries({ queryKey: ["import", id] });
      return outcome.sentence;
    }
    client.setQueryData(importOptions(scope, id).queryKey, outcome.value);
    return null;
  }

  const waits = status === "staged" || status === "unreadable";
  return (
    <>
      {waits && <Button onClick={() => setAsked("discard")}>Throw away…</Button>}
      {status === "staged" && publishable && accepted > 0 && (
        <Button variant="primary" onClick={() => setAsked("publish")}>
          Publish {newRows(found)}…
        </Button>
      )}
      {status === "published" && accepted > 0 && <Button onClick={() => setAsked("undo")}>Undo…</Button>}
      {asked === "publish" && (
        <ConfirmDialog
          open
          onClose={() => setAsked(null)}
          tone="primary"
          title={`Publish ${fileName}`}
          effect={<PublishEffect found={found} accountName={accountName} />}
          confirmLabel={`Publish ${newRows(found)}${refused > 0 ? `, leave out ${refused}` : ""}`}
          busyLabel="Publishing…"
          onConfirm={async () => take(await publish(scope, id, refused > 0))}
        />
      )}
      {asked === "discard" && (
        <ConfirmDialog
          open
          onClose={() => setAsked(null)}
          title={`Throw ${fileName} away`}
          effect={`Its ${counted(found.rows, "checked row")} ${found.rows === 1 ? "goes" : "go"}. Nothing was booked, and the books stay as they are.`}
          confirmLabel="Throw it away"
          busyLabel="Throwing away…"
          onConfirm={async () => {
            const refusal = take(await discard(scope, id));
            if (refusal === null) history.pushState(null, "", listHref(place));
            return refusal;
          }}
        />
      )}
      {asked === "undo" && (
        <ConfirmDialog
          open
          onClose={() => setAsked(null)}
          title={`Undo ${fileName}`}
          effect={
            found.kind === "prices"
              ? `${newRows(found)} of ${daysOf(found) ?? "no day"} are taken out; what they took the place of comes back. Every value of those days is computed anew.`
              : `All ${newRows(found)} of ${daysOf(found) ?? "no day"} on ${accountName} are reversed. Positions, cash and performance are computed anew; the rows may be imported again.`
          }
          confirmLabel={`Take ${newRows(found)} back`}
          busyLabel="Taking back…"
          reason={{ label: "Reason, kept in the audit" }}
          onConfirm={async (reason) => take(await undo(scope, id, reason))}
        />
      )}
    </>
  );
}

function PublishEffect({ found, accountName }: { readonly found: ImportView; readonly accountName: string }) {
  const { kind, accountId, newSymbols, duplicates, refused } = found;
  const unchecked = keptFile(found.id)?.unchecked?.length ?? 0;
  const whose = accountId === null ? "everybody's prices" : accountName;
  return (
    <ul className="flex list-disc flex-col gap-1 pl-4">
      <li>
        <b>{newRows(found)}</b> of {daysOf(found)} become part of{" "}
        {kind === "activities" ? `the books of ${whose}` : whose}, all at once.
      </li>
      {newSymbols.length > 0 && (
        <li>
          {counted(newSymbols.length, "symbol is", "symbols are")} made for this account alone:{" "}
          <b>{namesOf(newSymbols)}</b>.
        </li>
      )}
      {duplicates > 0 && <li>{counted(duplicates, "duplicate changes", "duplicates change")} nothing.</li>}
      {unchecked > 0 && (
        <li className="text-halt">
          {counted(unchecked, "mended row is", "mended rows are")} not checked yet, and left out as refused.
        </li>
      )}
      {refused > 0 && <li className="text-halt">{counted(refused, "refused row is", "refused rows are")} left out.</li>}
      <li>
        {kind === "activities"
          ? "History is computed anew in the background."
          : "Values of those days are computed anew."}{" "}
        It can be undone as a whole.
      </li>
    </ul>
  );
}
