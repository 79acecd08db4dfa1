// Something that is shown once: says so, and can be copied.
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icon.tsx";

interface SecretBoxProps {
  /** What it is, such as "set-password link". */
  readonly what: string;
  readonly text: string;
  /** Why it must be taken now. */
  readonly note: string;
}

export function SecretBox({ what, text, note }: SecretBoxProps) {
  return (
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
  );
}
