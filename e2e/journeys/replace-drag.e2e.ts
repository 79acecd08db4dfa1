/** An order is replaced on the chart: its line dragged, moved by keys, put back; and a part of it filled, shown as a bar. */
import { expect, type Page } from "@playwright/test";
import type { Desk, Person } from "#e2e/fixtures/desk.ts";
import { test } from "#e2e/fixtures/journey.ts";
import { place, untilStatus } from "#e2e/fixtures/orders.ts";
import { openTrade } from "#e2e/fixtures/trade.ts";

interface Listed {
  readonly items: readonly {
    readonly id: string;
    readonly limitPrice: string;
    readonly status: string;
    readonly replacesId: string | null;
  }[];
}

async function workingLimit(desk: Desk, symbol: string): Promise<{ readonly person: Person; readonly id: string }> {
  await desk.quote(symbol, { bid: "400.00", ask: "400.10" });
  const person = await desk.person("trader", { cash: "10000" });
  const { id } = await place(person, { symbol, side: "buy", type: "limit", quantity: "10", limitPrice: "390" });
  await untilStatus(person, id, "new");
  return { person, id };
}

async function openOrders({ api, accountId }: Person): Promise<Listed["items"]> {
  return (await api.get<Listed>(`/api/v1/orders?accountId=${accountId}&tab=open`)).items;
}

/** The pointer says where a line can be taken. */
async function lineOnChart(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const picture = page.locator("figure [role=img]").first();
  await expect(picture.locator("canvas").first()).toBeVisible();
  const box = await picture.boundingBox();
  if (box === null) throw new Error("The chart is not on the screen.");
  const x = box.x + box.width / 3;
  await expect(async () => {
    for (let y = box.y + 2; y < box.y + box.height; y += 6) {
      await page.mouse.move(x, y);
      if (
        (await picture
          .locator("> div")
          .first()
          .evaluate((element) => element.style.cursor)) === "ns-resize"
      )
        return;
    }
    throw new Error("No line can be taken.");
  }).toPass();
  for (let y = box.y + 2; ; y += 1) {
    await page.mouse.move(x, y);
    if (
      (await picture
        .locator("> div")
        .first()
        .evaluate((element) => element.style.cursor)) === "ns-resize"
    ) {
      return { x, y: y + 4 };
    }
  }
}

test("a dragged line asks first, and the server's word moves it", async ({ desk, open }) => {
  const { person, id } = await workingLimit(desk, "MSFT");
  const page = await open(person);
  await openTrade(page, "MSFT");
  const line = page.getByRole("slider", { name: "buy 10, limit line" });
  await expect(line).toHaveAttribute("aria-valuetext", "390.00");

  const from = await lineOnChart(page);
  const drag = async () => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y - 15, { steps: 3 });
    await page.mouse.move(from.x, from.y - 30, { steps: 3 });
    await page.mouse.up();
  };
  await drag();
  const question = page.getByRole("dialog", { name: "Replace buy MSFT" });
  await expect(question).toContainText("390.00");
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(line).toHaveAttribute("aria-valuetext", "390.00");

  await drag();
  const wanted = await line.getAttribute("aria-valuetext");
  expect(wanted).not.toBe("390.00");
  await expect(question.getByRole("button", { name: `Replace at ${wanted}` })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  await untilStatus(person, id, "replaced");
  // For a moment both are listed: the old one until it is replaced, and the new one.
  const row = page.getByRole("table", { name: "Open orders" }).getByRole("row", { name: /MSFT/ });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(`limit ${wanted}`);
  const [now, ...more] = await openOrders(person);
  expect(more).toEqual([]);
  expect(now).toMatchObject({ replacesId: id });
});

test("the same by keyboard: arrows by the tick, Esc puts it back, Enter sends once", async ({ desk, open }) => {
  const { person, id } = await workingLimit(desk, "CRM");
  const page = await open(person);
  await openTrade(page, "CRM");
  const line = page.getByRole("slider", { name: "buy 10, limit line" });
  await line.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(line).toHaveAttribute("aria-valuetext", "390.11");
  const question = page.getByRole("dialog", { name: "Replace buy CRM" });
  await expect(question).toContainText("3,900.00");
  await expect(question).toContainText("3,901.10");
  await page.keyboard.press("Escape");
  await expect(line).toHaveAttribute("aria-valuetext", "390.00");
  await expect(line).toBeFocused();

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await untilStatus(person, id, "replaced");
  await expect(page.getByRole("slider", { name: "buy 10, limit line" })).toHaveAttribute("aria-valuetext", "389.99");
  const [now, ...more] = await openOrders(person);
  expect(more).toEqual([]);
  expect(now).toMatchObject({ replacesId: id, limitPrice: "389.99" });
});

test("a part that is filled shows as a bar, and stays when the rest is replaced", async ({ desk, open }) => {
  await desk.quote("AMD", { bid: "150.00", ask: "150.10" });
  const person = await desk.person("trader", { cash: "10000" });
  const { id } = await place(person, { symbol: "AMD", side: "buy", type: "limit", quantity: "10", limitPrice: "149" });
  await untilStatus(person, id, "new");
  const page = await open(person);
  await openTrade(page, "AMD");
  await desk.quote("AMD", { bid: "148.80", ask: "148.90", size: "4" });
  const row = page.getByRole("table", { name: "Open orders" }).getByRole("row", { name: /AMD/ });
  await expect(row.getByRole("img", { name: "4 of 10 filled" })).toBeVisible();
  await desk.quote("AMD", { bid: "150.00", ask: "150.10" });

  const line = page.getByRole("slider", { name: "buy 6, limit line" });
  await line.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await untilStatus(person, id, "replaced");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("limit 148.99");
  await expect(row).toContainText("0 of 6");
});
