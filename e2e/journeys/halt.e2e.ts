/** The desk is halted from the page while an order's answer is withheld, and resumed with a reason. */
import { expect } from "@playwright/test";
import { test } from "#e2e/fixtures/journey.ts";
import { fillLimit, openTrade, press } from "#e2e/fixtures/trade.ts";

test.use({ alone: true });

// A halt that a failure leaves behind would stop every other journey.
test.afterEach(async ({ desk }) => {
  const { api } = await desk.person("admin");
  const { items } = await api.get<{ items: { id: string; scope: string }[] }>("/api/v1/halts?inForce=true&limit=200");
  for (const { id } of items.filter(({ scope }) => scope === "desk"))
    await api.send("POST", `/api/v1/halts/${id}/lift`, { reason: "The journey is over" });
});

const WITHIN_MS = 500;

test("a halt is in force within half a second although an order's answer is still awaited; resuming needs a reason", async ({
  desk,
  open,
}) => {
  await desk.quote("BA", { bid: "150.00", ask: "150.02" });
  const admin = await desk.person("admin", { cash: "10000" });
  const bystander = await desk.person("trader", { cash: "10000" });
  const order = (accountId: string) => ({
    accountId,
    symbol: "BA",
    side: "buy",
    type: "limit",
    quantity: "1",
    limitPrice: "100",
  });
  const page = await open(admin);
  const ticket = await openTrade(page, "BA");
  await fillLimit(ticket, "1", "100");

  // The order reaches the desk, but its answer does not come back.
  let release = () => {};
  const withheld = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/trade**", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    const response = await route.fetch();
    await withheld;
    await route.fulfill({ response });
  });
  await press(ticket, /^Buy 1 BA/);
  await expect(ticket.getByRole("button", { name: /Sending|checking/ })).toBeVisible();

  await page.getByRole("button", { name: "Halt", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Halt trading" });
  await dialog.getByLabel("Reason").fill("A journey stops the desk");
  const began = performance.now();
  const answered = page.waitForResponse(
    (response) => new URL(response.url()).pathname === "/api/v1/halts" && response.request().method() === "POST",
  );
  await dialog.getByRole("button", { name: /^Halt the whole desk/ }).click();
  expect((await answered).status()).toBe(201);
  const took = performance.now() - began;
  const refused = await bystander.api.ask<{ code: string }>("POST", "/api/v1/orders", order(bystander.accountId));
  expect([refused.status, refused.body.code]).toEqual([422, "halted"]);
  expect(took).toBeLessThan(WITHIN_MS);
  release();
  // It was accepted before the halt.
  await expect(ticket.getByText("Working at the venue.")).toBeVisible();

  await page.goto("/halts");
  const inForce = page.getByRole("listitem").filter({ hasText: "A journey stops the desk" });
  await expect(inForce).toContainText("in force");
  await expect(page.getByRole("region", { name: "Desk status" })).toContainText("A journey stops the desk");
  await inForce.getByRole("button", { name: "Resume…" }).click();
  const resume = page.getByRole("dialog", { name: "Resume trading" });
  const confirm = resume.getByRole("button", { name: "Resume the whole desk" });
  await resume.getByLabel("Reason").fill("A journey is done");
  await confirm.click();
  await expect(resume).toBeHidden();
  await expect(page.getByRole("region", { name: "Desk status" })).not.toContainText("A journey stops the desk");
  const passes = await bystander.api.ask("POST", "/api/v1/orders", order(bystander.accountId));
  expect(passes.status).toBe(201);
});
