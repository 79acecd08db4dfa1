"use client";
// Light, dark or as the system has it, in one button that names what is on and what comes next.
import { useSyncExternalStore } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { onPreference, savePreference } from "./preference-cookie.ts";
import { THEMES, type Theme } from "./preferences.ts";

const ICONS: Record<Theme, IconName> = { system: "system", light: "sun", dark: "moon" };

function chosenTheme(): Theme {
  return THEMES.find((theme) => theme === document.documentElement.dataset["themeChoice"]) ?? "system";
}

export function ThemeToggle({ theme: first }: { theme: Theme }) {
  const theme = useSyncExternalStore(onPreference, chosenTheme, () => first);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  const label = `Theme: ${theme}. Change to ${next}`;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => savePreference("theme", next)}
      className="inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-raised hover:text-text pointer-coarse:size-10"
    >
      <Icon name={ICONS[theme]} />
    </button>
  );
}
