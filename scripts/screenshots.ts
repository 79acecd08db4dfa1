/** `npm run screenshots`: starts a demo desk of its own and writes the two pictures of the README. */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { DEMO_USERS } from "#prisma/seed/demo-users.ts";
import { ensureChromium } from "./lib/chromium.ts";
import { startInstance } from "./lib/instance.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = fileURLToPath(new URL("../docs/images/", import.meta.url));
const PAGES = ["portfolio", "trade"] as const;

const trader = DEMO_USERS.find((user) => user.role === "trader");
if (trader === undefined) throw new Error("the demo has a trader");

await mkdir(FOLDER, { recursive: true });
const instance = await startInstance({ env: { BALLAST_DEMO: "on" }, verbose: true });
const executablePath = ensureChromium(ROOT);
const browser = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  args: ["--no-sandbox"],
});
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "dark" });
  const page = await context.newPage();
  await page.goto(`${instance.url}/sign-in`);
  await page.getByLabel("E-mail").fill(trader.email);
  await page.getByLabel("Password").fill(trader.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/portfolio");
  for (const name of PAGES) {
    await page.goto(`${instance.url}/${name}`);
    // The charts are loaded on demand; their canvas or drawing is the last thing to appear.
    await page.locator("main canvas, main svg.recharts-surface").first().waitFor();
    await page.screenshot({ path: `${FOLDER}${name}.png`, animations: "disabled" });
    console.log(`docs/images/${name}.png`);
  }
} finally {
  await browser.close();
  await instance.stop();
  await instance.remove();
}
