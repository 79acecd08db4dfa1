"use client";
// Switches one flag: says what will be seen by whom, asks why, and keeps what was typed when somebody was faster.
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextAreaField } from "#components/ui/field.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { act, type ServerAction } from "#lib/client/acting.ts";
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
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const done = now.enabled === enabled;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || done) return;
    if (reason.trim() === "") {
      setTrouble("Give a reason, it is kept in the audit.");
      return;
    }
    setBusy(true);
    setTrouble(null);
    const body = { key: flag.key, enabled, version: now.version, reason: reason.trim() };
    const outcome = await act(() => save(body, { idempotencyKey: key }));
    setBusy(false);
    if (outcome.ok) {
      onSaved(outcome.value);
      return;
    }
    if (outcome.problem !== null) setKey(crypto.randomUUID());
    const current = outcome.problem?.code === "stale_version" ? flagNow(outcome.problem.current) : null;
    if (current !== null) setNow(current);
    else setTrouble(outcome.sentence);
  }

  const verb = enabled ? "on" : "off";
  return (
    <Dialog open onClose={onClose} title={`Switch ${flag.key} ${verb}`} dismissible={!busy}>
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <p className="text-muted">{flag.description}</p>
        {now.changedBecause !== null && (
          <p role="alert" className="rounded-md border border-warn/60 bg-warn-soft p-2">
            Somebody else changed this flag meanwhile{now.changedBecause !== "" && <>: “{now.changedBecause}”</>}.
            Nothing of yours was saved. {done ? `It is ${verb} already.` : "Send it again only if you still mean it."}
          </p>
        )}
        <dl className="grid grid-cols-2 gap-3">
          <div>
            <dt className="text-muted text-xs">Now</dt>
            <dd>
              <strong>{now.enabled ? "On" : "Off"}.</strong> {audienceOf({ ...flag, ...now })}
            </dd>
          </div>
          <div>
            <dt className="text-muted text-xs">Then, within two seconds</dt>
            <dd>
              <strong>{enabled ? "On" : "Off"}.</strong> {audienceOf({ ...flag, ...now, enabled })}
            </dd>
          </div>
        </dl>
        <TextAreaField
          id="flag-reason"
          name="reason"
          label="Reason, kept in the audit"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={trouble}
          data-autofocus=""
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={busy}>
            Keep as it is
          </Button>
          <Button
            type="submit"
            variant={enabled ? "primary" : "danger"}
            disabled={done}
            busyText={busy ? "Switching…" : undefined}
          >
            Switch {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function flagNow(current: unknown): FlagNow | null {
  if (typeof current !== "object" || current === null) return null;
  const { enabled, rolloutBps, version, reason } = current as { readonly [member: string]: unknown };
  if (typeof enabled !== "boolean" || typeof rolloutBps !== "number" || typeof version !== "number") return null;
  return { enabled, rolloutBps, version, changedBecause: typeof reason === "string" ? reason : "" };
}
