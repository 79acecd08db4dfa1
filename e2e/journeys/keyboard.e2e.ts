/** The whole way by keyboard alone: sign in, go to the ticket, place an order, cancel it, halt one's account and resume it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { ticketOf } from "#e2e/fixtures/trade.ts";

const TABS_MAX = 120;

/** Presses Tab until this has the focus, and sees that it can be seen. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let pressed = 0; pressed < TABS_MAX; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) {
      const outline = await target.evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline, `the focus on ${target} can be seen`).not.toBe("none");
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never reached ${target}.`);
}

test("everything a trader does is done without a mouse", async ({ desk, open }) => {
  test.setTimeout(120_000);
  await desk.quote("ORCL", { bid: "190.00", ask: "190.02" });
  const person = await desk.person("trader", { cash: "10000" });
  const page = await open(null);
  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel("E-mail"));
  await page.keyboard.type(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/portfolio/);
  await untilLive(page);

  await page.keyboard.press("Control+k");
  await page
    .getByRole("combobox")
    .or(page.getByPlaceholder(/search|jump/i))
    .first()
    .waitFor();
  await page.keyboard.type("ORCL");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/trade\?symbol=ORCL/);
  const ticket = ticketOf(page);
  await expect(ticket.getByRole("button", { name: /^Buy ORCL/ })).toBeEnabled();
  await tabTo(page, ticket.getByRole("textbox", { name: "Quantity" }));
  await page.keyboard.type("2");
  await tabTo(page, ticket.getByLabel("Type"));
  await page.keyboard.press("ArrowDown");
  await tabTo(page, ticket.getByLabel("Limit price"));
  await page.keyboard.type("100");
  await page.keyboard.press("ArrowUp");
  await expect(ticket.getByLabel("Limit price")).toHaveValue("100.01");
  await page.keyboard.press("Enter");
  await expect(ticket.getByRole("status").filter({ hasText: "ORCL" })).toContainText("Working at the venue.");
  await tabTo(page, page.getByRole("button", { name: "Cancel Buy 2 ORCL, limit 100.01, day" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No open orders")).toBeVisible();

  const halt = page.getByRole("button", { name: "Halt", exact: true });
  await tabTo(page, halt);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Halt trading" });
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(halt).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  await page.keyboard.type("Stopped by keyboard");
  await tabTo(page, dialog.getByRole("button", { name: "Halt Journey" }));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();

  await tabTo(
    page,
    page.getByRole("navigation").getByRole("link", { name: "Halts" }).filter({ visible: true }).first(),
  );
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/halts/);
  await tabTo(page, page.getByRole("button", { name: "Resume…" }));
  await page.keyboard.press("Enter");
  const resume = page.getByRole("dialog", { name: "Resume trading" });
  await tabTo(page, resume.getByLabel("Reason"));
  await page.keyboard.type("Resumed by keyboard");
  await tabTo(page, resume.getByRole("button", { name: "Resume journey" }));
  await page.keyboard.press("Enter");
  await expect(resume).toBeHidden();
  await expect(page.getByRole("button", { name: "Resume…" })).toHaveCount(0);
});
