/** Seven tabs of one browser share one stream: all of them are live, and all of them show the fill. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";

test("seven tabs are live at once and each shows a fill", async ({ desk, open }) => {
  await desk.quote("WFC", { bid: "75.00", ask: "75.00" });
  const person = await desk.person("trader", { cash: "10000" });
  const first = await open(person);
  const context = first.context();
  let streams = 0;
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/v1/stream") streams += 1;
  });
  const tabs = [first, ...(await Promise.all(Array.from({ length: 6 }, () => context.newPage())))];
  for (const tab of tabs) await tab.goto("/portfolio");
  for (const tab of tabs) await untilLive(tab);
  expect(streams).toBe(1);

  const order = { accountId: person.accountId, symbol: "WFC", side: "buy", type: "market", quantity: "4" };
  await person.api.send("POST", "/api/v1/orders", order);
  for (const tab of tabs) {
    // A tab nobody sees reads its figures when it is looked at.
    await tab.bringToFront();
    const positions = tab.getByRole("table", { name: /Positions/ });
    await expect(positions.getByRole("row", { name: /WFC/ })).toContainText("300.00");
  }
  await first.close();
  for (const tab of tabs.slice(1)) await untilLive(tab);
});
