"use client";
// Brings the linked part into view: its tab may only just have been shown, and browsers look for anchors once.
import { useEffect } from "react";
import type { StoryTab } from "./story-address.ts";

export function useAnchor(tab: StoryTab): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a part can be brought into view once its tab is shown
  useEffect(() => {
    const seek = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      const part = id === "" ? null : document.getElementById(id);
      if (part === null) return;
      part.scrollIntoView({ block: "nearest" });
      mark(part);
    };
    seek();
    addEventListener("hashchange", seek);
    return () => removeEventListener("hashchange", seek);
  }, [tab]);
}

const MARK = "bg-info-soft";

/** pushState moves no `:target`, so the linked part is marked by hand. */
function mark(part: HTMLElement): void {
  for (const other of document.querySelectorAll("[data-linked]")) {
    other.classList.remove(MARK);
    other.removeAttribute("data-linked");
  }
  part.classList.add(MARK);
  part.setAttribute("data-linked", "");
}
