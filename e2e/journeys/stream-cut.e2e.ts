/** The line to the desk is cut for half a minute: the page says so, and afterwards every figure is right without a reload. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { openLine } from "#e2e/fixtures/line.ts";

test("after half a minute without a line the portfolio shows what happened meanwhile", async ({
  desk,
  open,
  expectComplaint,
}) => {
  await desk.quote("V", { bid: "300.00", ask: "300.00" });
  const person = await desk.person("trader", { cash: "10000" });
  const page = await open(person);
  await page.clock.install();
  const line = await openLine(desk.url);
  await page.goto(`${line.url}/portfolio`);
  await untilLive(page);
  await expect(page.getByText("No positions")).toBeVisible();
  await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }));

  expectComplaint(/ERR_(EMPTY_RESPONSE|CONNECTION|INCOMPLETE|SOCKET)/);
  line.cut();
  await expect(page.locator("[data-live=reconnecting]").first()).toBeAttached();
  await expect(page.locator("[data-live=reconnecting]").first()).toContainText("figures of");
  const order = { accountId: person.accountId, symbol: "V", side: "buy", type: "market", quantity: "10" };
  const { id } = await person.api.send<{ id: string }>("POST", "/api/v1/orders", order);
  await expect
    .poll(async () => (await person.api.get<{ status: string }>(`/api/v1/orders/${id}`)).status)
    .toBe("filled");
  await desk.quote("V", { bid: "310.00", ask: "310.00" });
  await page.clock.fastForward(30_000);
  await expect(page.getByText("No positions")).toBeVisible();

  line.mend();
  await page.clock.fastForward(6_000);
  await untilLive(page);
  const row = page.getByRole("table", { name: /Positions/ }).getByRole("row", { name: /Visa/ });
  await expect(row).toContainText("3,100.00");
  await expect(row).toContainText("+100.00");
  const headline = page.getByRole("main");
  await expect(headline.getByText("10,100.00").first()).toBeVisible();
  await expect(headline.getByText("7,000.00").first()).toBeVisible();
  expect(await page.evaluate(() => "stillTheSamePage" in window)).toBe(true);
  await line.close();
});
