/** The performance page: the same figures as the API, lots by another method, the books as they were last month, and a figure opened down to its executions. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { formatMoney } from "#components/format/money.ts";
import { formatPercent } from "#components/format/percent.ts";
import type { Desk, Person } from "#e2e/fixtures/desk.ts";
import { daysAgo, importCloses, importHistory } from "#e2e/fixtures/history.ts";
import { test, untilLive } from "#e2e/fixtures/journey.ts";
import { buy, place, untilStatus } from "#e2e/fixtures/orders.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Bought at 100 and at 200, half of it sold at 180. */
async function metaTrader(desk: Desk): Promise<Person> {
  const person = await desk.person("trader", { cash: "10000" });
  await desk.quote("META", { bid: "100.00", ask: "100.00" });
  await buy(person, "META", "10");
  await desk.quote("META", { bid: "200.00", ask: "200.00" });
  await buy(person, "META", "10");
  await desk.quote("META", { bid: "180.00", ask: "180.00" });
  const { id } = await place(person, { symbol: "META", side: "sell", type: "market", quantity: "10" });
  await untilStatus(person, id, "filled");
  return person;
}

async function openPerformance(page: Page, address = "/performance"): Promise<void> {
  await page.goto(address);
  await untilLive(page);
}

/** One headline figure by its measure's name. */
function measure(page: Page, name: string): Locator {
  return page.locator("dl > div").filter({ has: page.locator("dt", { hasText: name }) });
}

function sumLine(page: Page, name: string | RegExp): Locator {
  return page.getByRole("row", { name });
}

interface Report {
  readonly currency: string;
  readonly state: { readonly rebuilding: boolean };
  readonly days: { readonly all: number; readonly given: number };
  readonly totals: { readonly equity: string; readonly pnl: { readonly net: string } };
  readonly returns: Readonly<Record<"timeWeighted" | "xirr" | "simple", { readonly fraction: string }>>;
  readonly series: readonly { readonly day: string }[];
  readonly positions: readonly { readonly instrumentId: string; readonly symbol: string }[];
}

interface Portfolio {
  readonly summary: { readonly equity: string };
}

function reportOf({ api, accountId }: Person, query = ""): Promise<Report> {
  return api.get<Report>(`/api/v1/accounts/${accountId}/performance${query}`);
}

/** As the page is to write what the API says. */
function headlineOf({ currency, totals, returns }: Report) {
  const share = (fraction: string) => formatPercent(fraction, { signed: true });
  return {
    Equity: formatMoney(totals.equity, { currency }),
    "Profit or loss, net": formatMoney(totals.pnl.net, { currency, signed: true }),
    "Time-weighted return": share(returns.timeWeighted.fraction),
    "XIRR, a year": share(returns.xirr.fraction),
    "Simple return": share(returns.simple.fraction),
  };
}

/** The figure under a measure's name, without the arrow that says its direction again. */
async function figureOf(page: Page, name: string): Promise<string> {
  const text = await measure(page, name).locator("dd").first().innerText();
  return text.replace(/^[▲▼]\s*/, "");
}

async function pastTrader(desk: Desk): Promise<Person> {
  const person = await desk.person("trader", { cash: "0.01" });
  await importHistory(person, [
    { date: daysAgo(900), type: "DEPOSIT", amount: "1000" },
    { date: daysAgo(890), type: "BUY", symbol: "LONGAGO", quantity: "20", unitPrice: "20.11", fee: "1.07" },
    { date: daysAgo(400), type: "SELL", symbol: "LONGAGO", quantity: "7", unitPrice: "23.37", fee: "0.93" },
    { date: daysAgo(200), type: "DEPOSIT", amount: "333.33" },
    { date: daysAgo(90), type: "DIVIDEND", symbol: "LONGAGO", amount: "4.19" },
    { date: daysAgo(40), type: "WITHDRAWAL", amount: "77.77" },
  ]);
  const closes = Array.from({ length: 890 }, (_, at) => daysAgo(890 - at)).map(
    (day, at) => ["LONGAGO", day, `${20 + (at % 11)}.${10 + (at % 89)}`] as const,
  );
  await importCloses(person, closes);
  const reading = async () => {
    const { state, days } = await reportOf(person);
    return days.all > 890 && !state.rebuilding;
  };
  await expect.poll(reading, { message: "the history is made", timeout: 30_000 }).toBe(true);
  return person;
}

