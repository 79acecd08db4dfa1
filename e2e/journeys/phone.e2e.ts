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

test("a row of every list opens all of its fields and what can be done with it", async ({ desk, open }) => {
  await desk.quote("MCD", { bid: "149.98", ask: "150.00" });
  const person = await desk.person("admin", { cash: "200000" });
  const { accountId, api, name, email } = person;
  const halt = await api.send<{ id: string }>("POST", "/api/v1/halts", { accountId, reason: "A phone looks at it" });
  await api.send("POST", `/api/v1/halts/${halt.id}/lift`, { reason: "Seen by a phone" });
  await api.send("POST", "/api/v1/api-keys", { name: "Pocket key", scopes: ["read"] });
  const tooMuch = { accountId, symbol: "MCD", side: "buy", type: "limit", limitPrice: "150", quantity: "400" };
  expect((await api.ask("POST", "/api/v1/orders", tooMuch)).body["code"]).toBe("max_order_value");

  const page = await open(person, PHONE);
  const lists = [
    { path: "/flags", row: "ui.live_stream", field: "What it switches", says: "stream", act: "switch" },
    { path: "/users", row: name, field: "E-mail", says: email, act: "Disable…" },
    { path: "/api-keys", row: "Pocket key", field: "Can", says: "See portfolios", act: "Revoke Pocket key" },
    { path: "/risk", row: "Order value breach", field: "What happened", says: "60,000.00", act: "Story of the order" },
    { path: "/halts", row: "was halted", field: "Because", says: "Seen by a phone", act: "Close" },
  ];
  for (const { path, row, field, says, act } of lists) {
    await page.goto(path);
    await untilLive(page);
    await page.getByRole("link", { name: row }).first().tap();
    const drawer = page.getByRole("dialog");
    await expect(drawer.getByRole("term").filter({ hasText: field })).toBeVisible();
    await expect(drawer.getByRole("definition").filter({ hasText: says }).first()).toBeVisible();
    const doing = drawer.getByRole("button", { name: act }).or(drawer.getByRole("link", { name: act }));
    await expect(act === "switch" ? drawer.getByRole("switch") : doing).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
    await expect(page.getByRole("link", { name: row }).first()).toBeFocused();
  }
});
