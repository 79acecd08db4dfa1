/** Generates the Prisma client when the schema is newer than it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "./files-hash.ts";
import { runTool } from "./run-tool.ts";
import { withWorkLock } from "./work-lock.ts";

export async function generateClient(root: string, signal?: AbortSignal): Promise<void> {
  const wanted = hashOf(root, ["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]);
  const stamp = join(root, "prisma", "generated", ".inputs");
  const isCurrent = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isCurrent()) return;
  await withWorkLock(root, "generate", async () => {
    if (isCurrent()) return;
    rmSync(stamp, { force: true });
    await runTool({
      what: "Generating the Prisma client",
      args: ["node_modules/prisma/build/index.js", "generate"],
      root,
      log: join(root, ".build", "generate.log"),
      env: { PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
      signal,
    });
    mkdirSync(join(root, "prisma", "generated"), { recursive: true });
    writeFileSync(stamp, wanted);
  });
}
