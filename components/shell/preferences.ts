// What a person chose about the look of the desk: cookies that the server reads, so that the first paint is already right.

export const THEMES = ["system", "light", "dark"] as const;
export const PALETTES = ["blue-orange", "green-red", "red-up"] as const;
export const DENSITIES = ["compact", "comfortable"] as const;

export type Theme = (typeof THEMES)[number];
export type Palette = (typeof PALETTES)[number];
export type Density = (typeof DENSITIES)[number];

export interface Preferences {
  readonly theme: Theme;
  readonly palette: Palette;
  readonly density: Density;
  /** IANA name; the venue's zone until chosen otherwise. */
  readonly zone: string;
  readonly hideBalances: boolean;
  /** Single-letter shortcuts can be switched off (WCAG 2.1.4). */
  readonly letterKeys: boolean;
  readonly sidebar: "full" | "icons";
}

export const PREFERENCE_COOKIES = {
  theme: "ballast_theme",
  palette: "ballast_palette",
  density: "ballast_density",
  zone: "ballast_zone",
  hideBalances: "ballast_hide",
  letterKeys: "ballast_keys",
  sidebar: "ballast_sidebar",
} as const satisfies Record<keyof Preferences, string>;

export const DEFAULT_ZONE = "America/New_York";

function oneOf<T extends string>(allowed: readonly [T, ...T[]], value: string | undefined): T {
  return allowed.find((each) => each === value) ?? allowed[0];
}

/** A cookie is anybody's text, so a zone counts only when the platform knows it. */
function knownZone(value: string | undefined): string {
  if (value === undefined || value.length > 64) return DEFAULT_ZONE;
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return DEFAULT_ZONE;
  }
}

export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
  return {
    theme: oneOf(THEMES, cookie(PREFERENCE_COOKIES.theme)),
    palette: oneOf(PALETTES, cookie(PREFERENCE_COOKIES.palette)),
    density: oneOf(DENSITIES, cookie(PREFERENCE_COOKIES.density)),
    zone: knownZone(cookie(PREFERENCE_COOKIES.zone)),
    hideBalances: cookie(PREFERENCE_COOKIES.hideBalances) === "on",
    letterKeys: cookie(PREFERENCE_COOKIES.letterKeys) !== "off",
    sidebar: oneOf(["full", "icons"], cookie(PREFERENCE_COOKIES.sidebar)),
  };
}
