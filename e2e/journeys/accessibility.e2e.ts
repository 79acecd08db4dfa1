/** axe finds nothing serious on any page, light and dark; and no page scrolls sideways on a phone. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { Desk, Person } from "#e2e/fixtures/desk.ts";
import { test } from "#e2e/fixtures/journey.ts";
import { addressOf, allPages } from "#e2e/fixtures/pages.ts";

const COLOURS = ["color-contrast", "link-in-text-block"];
const SMALL = [
  ...COLOURS,
  "target-size",
  "button-name",
  "link-name",
  "label",
  "aria-hidden-focus",
  "scrollable-region-focusable",
];

/** All rules, or only those that a change of colours or width can break. */
async function serious(page: Page, rules?: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}

interface BusyAdmin extends Person {
  readonly orderId: string;
}

/** May open everything and has something to show everywhere. */
async function busyAdmin(desk: Desk): Promise<BusyAdmin> {
  await desk.quote("NFLX", { bid: "870.00", ask: "870.00" });
  const person = await desk.person("admin", { cash: "50000" });
  const { accountId, api } = person;
  const order = { accountId, symbol: "NFLX", side: "buy", type: "market", quantity: "2" };
  const { id } = await api.send<{ id: string }>("POST", "/api/v1/orders", order);
  await api.send("POST", "/api/v1/orders", { ...order, type: "limit", limitPrice: "700" });
  await api.send("POST", "/api/v1/halts", { accountId, reason: "To be looked at" });
  await expect.poll(async () => (await api.get<{ status: string }>(`/api/v1/orders/${id}`)).status).toBe("filled");
  return { ...person, orderId: id };
}

// The start page only leads on to the first of the others.
for (const { pattern, group } of allPages().filter((page) => page.pattern !== "/")) {
  test(`${pattern} is accessible in light and dark and fits a phone`, async ({ desk, open }) => {
    const person = await busyAdmin(desk);
    // The pages before the door are a stranger's.
    const page = await open(group === "desk" ? person : null);
    const ids = { "/orders/[id] id": person.orderId, "/docs/errors/[code] code": "stale_version" };
    await page.goto(addressOf(pattern, ids));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      expect(await serious(page, colorScheme === "light" ? undefined : COLOURS), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await serious(page, SMALL), "on a phone").toEqual([]);
    const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(beyond, "scrolls sideways").toBeLessThanOrEqual(0);
  });
}
