/** A flag switched off takes the thing away for everybody within seconds, and switched on gives it back. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { openTrade } from "#e2e/fixtures/trade.ts";

test.use({ alone: true });

test("orders by amount disappear from the ticket and are refused while their flag is off", async ({ desk, open }) => {
  const trader = await desk.person("trader", { cash: "10000" });
  const page = await open(await desk.person("admin"));
  const byAmount = { accountId: trader.accountId, symbol: "WMT", side: "buy", type: "market", notional: "100" };
  const flip = async (to: "on" | "off", reason: string) => {
    await page.goto("/flags");
    await page.waitForFunction(() => document.readyState === "complete");
    await page.getByRole("switch", { name: "trading.notional_orders" }).click();
    const dialog = page.getByRole("dialog", { name: `Switch trading.notional_orders ${to}` });
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: `Switch ${to}` }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("switch", { name: "trading.notional_orders" })).toHaveAttribute(
      "aria-checked",
      String(to === "on"),
    );
  };
  await flip("off", "A journey looks what happens");
  await expect
    .poll(async () => (await trader.api.ask<{ code?: string }>("POST", "/api/v1/orders", byAmount)).body.code)
    .toBe("notional_disabled");
  const desktop = await open(trader);
  const ticket = await openTrade(desktop, "WMT");
  await expect(ticket.getByRole("textbox", { name: "Quantity" })).toBeVisible();
  await expect(ticket.getByRole("radio", { name: "Amount" })).toHaveCount(0);

  await flip("on", "A journey is done looking");
  await expect.poll(async () => (await trader.api.ask("POST", "/api/v1/orders", byAmount)).status).toBe(201);
  await desktop.reload();
  await untilLive(desktop);
  await expect(ticket.getByRole("radio", { name: "Amount" })).toHaveCount(1);
});
