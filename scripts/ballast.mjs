/** `npm run ballast -- COMMAND`: the command-line tool. */
import { run } from "./lib/bootstrap.mjs";

await run("scripts/cli/main.ts");
