/** A bracket from the ticket to its exit: seen on the chart before it is sent, held until the entry fills, and done when one exit fills. */
import { expect } from "@playwright/test";
import { test } from "#e2e/fixtures/journey.ts";
import { setAside } from "#e2e/fixtures/orders.ts";
import { openTrade, press } from "#e2e/fixtures/trade.ts";

test("a bracket's exits wait for its entry, and the one that fills cancels the other", async ({ desk, open }) => {
  await desk.quote("NVDA", { bid: "180.00", ask: "180.00" });
  const person = await desk.person("trader", { cash: "10000" });
  const page = await open(person);
  const ticket = await openTrade(page, "NVDA");
  await ticket.getByRole("textbox", { name: "Quantity" }).fill("10");
  await ticket.getByLabel("Type").selectOption("limit");
  // The prices come from the quote, and may be changed.
  await expect(ticket.getByLabel("Limit price")).toHaveValue("180.00");
  await ticket.getByLabel("Limit price").fill("179");
  await ticket.getByLabel("Exits").selectOption("bracket");
  await expect(ticket.getByLabel("Take profit at")).toHaveValue("182.58");
  await expect(ticket.getByLabel("Stop loss at")).toHaveValue("177.21");
  await ticket.getByLabel("Take profit at").fill("185");
  await ticket.getByLabel("Stop loss at").fill("175");
  await ticket.getByLabel("Stop loss at").press("ArrowUp");
  await expect(ticket.getByText("Buying power after")).toBeVisible();
  await expect(ticket.getByText("8,210.00")).toBeVisible();
  await press(ticket, "Buy 10 NVDA, limit 179.00, day, take profit 185.00, stop loss 175.01");

  const orders = page.getByRole("table", { name: "Open orders" });
  await expect(orders.getByRole("row", { name: /take profit/ })).toContainText("waiting");
  await expect(orders.getByRole("row", { name: /stop loss/ })).toContainText("stop 175.01");
  const lines = page.getByRole("list", { name: "Order lines of NVDA" });
  await expect(lines.getByRole("slider")).toHaveCount(3);

  await desk.quote("NVDA", { bid: "178.90", ask: "178.95" });
  await expect(orders.getByRole("row", { name: /take profit/ })).toContainText("working");
  await expect(orders.getByRole("row", { name: /stop loss/ })).toContainText("working");
  expect(await setAside(person)).toEqual(["0", "10"]);

  await desk.quote("NVDA", { bid: "185.10", ask: "185.12" });
  await expect(page.getByText("No open orders")).toBeVisible();
  await expect(lines).toBeHidden();
  expect(await setAside(person)).toEqual(["0", "0"]);
  await page.getByRole("link", { name: /^All$/ }).click();
  const all = page.getByRole("table", { name: "All" });
  await expect(all.getByRole("row", { name: /take profit/ })).toContainText("filled");
  await expect(all.getByRole("row", { name: /stop loss/ })).toContainText("canceled");
});

test("what the desk would refuse is said before it is sent, with its figures and what stands in the way", async ({
  desk,
  open,
}) => {
  await desk.quote("TSLA", { bid: "300.00", ask: "300.00" });
  const person = await desk.person("trader", { cash: "10000" });
  const page = await open(person);
  const ticket = await openTrade(page, "TSLA");
  await ticket.getByRole("textbox", { name: "Quantity" }).fill("10");
  await ticket.getByLabel("Type").selectOption("stop");
  await ticket.getByLabel("Stop price").fill("290");
  await expect(
    ticket.getByText("The stop price of a buy must be above the market price of 300.").first(),
  ).toBeVisible();

  await ticket.getByLabel("Stop price").fill("310");
  await press(ticket, "Buy 10 TSLA, stop 310.00, day");
  await expect(ticket.getByRole("status").filter({ hasText: "Working at the venue." })).toBeVisible();
  await ticket.getByText("Sell", { exact: true }).click();
  await ticket.getByRole("textbox", { name: "Quantity" }).fill("5");
  await expect(ticket.getByText("In the way stands:")).toBeVisible();
  await expect(ticket.getByRole("link", { name: "Buy 10 TSLA, stop 310.00, day" })).toBeVisible();
});
