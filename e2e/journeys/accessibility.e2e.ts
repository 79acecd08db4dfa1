/** axe finds nothing serious on any page, light and dark; and no page scrolls sideways on a phone. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Desk } from "#e2e/fixtures/desk.ts";
import { expect, test } from "#e2e/fixtures/journey.ts";
import { addressOf, allPages } from "#e2e/fixtures/pages.ts";

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}

async function idsOf(desk: Desk): Promise<Record<string, string>> {
  const order = await desk.database.order.findFirstOrThrow({ where: { status: "filled" } });
  return { "/orders/[id] id": order.id, "/docs/errors/[code] code": "stale_version" };
}

for (const { pattern, group } of allPages()) {
  test(`${pattern} is accessible in light and dark and fits a phone`, async ({ desk, open }) => {
    // The demo's admin has accounts with something in them; strangers see the pages before the door.
    const person = group === "desk" || pattern === "/" ? await desk.demoAdmin() : null;
    const page = await open(person);
    await page.goto(addressOf(pattern, await idsOf(desk)));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await serious(page), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await serious(page), "on a phone").toEqual([]);
    const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(beyond, "scrolls sideways").toBeLessThanOrEqual(0);
  });
}
