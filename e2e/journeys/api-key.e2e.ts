/** A key made on its page is shown once, places an order with the README's curl, and is refused once it is revoked. */
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { runCurl } from "#e2e/fixtures/curl.ts";
import { test, untilLive } from "#e2e/fixtures/journey.ts";

/** The README's one curl that places an order, as a reader would paste it, but to this desk. */
function curlOfReadme(url: string): string {
  const blocks = readFileSync("README.md", "utf8").match(/```sh\n[\s\S]*?```/g) ?? [];
  const block = blocks.find((text) => text.includes("curl") && text.includes("/api/v1/orders"));
  if (block === undefined) throw new Error("The README has no curl that places an order.");
  const call = block.slice(block.indexOf("\ncurl ") + 1, -"```".length);
  return call.trimEnd().replaceAll("http://localhost:3000", url);
}

test("a key is made, used with the README's curl, revoked and refused", async ({ desk, open }) => {
  await desk.quote("AAPL", { bid: "200.00", ask: "200.02" });
  const person = await desk.person("trader", { cash: "10000" });
  const page = await open(person);
  await page.goto("/api-keys");
  await untilLive(page);
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog", { name: "New API key" });
  await dialog.getByLabel("Name").fill("A journey's key");
  await dialog.getByRole("checkbox", { name: /Trade/i }).check();
  await dialog.getByRole("button", { name: "Make the key" }).click();
  const made = page.getByRole("dialog", { name: "API key made" });
  await expect(made).toContainText("Shown this once");
  const secret = (await made.locator("[data-secret]").textContent())?.trim() ?? "";
  expect(secret).toMatch(/^blst_/);
  await made.getByRole("button", { name: "I have the key" }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  const variables = { KEY: secret, ACCOUNT: person.accountId };
  const call = async () => (await runCurl(curlOfReadme(desk.url), variables)).status;
  expect(await call()).toBe("201");
  const { items } = await person.api.get<{ items: { symbol: string; source: string }[] }>(
    `/api/v1/orders?accountId=${person.accountId}`,
  );
  expect(items).toMatchObject([{ source: "api" }]);

  await page.getByRole("button", { name: "Revoke A journey's key" }).click();
  const revoke = page.getByRole("dialog", { name: "Revoke A journey's key" });
  await expect(revoke).toContainText("refused with its next request");
  await revoke.getByRole("button", { name: "Revoke 1 key" }).click();
  await expect(page.getByRole("row", { name: /A journey's key/ })).toContainText("revoked");
  expect(await call()).toBe("401");
});
