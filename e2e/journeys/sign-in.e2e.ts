/** Getting in and staying out: the right password, a wrong one, an unknown person, too many tries, and no JavaScript. */
import { expect, test, untilLive } from "#e2e/fixtures/journey.ts";
import type { Page } from "@playwright/test";

async function tryIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
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

  test("a wrong password and an unknown person read the same, and the sixth try hears when to come back", async ({
    desk,
    open,
  }) => {
    const person = await desk.person("trader");
    const page = await open(null);
    const alert = page.getByRole("alert").filter({ hasText: /\S/ });
    await page.goto("/sign-in");
    await tryIn(page, person.email, "not the password");
    await expect(alert).toHaveText("That e-mail and password do not fit together.");
    await expect(page.getByLabel("E-mail")).toHaveValue(person.email);
    await tryIn(page, `nobody-${person.email}`, "not the password");
    await expect(page.getByLabel("E-mail")).toHaveValue(`nobody-${person.email}`);
    await expect(alert).toHaveText("That e-mail and password do not fit together.");
    for (let tries = 3; tries <= 5; tries += 1) {
      const answered = page.waitForResponse((response) => response.request().method() === "POST");
      await tryIn(page, person.email, `not the password ${tries}`);
      await answered;
    }
    await tryIn(page, person.email, "not the password 6");
    await expect(alert).toHaveText(/try again (in|at|after) /i);
    await desk.database.securityEvent.deleteMany({ where: { kind: "sign_in_failed" } });
  });
});
