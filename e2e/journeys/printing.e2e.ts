/** On paper: the portfolio, the performance report and an order's story without the shell, with account, time zone and as-of. */
import { expect } from "@playwright/test";
import { test } from "#e2e/fixtures/journey.ts";

test("portfolio, performance and story print without the shell and say whose they are and as of when", async ({
  desk,
  open,
}) => {
  await desk.quote("BAC", { bid: "47.00", ask: "47.00" });
  const person = await desk.person("trader", { cash: "10000" });
  const order = { accountId: person.accountId, symbol: "BAC", side: "buy", type: "market", quantity: "10" };
  const { id } = await person.api.send<{ id: string }>("POST", "/api/v1/orders", order);
  await expect
    .poll(async () => (await person.api.get<{ status: string }>(`/api/v1/orders/${id}`)).status)
    .toBe("filled");
  const page = await open(person);
  for (const path of ["/portfolio", "/performance", `/orders/${id}`]) {
    await page.goto(path);
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("banner")).toBeHidden();
    await expect(page.getByRole("navigation").first()).toBeHidden();
    const head = page
      .getByText(/As of .*(E[SD]T|New York|UTC)/)
      .filter({ visible: true })
      .first();
    await expect(head).toBeVisible();
    await expect(
      page
        .getByText(/Journey/)
        .filter({ visible: true })
        .first(),
    ).toBeVisible();
    await expect(page.getByText("BAC").filter({ visible: true }).first()).toBeVisible();
    const width = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(width).toBeLessThanOrEqual(0);
    expect((await page.pdf({ format: "A4" })).byteLength).toBeGreaterThan(5_000);
    await page.emulateMedia({ media: null });
  }
});
