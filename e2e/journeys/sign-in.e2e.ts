/** Getting in and staying out: the right password, a wrong one, an unknown person, too many tries, and no JavaScript. */

import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";

async function tryIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Until the answer is there and the form is ready for the next try: the password never stays in it. */
async function tryWrong(page: Page, email: string): Promise<void> {
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await tryIn(page, email, "not the password");
  await answered;
  await expect(page.getByLabel("Password")).toHaveValue("");
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
}

test("whoever signs in lands where they wanted to go, and can sign out again", async ({ desk, open }) => {
  const person = await desk.person("trader", { cash: "1000" });
  const page = await open(null);
  await page.goto("/orders?tab=all");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await tryIn(page, person.email, person.password);
  await expect(page).toHaveURL(/\/orders\?tab=all/);
  await untilLive(page);
  await page.getByRole("button", { name: new RegExp(person.name) }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/portfolio");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("signing in works without JavaScript", async ({ desk, open }) => {
  const person = await desk.person("trader", { cash: "1000" });
  const page = await open(null, { javaScriptEnabled: false });
  await page.goto("/sign-in");
  await tryIn(page, person.email, person.password);
  await expect(page).toHaveURL(/\/portfolio/);
  await expect(page.getByRole("heading", { name: "Portfolio" })).toBeVisible();
});

test.describe("too many tries", () => {
  // They close the door of this address for a minute, for strangers.
  test.use({ alone: true });
  test.beforeEach(({ desk }) => desk.forgetFailedSignIns());
  test.afterEach(({ desk }) => desk.forgetFailedSignIns());

  test("a wrong password and an unknown person read the same, and the sixth try hears when to come back", async ({
    desk,
    open,
  }) => {
    const person = await desk.person("trader");
    const page = await open(null);
    const alert = page.getByRole("alert").filter({ hasText: /\S/ });
    await page.goto("/sign-in");
    await tryWrong(page, person.email);
    await expect(alert).toHaveText("That e-mail and password do not fit together.");
    await expect(page.getByLabel("E-mail")).toHaveValue(person.email);
    await tryWrong(page, `nobody-${person.email}`);
    await expect(alert).toHaveText("That e-mail and password do not fit together.");
    for (let tries = 3; tries <= 6; tries += 1) await tryWrong(page, person.email);
    await expect(alert).toHaveText(/Too many failed sign-ins\. Try again in \d+ (seconds?|minutes?)\./);
  });
});
