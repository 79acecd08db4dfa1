"use client";
// Asks before something that cannot be undone, naming how many and how much; the button repeats it.
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./modal.tsx";
import { ReasonField } from "./reason-field.tsx";

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Count and value: "3 working orders worth 12,400.00 USD will be canceled." */
  readonly effect: ReactNode;
  /** Says exactly what it does: "Cancel 3 orders", never "OK". */
  readonly confirmLabel: string;
  readonly busyLabel: string;
  readonly tone?: "danger" | "primary";
  readonly reason?: { readonly label: string; readonly minLength?: number } | undefined;
  /** Further choices, such as "halt and cancel them". */
  readonly children?: ReactNode;
  /** Resolves to a sentence when it was refused, to null when it was done. */
  readonly onConfirm: (reason: string) => Promise<string | null>;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, effect, confirmLabel, busyLabel, tone = "danger", reason, children, onConfirm } = props;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const given = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
    if (reason && given.length < (reason.minLength ?? 3)) {
      setError("Give a reason, it is kept in the audit.");
      return;
    }
    setBusy(true);
    setError(null);
    const refused = await onConfirm(given);
    setBusy(false);
    if (refused === null) onClose();
    else setError(refused);
  }

  return (
    <Dialog open={open} onClose={onClose} title={title} dismissible={!busy}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <div>{effect}</div>
        {children}
        {reason ? (
          <ReasonField id="confirm-reason" data-autofocus label={reason.label} error={error} />
        ) : (
          error && (
            <p role="alert" className="text-halt">
              {error}
            </p>
          )
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={busy} data-autofocus={reason ? undefined : ""}>
            Keep as it is
          </Button>
          <Button type="submit" variant={tone} busyText={busy ? busyLabel : undefined}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
