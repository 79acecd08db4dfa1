// Writes one preference in the browser: the cookie for the server's next paint, the attribute for this one.
import { PREFERENCE_COOKIES, type Preferences } from "./preferences.ts";

const YEAR = 31_536_000;
const CHANGED = "ballast:preference";

export function savePreference(key: keyof Preferences, value: string): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${PREFERENCE_COOKIES[key]}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;

  const root = document.documentElement;
  if (key === "theme") {
    root.dataset["themeChoice"] = value;
    const dark = value === "dark" || (value === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset["theme"] = dark ? "dark" : "light";
  }
  if (key === "palette" || key === "density" || key === "sidebar") root.dataset[key] = value;
  dispatchEvent(new Event(CHANGED));
}

/** For controls that show a preference which another control may change. */
export function onPreference(listener: () => void): () => void {
  addEventListener(CHANGED, listener);
  return () => removeEventListener(CHANGED, listener);
}
