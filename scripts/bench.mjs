/** `npm run bench`. */
import { run } from "./lib/bootstrap.mjs";

await run("scripts/bench.ts");