test("the headline is what the API says, for any period, day and lots, also without a script", async ({
  desk,
  open,
}) => {
  const person = await pastTrader(desk);
  const pages = [await open(person), await open(person, { javaScriptEnabled: false })];
  for (const query of [
    "",
    `?from=${daysAgo(300)}`,
    `?asOf=${daysAgo(50)}&method=average`,
    `?from=${daysAgo(500)}&asOf=${daysAgo(100)}&method=lifo`,
  ]) {
    const said = headlineOf(await reportOf(person, query));
    expect(Object.values(said), `all is known of ${query}`).not.toContain("--");
    for (const page of pages) {
      await page.goto(`/performance${query}`);
      for (const [name, figure] of Object.entries(said)) {
        await expect.poll(() => figureOf(page, name), { message: `${name} of ${query}` }).toBe(figure);
      }
    }
  }
});

test("the curves of a long history draw some of its days, and the table has them all", async ({ desk, open }) => {
  const person = await pastTrader(desk);
  const [every, drawn] = [await reportOf(person), await reportOf(person, "?series=drawn")];
  expect(every.series).toHaveLength(every.days.all);
  expect(drawn.series.length).toBeLessThan(700);
  expect(drawn.days).toEqual({ ...every.days, given: drawn.series.length });
  expect({ ...drawn.totals, ...drawn.returns }).toEqual({ ...every.totals, ...every.returns });

  const page = await open(person);
  await openPerformance(page);
  const count = new Intl.NumberFormat("en-US").format(every.days.all);
  await expect(
    page.getByRole("img", { name: new RegExp(`Drawn from ${drawn.series.length} of ${count} days`) }),
  ).toHaveCount(2);
  await page.getByText("View as table, day by day").click();
  const more = page.getByRole("button", { name: /^Show earlier days/ });
  await expect(more).toContainText(`${every.days.all - 60} more`);
  await expect(page.getByRole("table", { name: /^Day by day/ }).getByRole("row")).toHaveCount(61);
});

