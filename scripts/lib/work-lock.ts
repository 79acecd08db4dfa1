/** Lets one process at a time do a piece of work in this clone, such as a build; others wait for it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { claimFolder } from "./owner-lock.ts";

export async function withWorkLock<T>(root: string, name: string, work: () => Promise<T>): Promise<T> {
  const folder = join(root, ".build", "locks", name);
  mkdirSync(folder, { recursive: true });
  for (;;) {
    const claim = claimFolder(folder);
    if (claim.ok) {
      try {
        return await work();
      } finally {
        claim.release();
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
