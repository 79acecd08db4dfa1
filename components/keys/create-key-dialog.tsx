"use client";
// Makes an API key; its text is shown once, with a call to try it.
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { CheckField, SelectField, TextField } from "#components/ui/field.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { SecretDialog } from "#components/ui/secret-dialog.tsx";
import { type ApiScope, grantableScopes, isApiScope, type Role } from "#lib/domain/access/permissions.ts";
import { parseCount } from "#lib/domain/shared/count.ts";
import { curlSample } from "./curl-sample.ts";
import { createKey, type KeyCreated } from "./key-calls.ts";
import { SCOPE_WORDS } from "./scope-words.ts";

interface CreateKeyDialogProps {
  readonly role: Role;
  /** Premium keys are given by who manages everybody's. */
  readonly mayPremium: boolean;
  readonly accountId: string | null;
  readonly onClose: () => void;
  readonly onCreated: () => void;
}

const EXPIRIES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "never", label: "Never" },
] as const;

export function CreateKeyDialog({ role, mayPremium, accountId, onClose, onCreated }: CreateKeyDialogProps) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [made, setMade] = useState<KeyCreated | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const scopes: ApiScope[] = form.getAll("scope").map(String).filter(isApiScope);
    if (scopes.length === 0) {
      setTrouble("Choose at least one thing that the key can do.");
      return;
    }
    setBusy(true);
    setTrouble(null);
    const expiry = String(form.get("expires"));
    const answer = await createKey({
      name: String(form.get("name") ?? "").trim(),
      scopes,
      expiresInDays: expiry === "never" ? null : parseCount(expiry, { min: 1, max: 366 }),
      ...(form.get("tier") === "premium" ? { tier: "premium" as const } : {}),
    });
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.sentence);
      return;
    }
    onCreated();
    setMade(answer.value);
  }

  if (made !== null) return <KeyMade made={made} accountId={accountId} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title="New API key" dismissible={!busy}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          id="key-name"
          name="name"
          label="Name, to know it again"
          required
          maxLength={80}
          autoComplete="off"
          data-autofocus=""
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-muted text-xs">What it can do</legend>
          {grantableScopes(role).map((scope) => (
            <CheckField
              key={scope}
              id={`scope-${scope}`}
              name="scope"
              value={scope}
              label={SCOPE_WORDS[scope].verb}
              hint={SCOPE_WORDS[scope].detail}
              defaultChecked={scope === "read"}
            />
          ))}
        </fieldset>
        <div className="grid grid-cols-2 gap-3">
          <SelectField id="key-expires" name="expires" label="Expires after" options={EXPIRIES} defaultValue="90" />
          {mayPremium && (
            <SelectField
              id="key-tier"
              name="tier"
              label="Tier"
              options={[
                { value: "standard", label: "Standard" },
                { value: "premium", label: "Premium" },
              ]}
              hint="Premium keys may call ten times as often."
            />
          )}
        </div>
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
            Make the key
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface KeyMadeProps {
  readonly made: KeyCreated;
  readonly accountId: string | null;
  readonly onClose: () => void;
}

function KeyMade({ made, accountId, onClose }: KeyMadeProps) {
  const trades = made.key.scopes.some((scope) => scope !== "read");
  const sample = curlSample({ origin: window.location.origin, prefix: made.key.prefix, accountId, trades });
  return (
    <SecretDialog
      title="API key made"
      what="API key"
      text={made.secret}
      note="Shown this once. Ballast keeps only a hash of it and cannot show it again."
      taken="I have the key"
      onClose={onClose}
    >
      <p className="mt-3 mb-1 flex items-center justify-between font-semibold">
        Try it <CopyButton text={sample} what="sample call" showLabel />
      </p>
      <pre className="whitespace-pre-wrap break-all rounded-md border border-line bg-raised p-2 font-mono text-xs">
        {sample}
      </pre>
    </SecretDialog>
  );
}
