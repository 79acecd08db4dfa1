"use client";
// Something that is shown once: it can be copied, and the dialog closes only by saying that one has it.
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icon.tsx";
import { Dialog } from "./modal.tsx";

interface SecretDialogProps {
  readonly title: string;
  /** What it is, such as "set-password link". */
  readonly what: string;
  readonly text: string;
  /** Why it must be taken now. */
  readonly note: string;
  /** Such as "I have the link". */
  readonly taken: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function SecretDialog({ title, what, text, note, taken, onClose, children }: SecretDialogProps) {
  return (
    <Dialog open onClose={onClose} title={title} dismissible={false}>
      <div className="rounded-lg border border-warn bg-warn-soft p-3">
        <p className="flex items-start gap-2 font-semibold">
          <Icon name="keys" className="mt-0.5 text-warn" />
          <span>{note}</span>
        </p>
        <p className="mt-2 flex items-center gap-2 rounded-md border border-line bg-panel px-2 py-1.5">
          <code data-secret="" className="min-w-0 flex-1 select-all break-all font-mono">
            {text}
          </code>
          <CopyButton text={text} what={what} showLabel />
        </p>
      </div>
      {children}
      <div className="mt-3 flex justify-end">
        <Button variant="primary" onClick={onClose} data-autofocus>
          {taken}
        </Button>
      </div>
    </Dialog>
  );
}
