/** `npm start`, and with --dev `npm run dev`: the whole desk on this machine, from nothing. */
import { run } from "./lib/bootstrap.mjs";

await run("scripts/supervisor.ts", {
  async onInstall(install) {
    process.stdout.write("1 of 7  Installing the locked dependencies … ");
    const began = Date.now();
    await install();
    process.env.BALLAST_INSTALLED = "1";
    process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  },
});
