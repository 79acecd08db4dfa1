"use client";
// How the desk looks to one person, in cookies: each choice holds at once, here and in the next page from the server.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { savePreference } from "#components/shell/preference-cookie.ts";
import type { Preferences } from "#components/shell/preferences.ts";
import { CheckField, SelectField, type SelectOption } from "#components/ui/field.tsx";

interface LookFormProps {
  readonly preferences: Preferences;
  readonly zones: readonly string[];
}

const THEME: readonly SelectOption[] = [
  { value: "system", label: "As the system has it" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];
const PALETTE: readonly SelectOption[] = [
  { value: "blue-orange", label: "Up blue, down orange" },
  { value: "green-red", label: "Up green, down red" },
  { value: "red-up", label: "Up red, down green" },
];
const DENSITY: readonly SelectOption[] = [
  { value: "compact", label: "Compact" },
  { value: "comfortable", label: "Comfortable" },
];

export function LookForm({ preferences, zones }: LookFormProps) {
  const router = useRouter();
  const [saved, setSaved] = useState("");

  function choose(key: keyof Preferences, value: string, label: string) {
    savePreference(key, value);
    setSaved(`${label}: saved`);
    // What the server writes differs now: zone, hidden balances, shortcuts.
    router.refresh();
  }

  const select = (key: "theme" | "palette" | "density" | "zone", label: string, options: readonly SelectOption[]) => (
    <SelectField
      id={`look-${key}`}
      label={label}
      options={options}
      defaultValue={preferences[key]}
      onChange={(event) => choose(key, event.currentTarget.value, label)}
    />
  );
  return (
    <div className="flex max-w-sm flex-col gap-3">
      {select("theme", "Theme", THEME)}
      {select("palette", "Colours of gains and losses", PALETTE)}
      {select("density", "Density", DENSITY)}
      {select(
        "zone",
        "Time zone",
        zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
      )}
      <CheckField
        id="look-hide"
        label="Hide balances"
        hint="Amounts show as dots, in titles and charts too; percentages stay."
        defaultChecked={preferences.hideBalances}
        onChange={(event) => choose("hideBalances", event.currentTarget.checked ? "on" : "off", "Hide balances")}
      />
      <CheckField
        id="look-keys"
        label="Single-key shortcuts"
        hint="g then a letter, / and ?. Ctrl or Cmd with K works in any case."
        defaultChecked={preferences.letterKeys}
        onChange={(event) => choose("letterKeys", event.currentTarget.checked ? "on" : "off", "Single-key shortcuts")}
      />
      <p role="status" className="min-h-5 text-muted text-xs">
        {saved}
      </p>
    </div>
  );
}
