"use client";
// A menu or panel in the browser's top layer, placed under its button; closes on Esc and outside clicks by itself.
import { type ReactNode, type ToggleEvent, useId, useRef, useState } from "react";
import { cx } from "./class-names.ts";

interface PopoverProps {
  /** Names the button where what it shows does not. */
  readonly label?: string;
  readonly trigger: ReactNode;
  readonly triggerClassName?: string;
  readonly align?: "start" | "end";
  readonly children: ReactNode;
}

const GAP = 4;

export function Popover({ label, trigger, triggerClassName, align = "start", children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  function place(event: ToggleEvent<HTMLDivElement>) {
    if (event.newState !== "open" || !button.current || !panel.current) return;
    const anchor = button.current.getBoundingClientRect();
    const width = panel.current.offsetWidth;
    const wanted = align === "start" ? anchor.left : anchor.right - width;
    const left = Math.max(8, Math.min(wanted, document.documentElement.clientWidth - width - 8));
    panel.current.style.left = `${left}px`;
    panel.current.style.top = `${anchor.bottom + GAP}px`;
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-label={label}
        aria-expanded={open}
        className={triggerClassName}
      >
        {trigger}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click on a link or button inside closes the menu; keys click them too */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the panel only watches the clicks of what it holds */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        onToggle={(event) => {
          place(event);
          setOpen(event.newState === "open");
        }}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest("a, button[data-closes]"))
            panel.current?.hidePopover();
        }}
        className={cx(
          "inset-auto m-0 max-h-[80dvh] min-w-52 max-w-[calc(100vw-16px)] overflow-y-auto rounded-lg border border-line-strong bg-panel p-1",
        )}
      >
        {children}
      </div>
    </>
  );
}

/** The look of one entry of a menu. */
export const MENU_ITEM =
  "flex w-full min-h-8 items-center gap-2 rounded-md px-2 text-left hover:bg-raised focus-visible:-outline-offset-2 aria-[current]:font-semibold pointer-coarse:min-h-11";
