"use client";
// The keyboard of the shell: Ctrl/Cmd+K opens the palette, `/` goes to search, `?` lists the keys, `g` and a letter goes there.
import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";
import type { NavItem } from "./navigation.ts";

// Both load on first intent: neither is needed to see or trade anything.
const loadPalette = () => import("./palette.tsx");
const Palette = lazy(loadPalette);
const ShortcutSheet = lazy(() => import("./shortcut-sheet.tsx"));

/** After `g`, a letter counts for this long. */
const LEADER_MS = 1200;

interface CommandCentreProps {
  readonly items: readonly NavItem[];
  readonly letterKeys: boolean;
  readonly symbols: readonly { readonly symbol: string; readonly name: string }[];
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function insideModal(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/** `/` goes to the page's own search field where it has one, else to the palette. */
function focusPageSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("main [data-search]");
  field?.focus();
  return field !== null;
}

export function CommandCentre({ items, letterKeys, symbols }: CommandCentreProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "sheet" | null>(null);
  const leaderAt = useRef(0);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        setOpen((was) => (was === "palette" ? null : insideModal() ? was : "palette"));
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (!letterKeys || isTyping(event.target) || insideModal()) return;
      const led = event.timeStamp - leaderAt.current < LEADER_MS;
      leaderAt.current = 0;
      if (led) {
        const item = items.find((each) => each.letter === event.key);
        if (item) router.push(item.href);
      } else if (event.key === "g") leaderAt.current = event.timeStamp;
      else if (event.key === "?") setOpen("sheet");
      else if (event.key === "/") {
        event.preventDefault();
        if (!focusPageSearch()) setOpen("palette");
      }
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [items, letterKeys, router]);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={loadPalette}
        onFocus={loadPalette}
        onClick={() => setOpen("palette")}
        className="inline-flex h-8 items-center gap-2 rounded-md px-2 text-muted text-xs hover:bg-raised md:border md:border-line-strong pointer-coarse:h-10"
      >
        <Icon name="search" />
        <span className="max-md:sr-only">Search or jump</span>
        <span className="max-lg:hidden" aria-hidden="true">
          <KeyHint keys={["Ctrl", "K"]} />
        </span>
      </button>
      <Suspense fallback={null}>
        {open === "palette" && (
          <Palette items={items} symbols={symbols} onClose={() => setOpen(null)} onShortcuts={() => setOpen("sheet")} />
        )}
        {open === "sheet" && <ShortcutSheet items={items} letterKeys={letterKeys} onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}
