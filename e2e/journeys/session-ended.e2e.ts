/** The session ends elsewhere while a ticket is open: nothing is sent, nothing typed is lost, one order comes of it. */

import { expect } from "@playwright/test";
import type { Person } from "#e2e/fixtures/desk.ts";
import { test } from "#e2e/fixtures/journey.ts";
import { fillLimit, openTrade, press, ticketOf } from "#e2e/fixtures/trade.ts";

test("signing in again over the ticket keeps it, and the order is sent once, when it is pressed again", async ({
  desk,
  open,
  expectComplaint,
}) => {
  await desk.quote("DIS", { bid: "114.00", ask: "114.02" });
  const person = await desk.person("trader", { cash: "10000" });
  const page = await open(person);
  const ticket = await openTrade(page, "DIS");
  await fillLimit(ticket, "3", "100");
  const elsewhere = await desk.signInAgain(person);
  await elsewhere.api.send("DELETE", "/api/v1/sessions");
  // The browser writes down each refused call by itself.
  expectComplaint(/status of 401/);

  await press(ticket, "Buy 3 DIS, limit 100.00, day");
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await expect(again).toContainText("nothing is sent");
  expect(await ordersOf(elsewhere)).toHaveLength(0);
  await again.getByLabel("E-mail").fill(person.email);
  await again.getByLabel("Password").fill(person.password);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again).toBeHidden();
  await expect(ticketOf(page).getByRole("textbox", { name: "Quantity" })).toHaveValue("3");
  expect(await ordersOf(elsewhere)).toHaveLength(0);
  await press(ticketOf(page), "Buy 3 DIS, limit 100.00, day");
  await expect(ticketOf(page).getByRole("status").filter({ hasText: "DIS" })).toContainText("Working at the venue.");
  expect(await ordersOf(elsewhere)).toHaveLength(1);
});

interface Orders {
  readonly items: readonly { readonly symbol: string }[];
}

async function ordersOf({ api, accountId }: Person) {
  return (await api.get<Orders>(`/api/v1/orders?accountId=${accountId}`)).items;
}
