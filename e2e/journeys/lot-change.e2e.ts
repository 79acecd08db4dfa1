/** An account of many trades takes its lots another way: it is worked out by the worker, and who looks at it sees the new way once it is done. */
import { expect } from "@playwright/test";
import { importHistory } from "#e2e/fixtures/history.ts";
import { test, untilLive } from "#e2e/fixtures/journey.ts";

/** More than are computed within a request. */
const TRADES = 3_000;

/** Day after day, seven sold of every ten that were bought. */
function manyTrades(): object[] {
  return Array.from({ length: TRADES }, (_, n) => {
    const date = new Date(Date.UTC(2015, 0, 3 + n)).toISOString().slice(0, 10);
    return n % 2 === 0
      ? { date, type: "BUY", symbol: "OAKEN", quantity: "10", unitPrice: `${100 + (n % 37)}` }
      : { date, type: "SELL", symbol: "OAKEN", quantity: "7", unitPrice: `${101 + (n % 41)}` };
  });
}

test("lots of many trades are computed behind the page, which says so and shows the new way once they are", async ({
  desk,
  open,
}) => {
  const person = await desk.person("trader");
  const book = await person.api.send<{ id: string }>("POST", "/api/v1/accounts", { name: "Long past", kind: "book" });
  await importHistory({ ...person, accountId: book.id }, [
    { date: "2015-01-02", type: "DEPOSIT", amount: "10000000" },
    ...manyTrades(),
  ]);
  const page = await open(person);
  await page.goto(`/accounts?open=${book.id}`);
  await untilLive(page);
  const drawer = page.getByRole("dialog", { name: "Long past" });
  await expect(drawer).toContainText("First in, first out");
  await drawer.getByRole("button", { name: "Change its lots…" }).click();
  const change = page.getByRole("dialog", { name: "Lots of Long past" });
  await change.getByLabel("A sale takes").selectOption("lifo");
  await change.getByLabel("Reason").fill("As the old broker did");
  await change.getByRole("button", { name: "Compute its lots anew" }).click();
  await expect(change).toBeHidden();

  const note = drawer.getByText(/computed anew by "Last in, first out": \d+ of 3000 trades/);
  const done = drawer.getByText("Last in, first out", { exact: true });
  // A fast worker is done before anybody has looked.
  await expect(note.or(done).first()).toBeVisible();
  await page.reload();
  // Seen again or over already; either way the drawer ends with the new way, unasked.
  await expect(done).toBeVisible({ timeout: 30_000 });
  await expect(note).toBeHidden();
});
