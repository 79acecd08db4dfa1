/** Imports: a bad row and its mend, preview, publishing and undo; an export that imports again to the same books; closing prices. */
import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import type { Person } from "#e2e/fixtures/desk.ts";
import { importHistory } from "#e2e/fixtures/history.ts";
import { test, untilLive } from "#e2e/fixtures/journey.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const ROWS = [
  "date,type,symbol,quantity,unitPrice,fee,amount,notes",
  "2024-01-02,DEPOSIT,,,,,25000,the first money",
  "2024-01-03,BUY,ACMEX,40,184.25,1.00,,",
  "2024-01-05,BUY,ACMEX,ten,182.10,1.00,,",
  "2024-02-15,DIVIDEND,ACMEX,,,,9.60,",
].join("\n");

interface Books {
  readonly cash: string;
  readonly positions: readonly object[];
}

async function booksOf({ api }: Person, accountId: string): Promise<Books> {
  const { cash } = await api.get<{ cash: string }>(`/api/v1/accounts/${accountId}`);
  const { items } = await api.get<{ items: readonly Record<string, unknown>[] }>(
    `/api/v1/positions?accountId=${accountId}&status=all`,
  );
  const positions = items.map(({ symbol, quantity, cost, realised, fees }) => ({
    symbol,
    quantity,
    cost,
    realised,
    fees,
  }));
  return { cash, positions: positions.toSorted((a, b) => String(a.symbol).localeCompare(String(b.symbol))) };
}

async function openImports(page: Page, address = "/imports"): Promise<void> {
  await page.goto(address);
  await untilLive(page);
}

async function check(page: Page, text: string): Promise<void> {
  await page.getByLabel("Or paste rows").fill(text);
  await page.getByRole("button", { name: "Check the rows" }).click();
  await expect(page.getByText("checked, not published")).toBeVisible({ timeout: 20_000 });
}

test("a bad row is mended where it stands, the file is looked at, published once and undone as a whole", async ({
  desk,
  open,
}) => {
  const person = await desk.person("trader", { cash: "10000" });
  const before = await booksOf(person, person.accountId);
  const page = await open(person);
  await openImports(page);
  await check(page, ROWS);

  await expect(page.getByText("1 row is refused.")).toBeVisible();
  await expect(page.getByText('Not read: "notes".')).toBeVisible();
  const bad = page.getByRole("row", { name: /refused/ });
  await expect(bad).toContainText('quantity is "ten", not a number');
  await expect(page.getByRole("row", { name: /made for this account alone/ })).toContainText("ACMEX");

  await bad.getByRole("button", { name: "Mend…" }).click();
  const mend = page.getByRole("dialog", { name: "Mend row 3 of pasted.csv" });
  await expect(mend.getByLabel("quantity")).toBeFocused();
  await mend.getByLabel("quantity").fill("10");
  await mend.getByRole("button", { name: "Check again" }).click();
  await expect(mend).toBeHidden();
  await expect(page.getByText("1 row is refused.")).toBeHidden({ timeout: 20_000 });
  expect(await booksOf(person, person.accountId)).toEqual(before);

  await page.getByRole("button", { name: "Publish 4 activities…" }).click();
  const publish = page.getByRole("dialog", { name: "Publish pasted.csv" });
  await expect(publish).toContainText("1 symbol is made for this account alone: ACMEX");
  await expect(publish).toContainText("2024-01-02 to 2024-02-15");
  await publish.getByRole("button", { name: "Publish 4 activities" }).click();
  await expect(page.getByText(/4 activities are in the books since/)).toBeVisible({ timeout: 20_000 });
  const after = await booksOf(person, person.accountId);
  expect(after.positions).toMatchObject([{ symbol: "ACMEX", quantity: "50" }]);

  // The same rows again are duplicates, and change nothing.
  await openImports(page);
  await check(page, ROWS.replace(",ten,", ",10,"));
  await expect(page.getByText("all 4 rows are in the books already.")).toBeVisible();
  await page.getByRole("button", { name: "Throw away…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Throw it away" }).click();

  await page
    .getByRole("row", { name: /published/ })
    .getByRole("link")
    .first()
    .click();
  await page.getByRole("button", { name: "Undo…" }).click();
  const undo = page.getByRole("dialog", { name: "Undo pasted.csv" });
  await expect(undo).toContainText("All 4 activities");
  await undo.getByLabel("Reason").fill("The wrong account");
  await undo.getByRole("button", { name: "Take 4 activities back" }).click();
  await expect(page.getByText(/All of it was taken back/)).toBeVisible({ timeout: 20_000 });
  expect((await booksOf(person, person.accountId)).cash).toBe(before.cash);
  expect((await booksOf(person, person.accountId)).positions).toEqual([]);
});

