"use client";
// Changes one's own password; every other session of the same person ends with it.
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { act, type ServerAction } from "#lib/client/acting.ts";

export type ChangePasswordAction = ServerAction<
  { readonly currentPassword: string; readonly newPassword: string },
  unknown
>;

interface PasswordFormProps {
  readonly email: string;
  readonly change: ChangePasswordAction;
}

export function PasswordForm({ email, change }: PasswordFormProps) {
  const router = useRouter();
  const hydrated = useHydrated();
  const [sending, setSending] = useState(false);
  const [word, setWord] = useState<{ readonly ok: boolean; readonly text: string } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending) return;
    const form = event.currentTarget;
    const fields = new FormData(form);
    const text = (name: string) => String(fields.get(name) ?? "");
    if (text("newPassword") !== text("again")) {
      return setWord({ ok: false, text: "The new password and its repetition differ. Nothing was changed." });
    }
    setSending(true);
    setWord(null);
    const body = { currentPassword: text("currentPassword"), newPassword: text("newPassword") };
    const outcome = await act(() => change(body));
    setSending(false);
    if (!outcome.ok) return setWord({ ok: false, text: outcome.sentence });
    form.reset();
    setWord({ ok: true, text: "Your password is changed. Your other sessions have ended." });
    router.refresh();
  }

  return (
    <form method="post" onSubmit={submit} className="flex max-w-sm flex-col gap-3" aria-label="Change password">
      {/* Password managers ask whose password this is. */}
      <input type="text" name="username" autoComplete="username" defaultValue={email} readOnly hidden />
      <TextField
        id="current-password"
        name="currentPassword"
        type="password"
        label="Current password"
        autoComplete="current-password"
        required
        maxLength={200}
      />
      <TextField
        id="new-password"
        name="newPassword"
        type="password"
        label="New password"
        autoComplete="new-password"
        hint="At least 12 characters."
        required
        minLength={12}
        maxLength={200}
      />
      <TextField
        id="new-password-again"
        name="again"
        type="password"
        label="New password again"
        autoComplete="new-password"
        required
        maxLength={200}
      />
      <div>
        <Button type="submit" variant="primary" disabled={!hydrated} busyText={sending ? "Changing…" : undefined}>
          Change password
        </Button>
      </div>
      <p role={word?.ok === false ? "alert" : "status"} className={word?.ok === false ? "text-halt" : undefined}>
        {word?.text}
      </p>
    </form>
  );
}
