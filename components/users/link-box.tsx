"use client";
// The one-time link, whole, with the host that is used right now.
import { SecretBox } from "#components/ui/secret-box.tsx";
import { TimeText } from "#components/ui/time-text.tsx";

interface LinkBoxProps {
  readonly name: string;
  readonly link: { readonly path: string; readonly expiresAt: string } | null;
  readonly zone: string;
}

export function LinkBox({ name, link, zone }: LinkBoxProps) {
  if (link === null) return <p>{name} has a password already.</p>;
  return (
    <>
      <SecretBox
        what="set-password link"
        text={new URL(link.path, window.location.origin).href}
        note="Shown this once. Whoever opens it sets the password."
      />
      <p className="mt-2 text-muted">
        Send it to {name}. It works once, until <TimeText at={link.expiresAt} zone={zone} />; an older link of theirs
        does not work any more.
      </p>
    </>
  );
}
