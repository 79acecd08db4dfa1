/** Several orders chosen and canceled at once; one of them fills while the question is on the screen. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { place, setAside, untilStatus } from "#e2e/fixtures/orders.ts";

test("chosen orders are named with their value, and the one that filled first is said to be too late", async ({
  desk,
  open,
  expectComplaint,
}) => {
  await desk.quote("GOOGL", { bid: "60.00", ask: "60.02" });
  const person = await desk.person("trader", { cash: "10000" });
  const limits = ["50", "55", "40"];
  const placed = [];
  for (const limitPrice of limits)
    placed.push(await place(person, { symbol: "GOOGL", side: "buy", type: "limit", quantity: "10", limitPrice }));
  const page = await open(person);
  await page.goto("/orders?tab=open");
  await untilLive(page);
  for (const price of ["50.00", "55.00"])
    await page.getByRole("checkbox", { name: `Choose Buy 10 GOOGL, limit ${price}, day` }).check();
  await expect(page.getByText("2 orders chosen")).toBeVisible();
  await page.getByRole("button", { name: "Cancel 2 orders…" }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel 2 orders" });
  await expect(dialog).toContainText("2 orders worth 1,050.00");

  await desk.quote("GOOGL", { bid: "54.00", ask: "54.50" });
  await untilStatus(person, placed[1]?.id ?? "", "filled");
  // The browser itself reports the refusal of the one that was too late.
  expectComplaint(/409/);
  await dialog.getByRole("button", { name: "Cancel 2 orders" }).click();
  await expect(dialog).toContainText("1 order of 2 canceled");
  await expect(dialog).toContainText("Too late");
  await expect(dialog).toContainText("Buy 10 GOOGL, limit 55.00");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("row", { name: /40\.00/ })).toContainText("working");
  expect((await setAside(person))[0]).toBe("400");
});
