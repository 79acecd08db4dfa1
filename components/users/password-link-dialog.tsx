"use client";
// The one-time link with which somebody sets their password, whole, with the host that is used right now.
import { Dialog } from "#components/ui/modal.tsx";
import { SecretDialog } from "#components/ui/secret-dialog.tsx";
import { TimeText } from "#components/ui/time-text.tsx";

interface PasswordLinkDialogProps {
  readonly title: string;
  readonly name: string;
  readonly link: { readonly path: string; readonly expiresAt: string } | null;
  readonly zone: string;
  readonly onClose: () => void;
}

export function PasswordLinkDialog({ title, name, link, zone, onClose }: PasswordLinkDialogProps) {
  if (link === null) {
    return (
      <Dialog open onClose={onClose} title={title}>
        <p>{name} has a password already.</p>
      </Dialog>
    );
  }
  return (
    <SecretDialog
      title={title}
      what="set-password link"
      text={new URL(link.path, window.location.origin).href}
      note="Shown this once. Whoever opens it sets the password."
      taken="I have the link"
      onClose={onClose}
    >
      <p className="mt-2 text-muted">
        Send it to {name}. It works once, until <TimeText at={link.expiresAt} zone={zone} />; an older link of theirs
        does not work any more.
      </p>
    </SecretDialog>
  );
}
