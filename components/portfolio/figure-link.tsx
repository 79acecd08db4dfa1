"use client";
// A figure that opens what it is made of. The choice is in the address, and changing it asks the server for nothing.
import { useSearchParams } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import { hrefWith, showInAddress } from "#components/ui/address-param.ts";
import { cx } from "#components/ui/class-names.ts";

export const EXPLAIN = "explain";

export function explainHref(search: URLSearchParams, code: string): string {
  return hrefWith(search, EXPLAIN, code);
}

export function openExplanation(code: string | null): void {
  showInAddress(EXPLAIN, code);
}

interface FigureLinkProps {
  readonly code: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function FigureLink({ code, className, children }: FigureLinkProps) {
  const search = useSearchParams();
  function open(event: MouseEvent<HTMLAnchorElement>) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openExplanation(code);
  }
  return (
    <a
      href={explainHref(search, code)}
      onClick={open}
      title="What this is made of"
      className={cx(
        "relative z-[1] phone:inline-flex phone:min-h-6 phone:items-center decoration-dotted decoration-line-strong underline-offset-4 hover:underline print:no-underline",
        className,
      )}
    >
      {children}
    </a>
  );
}
