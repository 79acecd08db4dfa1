/** A trailing stop that follows the price up, stays when it falls, and sells where it stands. */
import { expect } from "@playwright/test";
import { test } from "#e2e/fixtures/journey.ts";
import { buy, setAside } from "#e2e/fixtures/orders.ts";
import { openTrade, press } from "#e2e/fixtures/trade.ts";

const at = (price: string) => ({ bid: price, ask: price });

test("the stop follows the highest price and never turns back", async ({ desk, open }) => {
  await desk.quote("JPM", at("300.00"));
  const person = await desk.person("trader", { cash: "10000" });
  await buy(person, "JPM", "10");
  const page = await open(person);
  const ticket = await openTrade(page, "JPM");
  await ticket.getByText("Sell", { exact: true }).click();
  await ticket.getByRole("textbox", { name: "Quantity" }).fill("10");
  await ticket.getByLabel("Type").selectOption("trailing_stop");
  await expect(ticket.getByRole("textbox", { name: "Trail" })).toHaveValue("3.00");
  await ticket.getByRole("textbox", { name: "Trail" }).fill("5");
  await ticket.getByLabel("Good for").selectOption("gtc");
  await press(ticket, "Sell 10 JPM, trailing stop 5.00, until canceled");

  const row = page.getByRole("table", { name: "Open orders" }).getByRole("row", { name: /JPM/ });
  await expect(row).toContainText("stop now 295.00");
  const line = page.getByRole("slider", { name: /trailing stop line/ });
  await expect(line).toHaveAttribute("aria-valuetext", "295.00");

  await desk.quote("JPM", at("304.00"));
  await expect(row).toContainText("stop now 299.00");
  await expect(line).toHaveAttribute("aria-valuetext", "299.00");
  await desk.quote("JPM", at("300.00"));
  await expect(row).toContainText("best 304.00");
  await expect(row).toContainText("stop now 299.00");

  await desk.quote("JPM", at("298.50"));
  await expect(page.getByText("No open orders")).toBeVisible();
  await expect(ticket.getByRole("status").filter({ hasText: "Filled" })).toContainText("10 JPM at 298.50");
  expect(await setAside(person)).toEqual(["0", "0"]);
});
