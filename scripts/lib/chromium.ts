/** Finds a Chromium for the browser tests, and installs one when there is none. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser's path, or null when Playwright's own is to be used. */
export function findChromium(given: string | undefined): string | null {
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, which does not exist.`);
    return given;
  }
  return PLACES.find((place) => existsSync(place)) ?? null;
}

/** Like `findChromium`, but tries Debian's package and then Playwright's download first. */
export function ensureChromium(root: string): string | null {
  const found = findChromium(process.env.CHROMIUM_PATH);
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Debian's Chromium …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit", env });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { stdio: "inherit", env });
    const installed = findChromium(undefined);
    if (installed) return installed;
  }
  const playwright = ["node_modules/@playwright/test/cli.js", "install", "chromium"];
  const done = spawnSync(process.execPath, playwright, { cwd: root, stdio: "inherit" });
  if (done.status !== 0) throw new Error("No Chromium was found or could be installed. Give one with CHROMIUM_PATH.");
  return null;
}
