/** `npm run screenshots`. */
import { run } from "./lib/bootstrap.mjs";

await run("scripts/screenshots.ts");
