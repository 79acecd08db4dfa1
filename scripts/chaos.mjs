/** `npm run chaos`. */
import { run } from "./lib/bootstrap.mjs";

await run("scripts/chaos.ts");
