/** An order that a limit refuses: the ticket says so before, the server says so after, with limit and headroom. */
import { expect } from "@playwright/test";
import { test } from "#e2e/fixtures/journey.ts";
import { fillLimit, openTrade, press } from "#e2e/fixtures/trade.ts";

test("a refusal names the limit, what the order would have made, and the headroom, and moves no money", async ({
  desk,
  open,
}) => {
  await desk.quote("CAT", { bid: "400.00", ask: "400.05" });
  const person = await desk.person("trader", { cash: "200000" });
  const page = await open(person);
  const ticket = await openTrade(page, "CAT");
  await fillLimit(ticket, "150", "400");
  await expect(ticket).toContainText("50,000.00");
  await press(ticket, "Buy 150 CAT, limit 400.00, day");
  const refused = ticket.getByRole("alert").filter({ hasText: "Refused" });
  await expect(refused).toContainText("No money moved.");
  await expect(refused).toContainText("50,000.00");
  await expect(refused).toContainText("60,000.00");
  await expect(refused.getByText("Headroom")).toBeVisible();

  await refused.getByRole("link", { name: "Limits, and who can change them" }).click();
  await expect(page).toHaveURL(/\/risk/);
  const breaches = page.getByRole("table", { name: /breaches/i });
  await expect(breaches.getByRole("row", { name: /Order value/ })).toContainText("60,000.00");
  await breaches.getByRole("link", { name: "Story of the order" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("CAT");
  const { summary } = await person.api.get<{ summary: { cash: string; held: string } }>(
    `/api/v1/portfolio?accountId=${person.accountId}`,
  );
  expect(summary).toMatchObject({ cash: "200000", held: "0" });
});
