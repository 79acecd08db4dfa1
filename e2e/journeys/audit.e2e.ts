/** The audit shows who did what, why, and what changed; and leads from one event to everything that led to it. */
import { expect } from "@playwright/test";
import { test } from "#e2e/fixtures/journey.ts";

interface Named {
  readonly id: string;
}

test("an order, a limit, a halt and their reasons stand in the audit with before and after", async ({ desk, open }) => {
  const trader = await desk.person("trader", { cash: "10000" });
  const admin = await desk.person("admin");
  const { accountId } = trader;
  const order = { accountId, symbol: "PG", side: "buy", type: "limit", quantity: "1", limitPrice: "50" };
  const placed = await trader.api.send<Named>("POST", "/api/v1/orders", order);
  await trader.api.send("DELETE", `/api/v1/orders/${placed.id}`);
  const limits = await admin.api.get<{ items: { rule: string; version: number }[] }>(
    `/api/v1/risk-limits?accountId=${accountId}`,
  );
  const rule = "max_open_orders";
  const version = limits.items.find((limit) => limit.rule === rule)?.version;
  const change = { accountId, rule, value: "7", version, reason: "Seven are plenty" };
  await admin.api.send("PUT", "/api/v1/risk-limits", change);
  const halt = await admin.api.send<Named>("POST", "/api/v1/halts", { accountId, reason: "Looking into it" });
  await admin.api.send("POST", `/api/v1/halts/${halt.id}/lift`, { reason: "Looked into it" });

  const page = await open(admin);
  await page.goto(`/audit?accountId=${accountId}`);
  const events = page.getByRole("table", { name: "Audit events, newest first" });
  for (const words of [
    "sent an order",
    "asked to cancel an order",
    "changed a limit",
    "halted trading",
    "resumed trading",
  ])
    await expect(events.getByText(words).first()).toBeVisible();
  for (const reason of ["Seven are plenty", "Looking into it", "Looked into it"])
    await expect(events).toContainText(reason);
  await expect(events).toContainText(trader.name);

  await events.getByRole("link", { name: `${admin.name} changed a limit: show what changed` }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("Seven are plenty");
  await expect(drawer.getByText("20", { exact: true }).first()).toBeVisible();
  await expect(drawer.getByText("7", { exact: true }).first()).toBeVisible();
  await page.goto(`/audit?action=order.submit&entityId=${placed.id}`);
  await expect(events.getByRole("row")).toHaveCount(2);
});

test("the audit is not shown to a trader", async ({ desk, open }) => {
  const page = await open(await desk.person("trader", { cash: "1000" }));
  await page.goto("/audit");
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Audit" })).toHaveCount(0);
});
