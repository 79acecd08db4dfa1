/** The venue keeps exchange hours over a holiday and a day that an admin closes; the shell, the orders and the calendar all say so. */
import { expect } from "@playwright/test";
import type { Person } from "#e2e/fixtures/desk.ts";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { place } from "#e2e/fixtures/orders.ts";

test.use({ alone: true });

interface Calendar {
  readonly mode: string;
  readonly modeVersion: number;
  readonly days: readonly { readonly day: string; readonly override: { readonly version: number } | null }[];
}

const DAY = "2027-11-24";
const EVE = "Wednesday, 24 November 2027";

const read = ({ api }: Person) => api.get<Calendar>(`/api/v1/calendar?from=${DAY}&to=${DAY}`);

test.afterEach(async ({ desk }) => {
  const admin = await desk.person("admin");
  const { mode, modeVersion, days } = await read(admin);
  const reason = "The journey is over";
  if (mode !== "always")
    await admin.api.send("PUT", "/api/v1/calendar/mode", { mode: "always", version: modeVersion, reason });
  const version = days[0]?.override?.version;
  if (version !== undefined) await admin.api.send("DELETE", `/api/v1/calendar/overrides/${DAY}`, { version, reason });
  await desk.clock(null);
});

test("a holiday and a day closed by hand move the next open, and the slower of two admins sees what changed", async ({
  desk,
  open,
  expectComplaint,
}) => {
  // The evening before the day before Thanksgiving.
  await desk.clock(new Date("2027-11-24T02:00:00.000Z"));
  await desk.quote("CAT", { bid: "120.00", ask: "120.02" });
  const admin = await desk.person("admin", { cash: "10000" });
  const page = await open(admin);
  await page.goto("/calendar");
  await untilLive(page);
  await page.getByRole("button", { name: "Change hours…" }).click();
  const mode = page.getByRole("dialog", { name: "Trade in exchange hours" });
  await mode.getByLabel("Reason").fill("Real hours for a day");
  await mode.getByRole("button", { name: "Trade in exchange hours" }).click();
  await expect(mode).toBeHidden();
  await expect(page.getByRole("region", { name: "Desk status" })).toContainText("opens Wednesday 09:30 New York");
  await expect(page.getByRole("link", { name: /25 November 2027, closed, Thanksgiving/ })).toBeVisible();

  await page.getByRole("link", { name: new RegExp(EVE) }).click();
  await page.getByRole("dialog", { name: EVE }).getByRole("button", { name: "Set this day…" }).click();
  const day = page.getByRole("dialog", { name: `Set ${EVE}` });
  await day.getByLabel("Reason").fill("Snow");
  await admin.api.send("PUT", `/api/v1/calendar/overrides/${DAY}`, {
    kind: "half_day",
    reason: "Somebody was faster",
    version: 0,
  });
  // The browser itself reports the refusal of the slower one.
  expectComplaint(/409/);
  const closeIt = day.getByRole("button", { name: /closed all day/ });
  await closeIt.click();
  await expect(day.getByRole("alert").first()).toContainText("Somebody was faster");
  await closeIt.click();
  await expect(day).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: new RegExp(`${EVE}, closed, Snow, set by an admin`) })).toBeVisible();

  const status = page.getByRole("region", { name: "Desk status" });
  await expect(status).toContainText("Market closed, opens Friday 09:30 New York");
  await place(admin, { symbol: "CAT", side: "buy", type: "limit", quantity: "1", limitPrice: "130" });
  await page.goto("/orders?tab=open");
  await expect(page.getByRole("row", { name: /CAT/ })).toContainText("from 26 Nov, 09:30");
});

test("who may not change the venue reads the calendar by keyboard", async ({ desk, open }) => {
  const page = await open(await desk.person("viewer"));
  await page.goto("/calendar?month=2027-11");
  await untilLive(page);
  await expect(page.getByRole("button", { name: "Change hours…" })).toHaveCount(0);
  const first = page.getByRole("link", { name: /1 November 2027/ }).first();
  await first.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Tuesday, 9 November 2027" });
  await expect(drawer).toBeVisible();
  await expect(drawer.getByRole("button", { name: "Set this day…" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/calendar$/);
});
