"use client";
// Switches one flag: says what will be seen by whom, asks why, and keeps what was typed when somebody was faster.
import { useState } from "react";
import { ChangeDialog } from "#components/ui/change-dialog.tsx";
import type { ServerAction } from "#lib/client/acting.ts";
import type { FlagView, ListedFlagView } from "#lib/contracts/flag.ts";
import { audienceOf } from "./audience.ts";

export interface SetFlagBody {
  readonly key: string;
  readonly enabled: boolean;
  readonly version: number;
  readonly reason: string;
}

interface FlagDialogProps {
  readonly flag: ListedFlagView;
  readonly save: ServerAction<SetFlagBody, FlagView>;
  readonly onClose: () => void;
  readonly onSaved: (flag: FlagView) => void;
}

interface FlagNow {
  readonly enabled: boolean;
  readonly rolloutBps: number;
  readonly version: number;
  /** Why somebody else changed it; null for what the page itself showed. */
  readonly changedBecause: string | null;
}

export function FlagDialog({ flag, save, onClose, onSaved }: FlagDialogProps) {
  const [now, setNow] = useState<FlagNow>({ ...flag, changedBecause: null });
  const [enabled] = useState(!flag.enabled);
  const done = now.enabled === enabled;
  const verb = enabled ? "on" : "off";
  return (
    <ChangeDialog
      title={`Switch ${flag.key} ${verb}`}
      stale={
        now.changedBecause === null ? null : (
          <>
            Somebody else changed this flag meanwhile{now.changedBecause !== "" && <>: “{now.changedBecause}”</>}.
            Nothing of yours was saved. {done ? `It is ${verb} already.` : "Send it again only if you still mean it."}
          </>
        )
      }
      submitLabel={`Switch ${verb}`}
      busyLabel="Switching…"
      tone={enabled ? "primary" : "danger"}
      idle={done}
      send={(reason, idempotencyKey) =>
        save({ key: flag.key, enabled, version: now.version, reason }, { idempotencyKey })
      }
      onStale={(current) => {
        const read = flagNow(current);
        if (read !== null) setNow(read);
        return read !== null;
      }}
      onSaved={onSaved}
      onClose={onClose}
    >
      <p className="text-muted">{flag.description}</p>
      <dl className="grid grid-cols-2 gap-3">
        <State label="Now" enabled={now.enabled} audience={audienceOf({ ...flag, ...now })} />
        <State label="Then, within two seconds" enabled={enabled} audience={audienceOf({ ...flag, ...now, enabled })} />
      </dl>
    </ChangeDialog>
  );
}

interface StateProps {
  readonly label: string;
  readonly enabled: boolean;
  readonly audience: string;
}

function State({ label, enabled, audience }: StateProps) {
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd>
        <strong>{enabled ? "On" : "Off"}.</strong> {audience}
      </dd>
    </div>
  );
}

function flagNow(current: unknown): FlagNow | null {
  if (typeof current !== "object" || current === null) return null;
  const { enabled, rolloutBps, version, reason } = current as { readonly [member: string]: unknown };
  if (typeof enabled !== "boolean" || typeof rolloutBps !== "number" || typeof version !== "number") return null;
  return { enabled, rolloutBps, version, changedBecause: typeof reason === "string" ? reason : "" };
}
