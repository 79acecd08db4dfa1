/** An admin changes a limit, with a reason; a second editor who was slower sees what changed and keeps what they typed. */
import { expect } from "@playwright/test";
import { test, untilLive } from "#e2e/fixtures/journey.ts";

interface Limits {
  readonly items: readonly { readonly rule: string; readonly value: string; readonly version: number }[];
}

test("an edited limit holds from the next order on, and the slower of two editors loses nothing but the race", async ({
  desk,
  open,
}) => {
  const admin = await desk.person("admin", { cash: "1000" });
  const { accountId, api } = admin;
  const limitNow = async () => {
    const { items } = await api.get<Limits>(`/api/v1/risk-limits?accountId=${accountId}`);
    return items.find(({ rule }) => rule === "max_order_value");
  };
  const page = await open(admin);
  await page.goto("/risk");
  await untilLive(page);
  const edit = page.getByRole("button", { name: "Edit limit: order value" });
  await edit.click();
  const dialog = page.getByRole("dialog", { name: "Edit limit: order value" });
  await dialog.getByLabel("New").fill("20000");
  await dialog.getByLabel("Reason").fill("Smaller while we learn");
  await dialog.getByRole("button", { name: /^Set order value to 20,000/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row", { name: /Order value/ })).toContainText("20,000.00");
  expect(await limitNow()).toMatchObject({ value: "20000" });

  await edit.click();
  await dialog.getByLabel("New").fill("30000");
  await dialog.getByLabel("Reason").fill("Mine");
  const version = (await limitNow())?.version;
  await api.send("PUT", "/api/v1/risk-limits", {
    accountId,
    rule: "max_order_value",
    value: "25000",
    version,
    reason: "Somebody was faster",
  });
  await dialog.getByRole("button", { name: /^Set order value to 30,000/ }).click();
  await expect(dialog.getByRole("alert")).toContainText("25,000.00");
  await expect(dialog.getByRole("alert")).toContainText("Somebody was faster");
  await expect(dialog.getByLabel("New")).toHaveValue("30000");
  await dialog.getByRole("button", { name: /^Set order value to 30,000/ }).click();
  await expect(dialog).toBeHidden();
  expect(await limitNow()).toMatchObject({ value: "30000" });
});
