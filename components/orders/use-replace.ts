"use client";
// The one order that is being changed in place: what was typed, and whether it is asked about already.
import { useState } from "react";
import type { OrderView } from "#lib/contracts/order.ts";
import { draftOf, type ReplaceDraft, type ReplaceField } from "./replace-draft.ts";

export interface ReplaceHandle {
  readonly editing: OrderView | null;
  readonly draft: ReplaceDraft;
  /** The dialog with old and new is open. */
  readonly asked: boolean;
  /** Where the row has no room for fields they stand in the dialog. */
  readonly inDialog: boolean;
  readonly start: (order: OrderView) => void;
  readonly type: (field: ReplaceField, typed: string) => void;
  readonly ask: () => void;
  /** Back to the row, with what was typed. */
  readonly back: () => void;
  readonly stop: () => void;
}

const ROOMY = "(width >= 64rem)";

export function useReplace(always: "dialog" | "row" = "row"): ReplaceHandle {
  const [editing, setEditing] = useState<OrderView | null>(null);
  const [draft, setDraft] = useState<ReplaceDraft>({});
  const [asked, setAsked] = useState(false);
  const [inDialog, setInDialog] = useState(false);
  const stop = () => {
    setEditing(null);
    setAsked(false);
  };
  return {
    editing,
    draft,
    asked,
    inDialog,
    start(order) {
      const dialog = always === "dialog" || !matchMedia(ROOMY).matches;
      setEditing(order);
      setDraft(draftOf(order));
      setInDialog(dialog);
      setAsked(dialog);
    },
    type: (field, typed) => setDraft((old) => ({ ...old, [field]: typed })),
    ask: () => setAsked(true),
    back: () => (inDialog ? stop() : setAsked(false)),
    stop,
  };
}
