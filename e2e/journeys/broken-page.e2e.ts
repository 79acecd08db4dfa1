/** A page that cannot read what it needs says so with the id of its request, and the rest of the desk goes on. */
import { expect } from "@playwright/test";
import { Client } from "pg";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { readEnvironment } from "#scripts/lib/instance.ts";

// The desk itself loses a privilege for a moment.
test.use({ alone: true });

test("a broken page names its request, and is whole again when its cause is gone", async ({
  desk,
  open,
  expectComplaint,
}) => {
  const page = await open(await desk.person("admin"));
  // 441 is how React names, in production, what went wrong while the server drew.
  expectComplaint(/Server Components render|React error #441|status of 500|permission denied/i);
  const owner = new Client({ connectionString: readEnvironment(desk.folder)["DATABASE_OWNER_URL"] });
  await owner.connect();
  try {
    await owner.query("revoke select on api_key from ballast_app");
    const answer = await page.goto("/api-keys");
    const panel = page.getByRole("alert").filter({ hasText: "This page could not be shown." });
    await expect(panel).toContainText("Showing a page moves no money.");
    await expect(panel).toContainText("Request id");
    await expect(panel.locator("code")).toHaveText(answer?.headers()["x-request-id"] ?? "none");
    await expect(page.getByRole("link", { name: "Portfolio" }).first()).toBeVisible();
  } finally {
    await owner.query("grant select on api_key to ballast_app");
    await owner.end();
  }
  await page.getByRole("button", { name: "Try again" }).click();
  await untilLive(page);
  await expect(page.getByRole("heading", { level: 1, name: "API keys" })).toBeVisible();
});
