"use client";
// A change that asks why: sends it once, and keeps what was chosen when somebody else was faster.
import { type FormEvent, type ReactNode, useState } from "react";
import { type ActionAnswer, act } from "#lib/client/acting.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./modal.tsx";
import { ReasonField } from "./reason-field.tsx";

interface ChangeDialogProps<Saved> {
  readonly title: string;
  /** What is now and what will be. */
  readonly children: ReactNode;
  /** Said when somebody else changed the same thing meanwhile. */
  readonly stale: ReactNode;
  readonly submitLabel: string;
  readonly busyLabel: string;
  readonly tone?: "primary" | "danger";
  /** There is nothing to send: it is so already. */
  readonly idle: boolean;
  /** The key is the same for one intent until its answer is known. */
  readonly send: (reason: string, key: string) => Promise<ActionAnswer<Saved>>;
  /** Takes what is there now from a refusal; false when it cannot be read. */
  readonly onStale: (current: unknown) => boolean;
  readonly onSaved: (saved: Saved) => void;
  readonly onClose: () => void;
}

export function ChangeDialog<Saved>(props: ChangeDialogProps<Saved>) {
  const { title, children, stale, submitLabel, busyLabel, tone = "primary", idle, onClose } = props;
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [key, setKey] = useState(() => crypto.randomUUID());

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || idle) return;
    if (reason.trim() === "") {
      setTrouble("Give a reason, it is kept in the audit.");
      return;
    }
    setBusy(true);
    setTrouble(null);
    const outcome = await act(() => props.send(reason.trim(), key));
    setBusy(false);
    if (outcome.ok) {
      props.onSaved(outcome.value);
      return;
    }
    const { problem, sentence } = outcome;
    if (problem !== null) setKey(crypto.randomUUID());
    if (problem?.code !== "stale_version" || !props.onStale(problem.current)) setTrouble(sentence);
  }

  return (
    <Dialog open onClose={onClose} title={title} dismissible={!busy}>
      <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
        {stale !== null && (
          <p role="alert" className="rounded-md border border-warn/60 bg-warn-soft p-2">
            {stale}
          </p>
        )}
        {children}
        <ReasonField
          id="change-reason"
          label="Reason, kept in the audit"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={trouble}
          data-autofocus=""
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={busy}>
            Keep as it is
          </Button>
          <Button type="submit" variant={tone} disabled={idle} busyText={busy ? busyLabel : undefined}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
