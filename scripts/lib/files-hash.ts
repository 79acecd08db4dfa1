/** One hash for the contents of many files and folders: it changes when any of them does. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Names are relative to `root`; what is missing counts as missing. */
export function hashOf(root: string, names: readonly string[], skip: (path: string) => boolean = () => false): string {
  const hash = createHash("sha256");
  for (const name of names) {
    for (const file of filesUnder(root, name)) {
      if (skip(file)) continue;
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update("\0");
    }
  }
  return hash.digest("hex").slice(0, 16);
}

function filesUnder(root: string, name: string): string[] {
  const path = join(root, name);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [name];
  return readdirSync(path)
    .sort()
    .flatMap((entry) => filesUnder(root, join(name, entry)));
}
