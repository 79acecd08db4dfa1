"use client";
// Gives a day back to the rules of the exchange, with a reason.
import { useState } from "react";
import { ChangeDialog } from "#components/ui/change-dialog.tsx";
import { asAction } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import { type Override, overrideNow, overrideWords } from "./day-words.ts";
import { dayTitle } from "./month.ts";

interface RemoveOverrideProps {
  readonly day: string;
  readonly override: Override;
  readonly onSaved: (sentence: string) => void;
  readonly onClose: () => void;
}

export function RemoveOverrideDialog({ day, override, onSaved, onClose }: RemoveOverrideProps) {
  const [now, setNow] = useState<Override | null>(override);
  const [changed, setChanged] = useState(false);
  return (
    <ChangeDialog<unknown>
      title={`Back to the rules: ${dayTitle(day)}`}
      stale={
        changed ? (
          <>
            Somebody else changed this day meanwhile:{" "}
            {now === null
              ? "the rules hold for it already."
              : `it is “${overrideWords(now)}” now. Nothing of yours was saved.`}
          </>
        ) : null
      }
      submitLabel="Back to the rules"
      busyLabel="Removing…"
      idle={now === null}
      send={(reason) =>
        asAction(paths.sessionOverride(day), { method: "DELETE", body: { version: now?.version, reason } })
      }
      onStale={(current) => {
        const read = overrideNow(current);
        if (read === undefined) return false;
        setNow(read);
        setChanged(true);
        return true;
      }}
      onSaved={() => onSaved(`${dayTitle(day)} follows the rules of the exchange again.`)}
      onClose={onClose}
    >
      <p>
        {now === null ? "Nothing is set for this day." : `“${overrideWords(now)}” is taken away.`} The day then trades
        as the rules of the exchange say.
      </p>
    </ChangeDialog>
  );
}
