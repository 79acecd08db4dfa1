// Preferences come from cookies, and a cookie can hold anything.
import { describe, expect, it } from "vitest";
import { DEFAULT_ZONE, readPreferences } from "./preferences.ts";

function from(cookies: Record<string, string>) {
  return readPreferences((name) => cookies[name]);
}

describe("preferences", () => {
  it("start with the colour-blind safe palette, the system's theme and the venue's zone", () => {
    expect(from({})).toEqual({
      theme: "system",
      palette: "blue-orange",
      density: "compact",
      zone: DEFAULT_ZONE,
      hideBalances: false,
      letterKeys: true,
      sidebar: "full",
    });
  });

  it("take what was chosen", () => {
    const chosen = from({
      ballast_theme: "dark",
      ballast_palette: "red-up",
      ballast_zone: "Europe/Berlin",
      ballast_hide: "on",
    });
    expect(chosen).toMatchObject({ theme: "dark", palette: "red-up", zone: "Europe/Berlin", hideBalances: true });
  });

  it("fall back on nonsense instead of carrying it into the page", () => {
    const odd = from({ ballast_theme: '"><script>', ballast_palette: "__proto__", ballast_zone: "Mars/Base" });
    expect(odd).toMatchObject({ theme: "system", palette: "blue-orange", zone: DEFAULT_ZONE });
  });
});