test("an export imports again into a book of its own, to the same books", async ({ desk, open }) => {
  const person = await desk.person("trader", { cash: "5000" });
  await importHistory(person, [
    { date: "2024-01-02", type: "DEPOSIT", amount: "20000" },
    { date: "2024-01-03", type: "BUY", symbol: "OAKS", quantity: "30", unitPrice: "100.10", fee: "1.25" },
    { date: "2024-03-01", type: "DIVIDEND", symbol: "OAKS", amount: "12.34" },
    { date: "2024-06-10", type: "SPLIT", symbol: "OAKS", ratio: ["3", "2"] },
    { date: "2024-07-01", type: "SELL", symbol: "OAKS", quantity: "20", unitPrice: "80.05", fee: "0.75" },
    { date: "2024-08-01", type: "FEE", amount: "4.50" },
    { date: "2024-09-02", type: "WITHDRAWAL", amount: "100" },
  ]);
  const page = await open(person);
  await page.goto("/activities");
  await untilLive(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /CSV/ }).click(),
  ]);
  const file = await download.path();
  expect(await readFile(file, "utf8")).toContain("OAKS");

  await page.goto("/accounts?open=new");
  await untilLive(page);
  await page.getByLabel("Kind").selectOption("book");
  await page.getByLabel("Name").fill("The same again");
  const form = page.getByRole("form", { name: "Open a book" });
  await form.getByRole("button", { name: "Open a book" }).click();
  await expect(page.getByText("The same again").first()).toBeVisible({ timeout: 20_000 });
  await openImports(page);
  await page.getByLabel("File with rows").setInputFiles(file);
  await page.getByRole("button", { name: "Check the rows" }).click();
  await page.getByRole("button", { name: /^Publish 8 activities/ }).click({ timeout: 20_000 });
  await page.getByRole("dialog").getByRole("button", { name: "Publish 8 activities" }).click();
  await expect(page.getByText(/8 activities are in the books since/)).toBeVisible({ timeout: 20_000 });

  const { items } = await person.api.get<{ items: readonly { id: string; name: string }[] }>("/api/v1/accounts");
  const again = items.find(({ name }) => name === "The same again");
  expect(await booksOf(person, again?.id ?? "")).toEqual(await booksOf(person, person.accountId));
});

test("closing prices are checked and published the same way", async ({ desk, open }) => {
  const person = await desk.person("trader", { cash: "10" });
  const page = await open(person);
  await openImports(page, "/imports?tab=prices");
  await check(page, "symbol,date,close\nELMS,2024-01-02,10.50\nELMS,2024-01-03,abc");
  await expect(page.getByRole("row", { name: /refused/ })).toContainText('close is "abc"');
  await page.getByRole("button", { name: "Publish 1 price…" }).click();
  const publish = page.getByRole("dialog");
  await expect(publish).toContainText("1 refused row is left out");
  await publish.getByRole("button", { name: "Publish 1 price, leave out 1" }).click();
  await expect(page.getByText(/1 price is in the books since/)).toBeVisible({ timeout: 20_000 });
});

test("rows are looked at and mended on a phone", async ({ desk, open }) => {
  const page = await open(await desk.person("trader", { cash: "10000" }), PHONE);
  await openImports(page);
  await check(page, ROWS);
  const row = page.getByRole("row", { name: /refused/ });
  await row.getByRole("link").click();
  const drawer = page.getByRole("dialog", { name: "Row 3" });
  await expect(drawer).toContainText('quantity is "ten", not a number');
  await drawer.getByRole("button", { name: "Mend this row…" }).click();
  const mend = page.getByRole("dialog", { name: /Mend row 3/ });
  await mend.getByLabel("quantity").fill("1");
  await mend.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("button", { name: "Publish 4 activities…" })).toBeVisible({ timeout: 20_000 });
});