test.describe("of trades on this desk", () => {
  // One after the other: they move the same symbol's price.
  test.describe.configure({ mode: "default" });

  test("lots by another method change what is realised and not what was made, for this report only", async ({
    desk,
    open,
  }) => {
    const person = await metaTrader(desk);
    const page = await open(person);
    await openPerformance(page);
    await expect(measure(page, "Profit or loss, net")).toContainText("+600.00");
    await expect(sumLine(page, /Realised, gross/)).toContainText("800.00");

    await page.getByLabel("Lots, for this report only").selectOption("lifo");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByText("Lots by LIFO, for this report only; the books stay FIFO.")).toBeVisible();
    await expect(sumLine(page, /Realised, gross/)).toContainText("−200.00");
    await expect(sumLine(page, /Unrealised, gross/)).toContainText("800.00");
    await expect(measure(page, "Profit or loss, net")).toContainText("+600.00");

    await page.getByRole("link", { name: "As the books have it" }).click();
    await expect(sumLine(page, /Realised, gross/)).toContainText("800.00");
    const { body } = await person.api.ask<{ items: readonly { realised: string }[] }>(
      "GET",
      `/api/v1/positions?accountId=${person.accountId}&status=all`,
    );
    expect(body.items.map(({ realised }) => realised)).toEqual(["800"]);
  });

  test("equity is the same on every page, also of a symbol that has a quote here and an imported close", async ({
    desk,
    open,
  }) => {
    const person = await metaTrader(desk);
    await importCloses(person, [["META", daysAgo(1), "123.45"]]);
    const { accountId, api } = person;
    // The closes ask for a new history, and until it is made the report shows the last one.
    await expect.poll(async () => (await reportOf(person)).state.rebuilding, { timeout: 30_000 }).toBe(false);
    const { currency, totals } = await reportOf(person);
    const account = await api.get<{ readonly equity: string }>(`/api/v1/accounts/${accountId}`);
    const { summary } = await api.get<Portfolio>(`/api/v1/portfolio?accountId=${accountId}`);
    expect([account.equity, summary.equity]).toEqual([totals.equity, totals.equity]);
    const equity = formatMoney(totals.equity, { currency });
    const page = await open(person);
    await openPerformance(page);
    expect(await figureOf(page, "Equity")).toBe(equity);
    for (const path of ["/accounts", "/portfolio"]) {
      await page.goto(path);
      await expect(page.getByRole("main"), path).toContainText(equity);
    }
  });

  test("a figure opens down to its executions, their order's story and the journal", async ({ desk, open }) => {
    const person = await metaTrader(desk);
    const page = await open(person);
    await openPerformance(page);
    await page.getByRole("link", { name: "how? Profit or loss, net" }).click();
    await page.getByRole("dialog", { name: "Profit or loss" }).getByRole("link", { name: "800.00" }).first().click();
    const realised = page.getByRole("dialog", { name: "Realised", exact: true });
    await expect(realised).toContainText("proceeds");
    await realised.getByRole("link", { name: "800.00" }).click();
    const ofMeta = page.getByRole("dialog", { name: "META: realised" });
    await expect(ofMeta.getByRole("listitem")).toHaveCount(3);
    const code = `positions.${(await reportOf(person)).positions[0]?.instrumentId}.realised`;
    const { items: behind } = await person.api.get<{ items: readonly { id: string; orderId: string }[] }>(
      `/api/v1/accounts/${person.accountId}/performance/facts?explain=${code}`,
    );
    const { items: fills } = await person.api.get<{ items: readonly { id: string }[] }>(
      `/api/v1/executions?accountId=${person.accountId}`,
    );
    expect(behind.map(({ id }) => id)).toEqual(fills.map(({ id }) => id));
    for (const [at, { id, orderId }] of behind.entries()) {
      const link = ofMeta.getByRole("listitem").nth(at).getByRole("link").first();
      await expect(link).toHaveAttribute("href", `/orders/${orderId}?tab=executions#execution-${id}`);
    }
    const { violations } = await new AxeBuilder({ page }).include("dialog").analyze();
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);

    await ofMeta.getByRole("link", { name: "sell 10 META @ 180.00" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("META");
    await page.goBack();
    await ofMeta.getByRole("listitem").first().getByRole("link", { name: "journal" }).click();
    await expect(page.getByRole("table").first()).toContainText("1,800.00");
  });

  test("on a phone a position's row opens its lots", async ({ desk, open }) => {
    const page = await open(await metaTrader(desk), PHONE);
    await openPerformance(page);
    await page.getByRole("link", { name: /^META/ }).tap();
    const drawer = page.getByRole("dialog", { name: /^META/ });
    await expect(drawer.getByRole("table", { name: "Open lots of META" })).toContainText("2,000.00");
    await expect(drawer.getByRole("term").filter({ hasText: "Market value" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
  });
});

test("as of last month the page shows what there was then, and says that one looks at the past", async ({
  desk,
  open,
}) => {
  const person = await desk.person("trader", { cash: "0.01" });
  const then = daysAgo(31);
  await importHistory(person, [
    { date: daysAgo(60), type: "DEPOSIT", amount: "1000" },
    { date: daysAgo(59), type: "BUY", symbol: "PASTCO", quantity: "10", unitPrice: "10" },
    { date: daysAgo(2), type: "BUY", symbol: "PASTCO", quantity: "10", unitPrice: "15", fee: "1" },
  ]);
  await importCloses(person, [
    ["PASTCO", daysAgo(59), "10"],
    ["PASTCO", then, "12"],
    ["PASTCO", daysAgo(1), "16"],
  ]);
  const page = await open(person);
  await openPerformance(page);
  await expect(measure(page, "Profit or loss, net")).toContainText("+69.00");

  await page.getByLabel("As of day").fill(then);
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("You look at the past:")).toBeVisible();
  await expect(measure(page, "Profit or loss, net")).toContainText("+20.00");
  const positions = page.getByRole("table", { name: /^Positions/ });
  await expect(positions.getByRole("row", { name: /PASTCO/ })).toContainText("120.00");

  await page.getByText("As known on…").click();
  await page.getByLabel("Only what was booked by that day").fill(then);
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("The books were empty then")).toBeVisible();
  await page.getByRole("link", { name: "Back to today" }).first().click();
  await expect(measure(page, "Profit or loss, net")).toContainText("+69.00");
  await expect(page.getByText("You look at the past:")).toBeHidden();
});
