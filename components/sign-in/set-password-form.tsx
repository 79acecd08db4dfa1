"use client";
// A first or new password by one-time link; an ordinary form post, so it works without JavaScript.
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";

export interface SetPasswordState {
  readonly error: string | null;
}

interface SetPasswordFormProps {
  readonly action: (state: SetPasswordState, form: FormData) => Promise<SetPasswordState>;
  readonly token: string;
}

export function SetPasswordForm({ action, token }: SetPasswordFormProps) {
  const [state, submit, pending] = useActionState(action, { error: null });
  return (
    <form action={submit} className="flex flex-col gap-4">
      {state.error !== null && (
        <p role="alert" className="rounded-md border border-halt/60 bg-halt-soft px-3 py-2">
          {state.error}
        </p>
      )}
      <input type="hidden" name="token" value={token} />
      <TextField
        id="password"
        name="password"
        type="password"
        label="New password"
        hint="At least 12 characters."
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={200}
      />
      <TextField
        id="again"
        name="again"
        type="password"
        label="New password again"
        autoComplete="new-password"
        required
        maxLength={200}
      />
      <Button type="submit" variant="primary" size="large" busyText={pending ? "Setting…" : undefined}>
        Set password
      </Button>
    </form>
  );
}
