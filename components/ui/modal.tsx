"use client";
// One wrapper around the native dialog element: in the middle, from the right, or from below on a phone.
import { type ReactNode, useEffect, useId, useRef } from "react";
import { cx } from "./class-names.ts";
import { Icon } from "./icon.tsx";

export interface ModalProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Mark what gets the focus with `data-autofocus`. */
  readonly children: ReactNode;
  /** Buttons; stay in view while the body scrolls. */
  readonly footer?: ReactNode;
  /** False while something is being sent: Esc and the backdrop then do nothing. */
  readonly dismissible?: boolean;
}

type Kind = "dialog" | "drawer";

const KINDS: Record<Kind, string> = {
  dialog: "m-auto w-[min(32rem,calc(100vw-24px))] max-h-[calc(100dvh-48px)] rounded-lg",
  drawer:
    "mt-auto md:my-0 md:mr-0 ml-auto w-screen max-w-full md:w-[min(34rem,92vw)] max-h-[88dvh] md:max-h-none md:h-dvh rounded-t-lg md:rounded-none",
};

function ModalFrame({ kind, open, onClose, title, children, footer, dismissible = true }: ModalProps & { kind: Kind }) {
  const ref = useRef<HTMLDialogElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      cameFrom.current = document.activeElement;
      dialog.showModal();
      // Only a shown dialog can hold the focus; by itself it would go to the close button.
      dialog.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    }
    if (!open && dialog.open) dialog.close();
    return () => {
      // A dialog that is taken out of the page while it is open takes the focus with it: back to what opened it.
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (open && lost && cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
    };
  }, [open]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is the backdrop's; Esc does the same by keyboard
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (dismissible) onClose();
      }}
      onClose={() => {
        if (open) onClose();
      }}
      onClick={(event) => {
        if (dismissible && event.target === event.currentTarget) onClose();
      }}
      className={cx("enter border border-line-strong bg-panel p-0", open && "flex flex-col", KINDS[kind])}
    >
      {open && (
        <>
          <div className="flex min-h-11 items-center justify-between gap-3 border-line border-b py-1 pr-2 pl-4">
            <h2 id={titleId} className="font-semibold text-base">
              {title}
            </h2>
            <button
              type="button"
              aria-label="Close"
              disabled={!dismissible}
              onClick={onClose}
              className="inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-raised hover:text-text pointer-coarse:size-10"
            >
              <Icon name="cross" />
            </button>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</div>
          {footer !== undefined && (
            <div className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3 pb-[max(12px,env(safe-area-inset-bottom))]">
              {footer}
            </div>
          )}
        </>
      )}
    </dialog>
  );
}

export function Dialog(props: ModalProps) {
  return <ModalFrame kind="dialog" {...props} />;
}

export function Drawer(props: ModalProps) {
  return <ModalFrame kind="drawer" {...props} />;
}
