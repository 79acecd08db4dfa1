/** A position closed in part, then all of them: count, value and the orders in the way are named before anything is sent. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { buy, place, setAside } from "#e2e/fixtures/orders.ts";

test("a quarter is sold, then everything, and the order that held it is canceled first", async ({ desk, open }) => {
  await desk.quote("MSFT", { bid: "100.00", ask: "100.00" });
  await desk.quote("NKE", { bid: "80.00", ask: "80.00" });
  const person = await desk.person("trader", { cash: "10000" });
  await buy(person, "MSFT", "20");
  await buy(person, "NKE", "10");
  await place(person, { symbol: "NKE", side: "sell", type: "limit", quantity: "10", limitPrice: "95" });
  const page = await open(person);
  await page.goto("/portfolio");
  await untilLive(page);
  const positions = page.getByRole("table", { name: /^Positions/ });

  await positions.getByRole("button", { name: "Close MSFT" }).click();
  const one = page.getByRole("dialog", { name: "Close MSFT" });
  await one.getByRole("button", { name: "25 %" }).click();
  await expect(one).toContainText("about 500.00");
  await expect(one).toContainText("No open order is in the way.");
  await one.getByRole("button", { name: "Sell 5 MSFT, market" }).click();
  await page.getByRole("dialog", { name: "Closing MSFT" }).getByRole("button", { name: "Done" }).click();
  await expect(positions.getByRole("row", { name: /MSFT/ })).toContainText("15");

  await page.getByRole("button", { name: "Close all…" }).click();
  const all = page.getByRole("dialog", { name: /^Close all positions/ });
  await expect(all).toContainText("2 positions worth 2,300.00");
  await expect(all).toContainText("Cancel 1 open order that would close it too");
  await all.getByRole("button", { name: "Close 2 positions" }).click();
  await expect(all).toContainText("2 of 2 sent.");
  await all.getByRole("button", { name: "Done" }).click();
  await expect(positions.getByRole("row", { name: /2 closed/ })).toBeVisible();
  expect((await setAside(person))[0]).toBe("0");
});
