/** From an empty desk to the first fill: an account, a market order, its fill on the screen, and everything it left behind. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { fillMarket, press, ticketOf } from "#e2e/fixtures/trade.ts";

test("a new trader opens an account, buys by market, and watches it fill without a reload", async ({ desk, open }) => {
  await desk.quote("KO", { bid: "59.99", ask: "60.00" });
  const page = await open(await desk.person("trader"));
  await page.goto("/portfolio");
  await expect(page.getByText("No account yet", { exact: true })).toBeVisible();
  await untilLive(page);
  const form = page.getByRole("form", { name: "Open a paper account" });
  await form.getByLabel("Name").fill("First paper");
  await form.getByLabel("Deposit to start with").fill("10000");
  await form.getByRole("button", { name: "Open a paper account" }).click();

  await page.getByRole("link", { name: "Place your first order" }).click();
  await expect(page).toHaveURL(/\/trade/);
  await untilLive(page);
  const list = page.getByRole("link", { name: /^KO\b/ }).first();
  await list.click();
  const ticket = ticketOf(page);
  // The ticket follows the chart and drops the size on the way.
  await expect(ticket.getByRole("button", { name: "Buy KO" })).toBeVisible();
  await fillMarket(ticket, "10");
  await expect(ticket).toContainText("600.00");
  await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }));
  await press(ticket, "Buy 10 KO, market");
  await expect(ticket.getByRole("status").filter({ hasText: "Filled" })).toContainText("10 KO at 60.00");
  expect(await page.evaluate(() => "stillTheSamePage" in window)).toBe(true);

  await ticket.getByRole("link", { name: "The order's story" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("KO");
  await expect(page.getByText("filled", { exact: true }).first()).toBeVisible();
  await page.getByRole("link", { name: /Journal/ }).click();
  await expect(page.getByRole("table").first()).toContainText("600.00");

  await page.goto("/portfolio");
  const positions = page.getByRole("table", { name: /Positions/ });
  await expect(positions.getByRole("row", { name: /KO/ })).toContainText("60.0");
  await expect(page.getByText("9,400.00").first()).toBeVisible();
});
