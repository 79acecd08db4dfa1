// An error in full: what happened, whether money moved, what to do, and the request id to quote.
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icon.tsx";

interface ErrorPanelProps {
  readonly what: string;
  /** Such as "No money moved." or "The order may have reached the venue; we are checking." */
  readonly money: string;
  readonly todo: ReactNode;
  readonly requestId?: string | undefined;
  /** "Error code" where a page broke outside of our own code. */
  readonly requestIdLabel?: string | undefined;
  readonly action?: ReactNode;
}

export function ErrorPanel({ what, money, todo, requestId, requestIdLabel = "Request id", action }: ErrorPanelProps) {
  return (
    <div role="alert" className="rounded-lg border border-halt/60 bg-halt-soft p-3">
      <p className="flex items-start gap-2 font-semibold">
        <Icon name="warning" className="mt-0.5 text-halt" />
        <span>{what}</span>
      </p>
      <p className="mt-1 pl-6">{money}</p>
      <div className="mt-1 pl-6">{todo}</div>
      {requestId !== undefined && (
        <p className="mt-2 flex flex-wrap items-center gap-1 pl-6 text-muted text-xs">
          {requestIdLabel} <code className="select-all break-all font-mono text-text">{requestId}</code>
          <CopyButton text={requestId} what={requestIdLabel.toLowerCase()} />
        </p>
      )}
      {action !== undefined && <div className="mt-2 flex gap-2 pl-6">{action}</div>}
    </div>
  );
}
