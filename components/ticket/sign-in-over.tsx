"use client";
// The session ended while a ticket was open: signing in over it keeps every field, and sends nothing.
import { type SignInAction, SignInForm } from "#components/sign-in/sign-in-form.tsx";
import { Dialog } from "#components/ui/modal.tsx";

interface SignInOverProps {
  readonly open: boolean;
  readonly action: SignInAction;
  readonly onSignedIn: () => void;
  readonly onClose: () => void;
}

export function SignInOver({ open, action, onSignedIn, onClose }: SignInOverProps) {
  const attempt: SignInAction = async (state, form) => {
    const next = await action(state, form);
    if (next.error === null) onSignedIn();
    return next;
  };
  return (
    <Dialog open={open} title="Sign in again" onClose={onClose}>
      <p className="mb-3">
        Your session has ended. The ticket stays as it is; nothing is sent until you press its button again.
      </p>
      <SignInForm action={attempt} />
    </Dialog>
  );
}
