/** Two exits of one position: read as a group, one fills, the other is canceled by it, and each one's story leads to the other. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { buy, place, setAside, untilStatus } from "#e2e/fixtures/orders.ts";

const EXITS = {
  symbol: "INTC",
  side: "sell",
  type: "limit",
  timeInForce: "gtc",
  quantity: "10",
  orderClass: "oco",
  takeProfit: { limitPrice: "33" },
  stopLoss: { stopPrice: "27" },
};

test("the exit that fills cancels the other, and nothing stays held", async ({ desk, open }) => {
  await desk.quote("INTC", { bid: "30.00", ask: "30.00" });
  const person = await desk.person("trader", { cash: "10000" });
  await buy(person, "INTC", "10");
  const profit = await place(person, EXITS);
  const page = await open(person);
  await page.goto("/orders?tab=open");
  await untilLive(page);
  const table = page.getByRole("table", { name: /^Orders/ });
  await expect(table.getByRole("row", { name: /take profit/ })).toContainText("limit 33.00");
  await expect(table.getByRole("row", { name: /stop loss/ })).toContainText("stop 27.00");

  await desk.quote("INTC", { bid: "33.10", ask: "33.12" });
  await untilStatus(person, profit.id, "filled");
  await expect(page.getByText("No open orders")).toBeVisible();
  expect(await setAside(person)).toEqual(["0", "0"]);

  await page.goto(`/orders/${profit.id}`);
  await untilLive(page);
  await page.getByRole("link", { name: /27\.00/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("27.00");
  await expect(page.getByText("The other exit of its group was filled.")).toBeVisible();
});

test("canceling one exit names both, and cancels both", async ({ desk, open }) => {
  await desk.quote("CRM", { bid: "30.00", ask: "30.00" });
  const person = await desk.person("trader", { cash: "10000" });
  await buy(person, "CRM", "10");
  await place(person, { ...EXITS, symbol: "CRM" });
  const page = await open(person);
  await page.goto("/orders?tab=open");
  await untilLive(page);
  await page
    .getByRole("row", { name: /stop loss/ })
    .getByRole("button", { name: /^Cancel/ })
    .click();
  const dialog = page.getByRole("dialog", { name: "Cancel 2 orders" });
  // Two exits of the same ten shares are worth one of them.
  await expect(dialog).toContainText("2 orders worth 330.00");
  await dialog.getByRole("button", { name: "Cancel 2 orders" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("No open orders")).toBeVisible();
  expect(await setAside(person)).toEqual(["0", "0"]);
});
