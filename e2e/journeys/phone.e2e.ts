/** A ticket by touch on a phone: the sheet from below, two-line rows, nothing that scrolls sideways. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { fillLimit, press, ticketOf } from "#e2e/fixtures/trade.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("an order is placed and canceled by touch", async ({ desk, open }) => {
  await desk.quote("JNJ", { bid: "155.00", ask: "155.02" });
  const page = await open(await desk.person("trader", { cash: "10000" }), PHONE);
  await page.goto("/trade?symbol=JNJ");
  await untilLive(page);
  await page.getByRole("button", { name: "Buy JNJ" }).tap();
  const sheet = page.getByRole("dialog", { name: "Ticket, JNJ" });
  await expect(sheet).toBeVisible();
  const ticket = ticketOf(page);
  await fillLimit(ticket, "2", "120");
  await press(ticket, "Buy 2 JNJ, limit 120.00, day");
  await expect(ticket.getByRole("status").filter({ hasText: "JNJ" })).toContainText("Working at the venue.");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.getByRole("button", { name: "Cancel Buy 2 JNJ, limit 120.00, day" }).tap();
  await expect(page.getByText("No open orders")).toBeVisible();
});
