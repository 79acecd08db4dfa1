/** A dividend and a split, announced by an admin, are seen by who holds the instrument: in the portfolio, the activities and the orders; and a wrong one is taken back. */
import { expect } from "@playwright/test";
import { daysAgo, importHistory } from "#e2e/fixtures/history.ts";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { buy, place, untilStatus } from "#e2e/fixtures/orders.ts";

// A split changes the symbol's price for everybody, and today nobody may have traded it.
test.use({ alone: true });

test("a dividend is paid, a split doubles the units, cancels the orders and keeps the cost; a wrong one is taken back", async ({
  desk,
  open,
}) => {
  test.slow();
  await desk.quote("GE", { bid: "180.00", ask: "180.00" });
  const trader = await desk.person("trader", { cash: "10000" });
  await importHistory(trader, [{ date: daysAgo(20), type: "BUY", symbol: "GE", quantity: "10", unitPrice: "150" }]);
  const seller = await desk.person("trader", { cash: "10000" });
  await importHistory(seller, [{ date: daysAgo(20), type: "BUY", symbol: "GE", quantity: "4", unitPrice: "150" }]);
  const resting = await place(trader, { symbol: "GE", side: "buy", type: "limit", quantity: "1", limitPrice: "120" });

  const admin = await open(await desk.person("admin"));
  await admin.goto("/corporate-actions");
  await untilLive(admin);
  const announce = async (kind: string, fill: () => Promise<void>, word: string) => {
    await admin
      .getByRole("button", { name: /^Announce/ })
      .first()
      .click();
    const dialog = admin.getByRole("dialog", { name: "Announce a corporate action" });
    await dialog.getByLabel("Kind").selectOption(kind);
    await dialog.getByLabel("Symbol", { exact: true }).fill("GE");
    await fill();
    await dialog.getByLabel("Reason").fill("The company said so");
    await expect(dialog.getByText(/accounts? holds? GE/)).toBeVisible();
    await dialog.getByRole("button", { name: "Apply it today…" }).click();
    await dialog.getByRole("button", { name: "Yes, apply it now" }).click();
    const drawer = admin.getByRole("dialog", { name: `GE ${word}`, exact: true });
    await expect(drawer).toContainText("applied", { timeout: 20_000 });
    await admin.keyboard.press("Escape");
  };
  await announce("cash_dividend", () => admin.getByLabel("Amount a unit").fill("0.50"), "cash dividend");

  const page = await open(trader);
  await page.goto("/activities?type=dividend");
  await untilLive(page);
  await expect(page.getByRole("row", { name: /dividend/ })).toContainText("+5.00");

  await announce("split", () => admin.getByLabel("New units").fill("2"), "split");
  await untilStatus(trader, resting.id, "canceled");
  await page.goto("/portfolio");
  await untilLive(page);
  const position = page.getByRole("row", { name: /GE/ });
  await expect(position).toContainText("20");
  await expect(position).toContainText("75.00");
  const income = page.locator("dl > div").filter({ has: page.locator("dt", { hasText: "Income" }) });
  await expect(income).toContainText("5.00");
  await page.goto("/activities?symbol=GE");
  await expect(page.getByRole("row", { name: /split/ })).toContainText("2 for 1");

  // What the split made is sold on one account: there it cannot be taken back until it is bought again.
  const sold = await place(seller, { symbol: "GE", side: "sell", type: "market", quantity: "6" });
  await untilStatus(seller, sold.id, "filled");
  await admin
    .getByRole("row", { name: /GE.*split/ })
    .first()
    .getByRole("link")
    .first()
    .click();
  const drawer = admin.getByRole("dialog", { name: "GE split", exact: true });
  const takeBack = async (accounts: string) => {
    await drawer.getByRole("button", { name: `Take back on ${accounts}…` }).click();
    const dialog = admin.getByRole("dialog", { name: /^Take back the GE split/ });
    await expect(dialog).toContainText(`booked on ${accounts}`);
    await dialog.getByLabel("Reason").fill("It was three for two");
    await dialog.getByRole("button", { name: `Take it back on ${accounts}` }).click();
  };
  await takeBack("2 accounts");
  await expect(drawer).toContainText("partly taken back", { timeout: 30_000 });
  await expect(drawer).toContainText("It could not be taken back on 1 account");
  await expect(drawer).toContainText("-2 GE");
  await page.goto("/portfolio");
  await untilLive(page);
  await expect(position).toContainText("10");
  await expect(position).toContainText("150.00");

  await desk.quote("GE", { bid: "180.00", ask: "180.00" });
  await buy(seller, "GE", "6");
  await takeBack("1 account");
  await expect(drawer.getByText("taken back", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(drawer.getByRole("button", { name: /Take back/ })).toHaveCount(0);
});

test("what is announced for another day can be withdrawn, and who may not announce only reads", async ({
  desk,
  open,
}) => {
  const page = await open(await desk.person("admin"));
  await page.goto("/corporate-actions");
  await untilLive(page);
  await page
    .getByRole("button", { name: /^Announce/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "Announce a corporate action" });
  await dialog.getByLabel("Symbol", { exact: true }).fill("PG");
  await dialog.getByLabel("Ex-day").fill("2999-01-04");
  await dialog.getByLabel("Amount a unit").fill("1");
  await dialog.getByLabel("Reason").fill("Announced early");
  await dialog.getByRole("button", { name: "Announce it for 2999-01-04" }).click();
  const drawer = page.getByRole("dialog", { name: "PG cash dividend", exact: true });
  await drawer.getByRole("button", { name: "Withdraw…" }).click();
  const withdraw = page.getByRole("dialog", { name: /Withdraw the PG cash dividend/ });
  await withdraw.getByLabel("Reason").fill("The company thought better of it");
  await withdraw.getByRole("button", { name: "Withdraw the cash dividend" }).click();
  await expect(drawer).toContainText("withdrawn");

  const reader = await open(await desk.person("viewer"));
  await reader.goto("/corporate-actions");
  await expect(reader.getByRole("row", { name: /PG/ }).first()).toBeVisible();
  await expect(reader.getByRole("button", { name: /Announce/ })).toHaveCount(0);
});
