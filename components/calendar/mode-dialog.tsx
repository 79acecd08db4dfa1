"use client";
// Changes how the whole market trades: what is now and what will be, with a reason.
import { useState } from "react";
import { ChangeDialog } from "#components/ui/change-dialog.tsx";
import { asAction } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import type { CalendarView } from "#lib/contracts/calendar.ts";
import { MODE_WORDS, type SessionMode } from "./day-words.ts";

interface ModeDialogProps {
  readonly view: CalendarView;
  readonly onSaved: (sentence: string) => void;
  readonly onClose: () => void;
}

interface Mode {
  readonly mode: SessionMode;
  readonly version: number;
}

export function ModeDialog({ view, onSaved, onClose }: ModeDialogProps) {
  const [now, setNow] = useState<Mode>({ mode: view.mode, version: view.modeVersion });
  const [then] = useState<SessionMode>(view.mode === "nyse" ? "always" : "nyse");
  const [changed, setChanged] = useState(false);
  const words = MODE_WORDS[then];
  return (
    <ChangeDialog<Mode>
      title={then === "always" ? "Keep the market always open" : "Trade in exchange hours"}
      stale={
        changed ? (
          <>
            Somebody else changed the hours meanwhile: they are “{MODE_WORDS[now.mode].name}” now. Nothing of yours was
            saved. {now.mode === then ? "That is what you wanted." : "Send it again only if you still mean it."}
          </>
        ) : null
      }
      submitLabel={then === "always" ? "Keep the market always open" : "Trade in exchange hours"}
      busyLabel="Changing…"
      idle={now.mode === then}
      send={(reason) =>
        asAction<Mode>(paths.sessionMode(), { method: "PUT", body: { mode: then, version: now.version, reason } })
      }
      onStale={(current) => {
        const read = modeNow(current);
        if (read === null) return false;
        setNow(read);
        setChanged(true);
        return true;
      }}
      onSaved={() => onSaved(`From now on: ${words.name.toLowerCase()}.`)}
      onClose={onClose}
    >
      <dl className="grid grid-cols-2 gap-3">
        {(
          [
            ["Now", now.mode],
            ["Then, for every account", then],
          ] as const
        ).map(([label, mode]) => (
          <div key={label}>
            <dt className="text-muted text-xs">{label}</dt>
            <dd>
              <strong>{MODE_WORDS[mode].name}.</strong> {MODE_WORDS[mode].meaning}
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">
        Orders that are open keep the end they were given; new ones follow the new hours. Crypto trades on as it does.
      </p>
    </ChangeDialog>
  );
}

function modeNow(current: unknown): Mode | null {
  if (typeof current !== "object" || current === null) return null;
  const { mode, version } = current as { readonly [member: string]: unknown };
  if ((mode !== "nyse" && mode !== "always") || typeof version !== "number") return null;
  return { mode, version };
}
