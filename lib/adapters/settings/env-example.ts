/** Writes `.env.example` from the settings' definitions, so that the file cannot say anything else. */
import { definitions } from "./definitions.ts";

export function envExample(): string {
  const lines = [
    "# Settings of Ballast. Everything is optional for `npm start` on one machine.",
    "# Written by `node scripts/env-example.ts`; do not edit by hand.",
  ];
  let group = "";
  for (const [name, definition] of Object.entries(definitions)) {
    if (definition.group !== group) {
      group = definition.group;
      lines.push("", `## ${group}`);
    }
    lines.push(`# ${definition.about}`, `#${name}=${definition.example}`);
  }
  return `${lines.join("\n")}\n`;
}
