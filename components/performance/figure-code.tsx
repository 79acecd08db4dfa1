"use client";
// A figure, or the "how?" beside it, that opens what it is made of: plain links, which the page takes without asking the server.
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { explainHref } from "#components/portfolio/figure-link.tsx";
import { cx } from "#components/ui/class-names.ts";

interface FigureCodeProps {
  readonly code: string;
  /** Underlined also before it is pointed at, where few of the figures beside it open. */
  readonly marked?: boolean;
  readonly children: ReactNode;
}

export function FigureCode({ code, marked = false, children }: FigureCodeProps) {
  const search = useSearchParams();
  return (
    <a
      href={explainHref(search, code)}
      title="How it is reckoned"
      className={cx(
        "relative z-[1] phone:inline-flex phone:min-h-6 phone:items-center decoration-dotted decoration-line-strong underline-offset-4 hover:underline print:no-underline",
        marked && "underline",
      )}
    >
      {children}
    </a>
  );
}

export function HowLink({ code, what }: { readonly code: string; readonly what: string }) {
  const search = useSearchParams();
  return (
    <a
      href={explainHref(search, code)}
      className="no-print relative z-[1] inline-flex min-h-6 items-center px-1 text-2xs text-muted underline decoration-dotted underline-offset-2 hover:text-text"
    >
      how?<span className="sr-only"> {what}</span>
    </a>
  );
}
