// The one sentence that answers: can I trade right now, and if not, why?
import type { ReactNode } from "react";
import { type Shape, ShapeMark } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import { TextLink } from "#components/ui/link-button.tsx";

export type StatusTone = "ok" | "warn" | "stopped";

const LOOKS: Record<StatusTone, { shape: Shape; mark: string; box: string }> = {
  ok: { shape: "check", mark: "text-live", box: "border-line" },
  warn: { shape: "triangle", mark: "text-warn", box: "border-warn/60 bg-warn-soft" },
  stopped: { shape: "square", mark: "text-halt", box: "border-halt bg-halt-soft" },
};

interface StatusSentenceProps {
  readonly tone: StatusTone;
  readonly children: ReactNode;
  readonly help?: { readonly href: string; readonly label: string } | undefined;
}

export function StatusSentence({ tone, children, help }: StatusSentenceProps) {
  const look = LOOKS[tone];
  return (
    <p
      role="status"
      data-status={tone}
      className={cx("flex min-h-8 items-center gap-2 border-b px-3 py-1 text-xs md:px-4", look.box)}
    >
      <ShapeMark shape={look.shape} className={look.mark} />
      <span className="min-w-0">
        {children}
        {help && (
          <>
            {" "}
            <TextLink href={help.href} className="whitespace-nowrap">
              {help.label}
            </TextLink>
          </>
        )}
      </span>
    </p>
  );
}
