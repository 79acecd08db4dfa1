/** An order for the closing auction: it waits while the market trades, says until when, and fills at the close. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { place, untilStatus } from "#e2e/fixtures/orders.ts";

test.use({ alone: true });

// A clock that stood still would age everybody's prices.
test.afterEach(({ desk }) => desk.clock(null));

test("a market-on-close order fills in the auction and not before", async ({ desk, open }) => {
  await desk.clock(new Date("2027-03-10T19:30:00.000Z"));
  await desk.quote("WMT", { bid: "90.00", ask: "90.02" });
  const person = await desk.person("trader", { cash: "10000" });
  const { id } = await place(person, { symbol: "WMT", side: "buy", type: "market", quantity: "5", timeInForce: "cls" });
  const page = await open(person);
  await page.goto(`/orders/${id}`);
  await untilLive(page);
  await expect(page.getByText("in the closing auction only")).toBeVisible();
  await desk.quote("WMT", { bid: "91.00", ask: "91.02" });
  await untilStatus(person, id, "new");

  await desk.clock(new Date("2027-03-10T21:00:00.500Z"));
  await desk.quote("WMT", { bid: "91.00", ask: "91.02" });
  await untilStatus(person, id, "filled");
  // The auction trades at the last price before it, not at the ask.
  await expect(page.getByText(/^Filled: 5 WMT at 91\.00/)).toBeVisible();
});
