"use client";
// E-mail and password; works without JavaScript, because the action is an ordinary form post.
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";

export interface SignInState {
  /** One sentence; the same for an unknown e-mail and a wrong password. */
  readonly error: string | null;
  /** Given back, so that it need not be typed again; the password never is. */
  readonly email: string;
}

export type SignInAction = (state: SignInState, form: FormData) => Promise<SignInState>;

interface SignInFormProps {
  readonly action: SignInAction;
  /** What the page already knows, such as "Your session has ended." */
  readonly initial?: SignInState;
  /** Where to go afterwards: a path of this desk, checked again by the action. */
  readonly next?: string | undefined;
}

export function SignInForm({ action, initial = { error: null, email: "" }, next }: SignInFormProps) {
  const [state, submit, pending] = useActionState(action, initial);
  return (
    <form action={submit} className="flex flex-col gap-4">
      {state.error !== null && (
        <p
          role="alert"
          id="sign-in-error"
          className="flex items-start gap-2 rounded-md border border-halt/60 bg-halt-soft px-3 py-2"
        >
          <Icon name="warning" className="mt-0.5 text-halt" />
          <span>{state.error}</span>
        </p>
      )}
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <TextField
        key={state.email}
        id="email"
        name="email"
        type="email"
        label="E-mail"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={state.email}
      />
      <TextField
        id="password"
        name="password"
        type="password"
        label="Password"
        autoComplete="current-password"
        required
        maxLength={200}
      />
      <Button type="submit" variant="primary" size="large" busyText={pending ? "Signing in…" : undefined}>
        Sign in
      </Button>
    </form>
  );
}
