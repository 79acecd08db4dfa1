"use client";
// Makes a user and shows the one-time link with which they set their password.
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { isRole, ROLES } from "#lib/domain/access/permissions.ts";
import { PasswordLinkDialog } from "./password-link-dialog.tsx";
import { createUser } from "./user-calls.ts";

interface CreateUserDialogProps {
  readonly zone: string;
  readonly onClose: () => void;
  readonly onCreated: () => void;
}

interface Made {
  readonly name: string;
  readonly link: { readonly path: string; readonly expiresAt: string } | null;
}

export function CreateUserDialog({ zone, onClose, onCreated }: CreateUserDialogProps) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [made, setMade] = useState<Made | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const role = text("role");
    if (!isRole(role)) return;
    setBusy(true);
    setTrouble(null);
    const answer = await createUser({ name: text("name"), email: text("email"), role });
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.sentence);
      return;
    }
    onCreated();
    setMade({ name: answer.value.user.name, link: answer.value.setPassword });
  }

  if (made !== null) {
    return <PasswordLinkDialog title="User made" name={made.name} link={made.link} zone={zone} onClose={onClose} />;
  }
  return (
    <Dialog open onClose={onClose} title="New user" dismissible={!busy}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          id="new-name"
          name="name"
          label="Name"
          required
          maxLength={120}
          autoComplete="off"
          data-autofocus=""
        />
        <TextField
          id="new-email"
          name="email"
          type="email"
          label="E-mail"
          required
          maxLength={254}
          autoComplete="off"
        />
        <SelectField
          id="new-role"
          name="role"
          label="Role"
          defaultValue="viewer"
          options={ROLES.map((role) => ({ value: role, label: role }))}
          hint="A viewer looks on, a trader sends orders, an admin does everything."
        />
        {trouble !== null && (
          <p role="alert" className="text-halt">
            {trouble}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busyText={busy ? "Making…" : undefined}>
            Make the user
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
