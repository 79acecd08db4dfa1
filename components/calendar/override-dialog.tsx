"use client";
// Says how one day trades, above what the rules say; keeps what was chosen when somebody else was faster.
import { useState } from "react";
import { ChangeDialog } from "#components/ui/change-dialog.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { asAction } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import { type CalendarDay, KIND_WORDS, type Override, overrideNow, overrideWords } from "./day-words.ts";
import { dayTitle } from "./month.ts";

interface OverrideDialogProps {
  readonly day: CalendarDay;
  readonly onSaved: (sentence: string) => void;
  readonly onClose: () => void;
}

const KINDS = Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }));

export function OverrideDialog({ day: { day, override }, onSaved, onClose }: OverrideDialogProps) {
  const [now, setNow] = useState(override);
  const [changed, setChanged] = useState(false);
  const [kind, setKind] = useState<Override["kind"]>(override?.kind ?? "closed");
  const [openAt, setOpenAt] = useState(override?.openAt ?? "09:30");
  const [closeAt, setCloseAt] = useState(override?.closeAt ?? "16:00");
  const times = kind === "custom" ? { openAt, closeAt } : { openAt: null, closeAt: null };
  const backwards = kind === "custom" && openAt >= closeAt;
  return (
    <ChangeDialog<unknown>
      title={`Set ${dayTitle(day)}`}
      stale={
        changed ? (
          <>
            Somebody else changed this day meanwhile:{" "}
            {now === null ? "what was set for it was removed" : `it is “${overrideWords(now)}” now`}. Nothing of yours
            was saved. What you chose is still here; send it again only if you still mean it.
          </>
        ) : null
      }
      submitLabel={`Set the day: ${KIND_WORDS[kind].toLowerCase()}`}
      busyLabel="Setting…"
      idle={backwards}
      send={(reason) =>
        asAction(paths.sessionOverride(day), {
          method: "PUT",
          body: { kind, ...times, reason, version: now?.version ?? 0 },
        })
      }
      onStale={(current) => {
        const read = overrideNow(current);
        if (read === undefined) return false;
        setNow(read);
        setChanged(true);
        return true;
      }}
      onSaved={() => onSaved(`${dayTitle(day)}: ${KIND_WORDS[kind].toLowerCase()}.`)}
      onClose={onClose}
    >
      <p className="text-muted">
        {now === null ? "Nothing is set for this day yet." : `Now: ${overrideWords(now)}.`} Orders that are open keep
        the end they were given.
      </p>
      <SelectField
        id="override-kind"
        label="The day is"
        options={KINDS}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as Override["kind"])}
      />
      {kind === "custom" && (
        <div className="grid grid-cols-2 gap-3">
          <TextField
            id="override-open"
            label="Opens, New York"
            type="time"
            required
            value={openAt}
            onChange={(event) => setOpenAt(event.currentTarget.value)}
          />
          <TextField
            id="override-close"
            label="Closes, New York"
            type="time"
            required
            value={closeAt}
            onChange={(event) => setCloseAt(event.currentTarget.value)}
            error={backwards ? "A day opens before it closes." : null}
          />
        </div>
      )}
    </ChangeDialog>
  );
}
