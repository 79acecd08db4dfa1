/** The web server dies while the ticket says "Sending…": the order is looked up by its key, never sent twice by itself. */

import { expect } from "@playwright/test";
import type { Desk } from "#e2e/fixtures/desk.ts";
import { test } from "#e2e/fixtures/journey.ts";
import { killWeb } from "#e2e/fixtures/processes.ts";
import { fillLimit, openTrade, press } from "#e2e/fixtures/trade.ts";

test.use({ alone: true });
test.setTimeout(120_000);

interface Orders {
  readonly items: readonly { readonly id: string; readonly status: string }[];
}

for (const arrives of [true, false]) {
  test(`an order that ${arrives ? "arrived" : "never arrived"} is found out about without sending it again`, async ({
    desk,
    open,
    expectComplaint,
  }) => {
    await desk.quote("GE", { bid: "180.00", ask: "180.02" });
    const person = await desk.person("trader", { cash: "10000" });
    const page = await open(person);
    const ticket = await openTrade(page, "GE");
    await fillLimit(ticket, "2", "100");
    expectComplaint(/Failed to (load|fetch)|ERR_|network|stream/i);

    let dead = () => {};
    const killed = new Promise<void>((resolve) => {
      dead = resolve;
    });
    await page.route("**/trade**", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      if (arrives) await route.fetch();
      await killed;
      await route.abort("connectionreset");
    });
    await press(ticket, "Buy 2 GE, limit 100.00, day");
    await expect(ticket.getByRole("button", { name: "Sending…" })).toBeVisible();
    // Killed between the claim for the wire and the venue, it would rightly count as lost: that is for the chaos runs.
    if (arrives) await expect.poll(() => countOf(desk, person.accountId, "acknowledged")).toBe(1);
    killWeb(desk.folder);
    dead();
    await expect(ticket).toContainText("Sent, no answer yet; checking");

    const outcome = arrives ? "Working at the venue." : "The order did not arrive. Nothing was placed.";
    await expect(ticket.getByText(outcome)).toBeVisible({ timeout: 60_000 });
    await page.unroute("**/trade**");
    expect(await countOf(desk, person.accountId)).toBe(arrives ? 1 : 0);
    if (!arrives) {
      await press(ticket, "Buy 2 GE, limit 100.00, day");
      await expect(ticket.getByText("Working at the venue.")).toBeVisible();
    }
    const { items } = await person.api.get<Orders>(`/api/v1/orders?accountId=${person.accountId}`);
    expect(items).toMatchObject([{ status: "new" }]);
  });
}

async function countOf(desk: Desk, accountId: string, dispatch?: string): Promise<number> {
  return desk.database.order.count({ where: { accountId, ...(dispatch === undefined ? {} : { dispatch }) } });
}
