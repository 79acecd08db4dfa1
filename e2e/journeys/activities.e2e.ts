/** Activities by hand: added with a preview, looked at down to their journal, reversed; and the lots of a sale chosen one by one. */
import { expect } from "@playwright/test";
import { importHistory } from "#e2e/fixtures/history.ts";
import { test, untilLive } from "#e2e/fixtures/journey.ts";

test("a dividend is added by hand, opened down to its journal and reversed", async ({ desk, open }) => {
  const person = await desk.person("trader", { cash: "1000" });
  await importHistory(person, [
    { date: "2024-01-02", type: "DEPOSIT", amount: "1000" },
    { date: "2024-01-03", type: "BUY", symbol: "BIRCH", quantity: "5", unitPrice: "100" },
  ]);
  const page = await open(person);
  await page.goto("/activities");
  await untilLive(page);
  await page.getByRole("button", { name: "Add activity…" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an activity to Journey" });
  await expect(dialog.getByLabel("Type")).toBeFocused();
  await dialog.getByRole("button", { name: "Book this dividend" }).click();
  await expect(dialog.getByText("Name the symbol.")).toBeVisible();
  await dialog.getByLabel("Symbol").fill("birch");
  await dialog.getByLabel("Day", { exact: true }).fill("2024-02-15");
  await dialog.getByLabel("Amount").fill("2,50");
  await expect(dialog.getByRole("status")).toContainText("Cash +2.50");
  await dialog.getByRole("button", { name: "Book this dividend" }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole("button", { name: /Show 1 new/ }).click();
  const row = page.getByRole("row", { name: /dividend/ });
  await expect(row).toContainText("+2.50");
  await row.getByRole("link").first().click();
  const drawer = page.getByRole("dialog", { name: "Dividend BIRCH" });
  await expect(drawer).toContainText("balances");
  await expect(drawer).toContainText("added by hand");
  await drawer.getByRole("button", { name: "Reverse…" }).click();
  const reverse = page.getByRole("dialog", { name: /Reverse the dividend birch/i });
  await reverse.getByLabel("Reason").fill("It was another company");
  await reverse.getByRole("button", { name: "Reverse this dividend" }).click();
  await expect(drawer.getByText("reversed", { exact: true })).toBeVisible();
  await expect(drawer.getByRole("button", { name: "Reverse…" })).toHaveCount(0);
  const account = await person.api.get<{ cash: string }>(`/api/v1/accounts/${person.accountId}`);
  expect(account.cash).toBe("1500");
});

test("an account takes chosen lots, and a sale takes the ones that are chosen for it", async ({ desk, open }) => {
  const person = await desk.person("trader", { cash: "1000" });
  await importHistory(person, [
    { date: "2024-01-02", type: "DEPOSIT", amount: "5000" },
    { date: "2024-01-03", type: "BUY", symbol: "CEDAR", quantity: "10", unitPrice: "100" },
    { date: "2024-02-03", type: "BUY", symbol: "CEDAR", quantity: "10", unitPrice: "150" },
    { date: "2024-03-03", type: "SELL", symbol: "CEDAR", quantity: "10", unitPrice: "160" },
  ]);
  const realised = async () => {
    const { items } = await person.api.get<{ items: readonly { realised: string }[] }>(
      `/api/v1/positions?accountId=${person.accountId}&status=all`,
    );
    return items[0]?.realised;
  };
  expect(await realised()).toBe("600");
  const page = await open(person);
  await page.goto(`/accounts?open=${person.accountId}`);
  await untilLive(page);
  await page.getByRole("button", { name: "Change its lots…" }).click();
  const change = page.getByRole("dialog", { name: "Lots of Journey" });
  await change.getByLabel("A sale takes").selectOption("specific");
  await expect(change).toContainText("Quantities, cash and total profit stay.");
  await change.getByLabel("Reason").fill("Chosen lots from now on");
  await change.getByRole("button", { name: "Compute its lots anew" }).click();
  await expect(change).toBeHidden();

  await page.goto("/activities?type=sell");
  await untilLive(page);
  await page.getByRole("row", { name: /sell/ }).getByRole("link").first().click();
  await page.getByRole("button", { name: "Choose its lots…" }).click();
  const lots = page.getByRole("dialog", { name: "Lots that the sale of 2024-03-03 takes" });
  await lots.getByLabel("Take of the lot of 2024-01-03").fill("");
  await lots.getByLabel("Take of the lot of 2024-02-03").fill("11");
  await expect(lots).toContainText("only 10 were open then");
  await lots.getByLabel("Take of the lot of 2024-02-03").fill("10");
  await expect(lots).toContainText("All of it is chosen.");
  await lots.getByRole("button", { name: "Take these lots" }).click();
  await expect(lots).toBeHidden();
  expect(await realised()).toBe("100");
});
