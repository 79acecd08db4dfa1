// Before the first paint, "system" becomes light or dark, and follows the system while the page is open.
import type { Theme } from "./preferences.ts";

const SCRIPT = `(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    if (root.dataset.themeChoice === "system") root.dataset.theme = dark.matches ? "dark" : "light";
  };
  apply();
  dark.addEventListener("change", apply);
})();`;

export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  // Browsers hide the nonce from scripts after parsing, so React would see a difference that is none.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, with a nonce
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />;
}

/** What the server writes before the script has asked the system. */
export function firstPaintTheme(theme: Theme): "light" | "dark" {
  return theme === "dark" ? "dark" : "light";
}
