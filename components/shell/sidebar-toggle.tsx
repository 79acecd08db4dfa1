"use client";
// Folds the sidebar to icons and remembers it.
import { Icon } from "#components/ui/icon.tsx";
import { savePreference } from "./preference-cookie.ts";

export function SidebarToggle() {
  return (
    <button
      type="button"
      title="Fold or unfold the sidebar"
      onClick={() =>
        savePreference("sidebar", document.documentElement.dataset["sidebar"] === "icons" ? "full" : "icons")
      }
      className="flex h-8 w-full items-center gap-2.5 rounded-md px-2.5 text-muted hover:bg-raised hover:text-text focus-visible:-outline-offset-2 icons:justify-center icons:px-0"
    >
      <Icon name="panel" />
      <span className="icons:sr-only">Fold</span>
    </button>
  );
}
