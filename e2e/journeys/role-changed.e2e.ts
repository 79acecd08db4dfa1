/** A role is changed while its owner is at work: the very next write is refused. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { fillLimit, openTrade, press } from "#e2e/fixtures/trade.ts";

test("a trader who becomes a viewer cannot send the ticket that is already open", async ({
  desk,
  open,
  expectComplaint,
}) => {
  await desk.quote("XOM", { bid: "120.00", ask: "120.02" });
  const trader = await desk.person("trader", { cash: "10000" });
  const theirs = await open(trader);
  const ticket = await openTrade(theirs, "XOM");
  await fillLimit(ticket, "1", "100");

  const page = await open(await desk.person("admin"));
  await page.goto("/users");
  await untilLive(page);
  await page.getByRole("button", { name: `Actions for ${trader.name}` }).click();
  await page.getByRole("button", { name: "Change role…" }).filter({ visible: true }).click();
  const dialog = page.getByRole("dialog", { name: `Role of ${trader.name}` });
  await dialog.getByLabel("New role").selectOption("viewer");
  await expect(dialog.getByRole("row", { name: /place.* orders|send.* orders/i })).toContainText("lost");
  await dialog.getByLabel("Reason").fill("Only looking from now on");
  await dialog.getByRole("button", { name: `Make ${trader.name} a viewer` }).click();
  await expect(dialog).toBeHidden();

  expectComplaint(/status of 403/);
  await press(ticket, /^Buy 1 XOM/);
  await expect(ticket.getByRole("alert").filter({ hasText: "Nothing was placed" })).toBeVisible();
  const { items } = await trader.api.get<{ items: unknown[] }>(`/api/v1/orders?accountId=${trader.accountId}`);
  expect(items).toEqual([]);
});
