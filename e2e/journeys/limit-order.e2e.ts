/** A limit order that rests, is seen with what it holds, and is canceled; and all of them at once. */

import { expect } from "@playwright/test";
import type { Person } from "#e2e/fixtures/desk.ts";
import { test } from "#e2e/fixtures/journey.ts";
import { fillLimit, openTrade, press } from "#e2e/fixtures/trade.ts";

test("a limit order works, holds its money, and gives it back when it is canceled", async ({ desk, open }) => {
  await desk.quote("PEP", { bid: "160.00", ask: "160.02" });
  const person = await desk.person("trader", { cash: "10000" });
  const page = await open(person);
  const ticket = await openTrade(page, "PEP");
  await fillLimit(ticket, "10", "150");
  await press(ticket, "Buy 10 PEP, limit 150.00, day");
  await expect(ticket.getByRole("status")).toContainText("Working at the venue.");
  const orders = page.getByRole("table", { name: "Open orders" });
  await expect(orders.getByRole("row", { name: /PEP/ })).toContainText("working");
  expect(await held(person)).toBe("1500");

  await orders.getByRole("button", { name: "Cancel Buy 10 PEP, limit 150.00, day" }).click();
  await expect(page.getByText("No open orders")).toBeVisible();
  await expect(ticket.getByRole("status")).toContainText("Canceled");
  expect(await held(person)).toBe("0");
});

test("canceling all names how many and how much, and leaves nothing open", async ({ desk, open }) => {
  await desk.quote("CSCO", { bid: "58.00", ask: "58.01" });
  const person = await desk.person("trader", { cash: "10000" });
  for (const limitPrice of ["40", "50"]) {
    const order = {
      accountId: person.accountId,
      symbol: "CSCO",
      side: "buy",
      type: "limit",
      quantity: "10",
      limitPrice,
    };
    await person.api.send("POST", "/api/v1/orders", order);
  }
  const page = await open(person);
  await openTrade(page, "CSCO");
  await page.getByRole("button", { name: "Cancel all 2" }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel all open orders" });
  await expect(dialog).toContainText("2 open orders worth 900.00");
  await dialog.getByRole("button", { name: "Cancel 2 orders" }).click();
  await expect(page.getByText("No open orders")).toBeVisible();
  expect(await held(person)).toBe("0");
});

async function held({ api, accountId }: Person): Promise<string> {
  const { summary } = await api.get<{ summary: { held: string } }>(`/api/v1/portfolio?accountId=${accountId}`);
  return summary.held;
}
