"use client";
// Links that only change what this page shows: the address changes at once, and nothing is asked of the server for it.
import type { MouseEvent, ReactNode } from "react";

export function ShallowLinks({ children }: { children: ReactNode }) {
  function take(event: MouseEvent) {
    // Other buttons and modifier keys mean another tab or window.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || new URL(link.href).pathname !== location.pathname) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
  }
  return (
    <div className="contents" onClickCapture={take}>
      {children}
    </div>
  );
}
