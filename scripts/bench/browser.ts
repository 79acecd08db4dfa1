/** A signed-in Chromium for measurements: the way a person comes in, with the account chosen as a person chooses it. */
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { ensureChromium } from "../lib/chromium.ts";
import type { Rig } from "../rig/rig.ts";

export interface SignedIn {
  readonly page: Page;
  readonly origin: string;
  choose(accountId: string): Promise<void>;
  /** What a plain HTTP client must send to be this browser. */
  cookies(): Promise<string>;
  close(): Promise<void>;
}

export async function openBrowser({ instance, person }: Rig, root: string): Promise<SignedIn> {
  const executablePath = ensureChromium(root);
  const browser: Browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu", "--disable-dev-shm-usage"],
  });
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  const origin = instance.url;
  await page.goto(`${origin}/sign-in`);
  await page.locator('input[name="email"]').fill(person.email);
  await page.locator('input[type="password"]').fill(person.password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"), { timeout: 30_000 });
  return {
    page,
    origin,
    async choose(accountId) {
      await page.goto(`${origin}/accounts/use?id=${accountId}`);
    },
    async cookies() {
      const list = await context.cookies(origin);
      return list.map(({ name, value }) => `${name}=${value}`).join("; ");
    },
    close: () => browser.close(),
  };
}
