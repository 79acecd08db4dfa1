/** While the scripts are still on their way the page shows its figures, and the ticket waits instead of losing what is typed. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { ticketOf } from "#e2e/fixtures/trade.ts";

test("the ticket stays closed until the page is live, and says so", async ({ desk, open }) => {
  await desk.quote("AMZN", { bid: "204.00", ask: "204.02" });
  const page = await open(await desk.person("trader", { cash: "10000" }));
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto("/trade?symbol=AMZN", { waitUntil: "commit" });
  const ticket = ticketOf(page);
  await expect(ticket.getByRole("button", { name: /^Buy AMZN/ })).toBeDisabled();
  await expect(ticket.getByText("The ticket opens as soon as the page is live.")).toBeVisible();
  await expect(page.getByText("204.0").first()).toBeVisible();
  arrive();
  await untilLive(page);
  await expect(ticket.getByRole("button", { name: /^Buy AMZN/ })).toBeEnabled();
});
