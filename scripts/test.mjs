/** `npm test`, and with --quick `npm run check`. */
import { run } from "./lib/bootstrap.mjs";

await run("scripts/test-runner.ts");
