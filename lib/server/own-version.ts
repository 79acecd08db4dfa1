/** Which version this process runs, read from the project it was started in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

let version: string | undefined;

/** The server runs in the project's folder; bundled code does not know where it came from. */
export function projectFile(...path: readonly string[]): string {
  return join(/* turbopackIgnore: true */ process.cwd(), ...path);
}

export function ownVersion(): string {
  version ??= (JSON.parse(readFileSync(projectFile("package.json"), "utf8")) as { version: string }).version;
  return version;
}
