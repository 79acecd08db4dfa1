/** The API as its callers meet it: every answer here is also held against the document's schema by the wrapper. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { recordExecution } from "#lib/services/orders/record-execution.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import { type CallOptions, call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { type ApiAnswer, ask } from "./dispatch.ts";

const callApi = (path: string, options: CallOptions = {}) => ask(call(path, options));

let database: TestDatabase;
let desk: WebDesk;
let trader: WebUser;
let stranger: WebUser;
let viewer: WebUser;
let admin: WebUser;
let accountId: string;
let appleId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openWebDesk(database.appUrl);
  await seedTestMarket(desk.services.database);
  appleId = await addInstrument(desk.services.database, { symbol: "AAPL", price: "100" });
  await addInstrument(desk.services.database, { symbol: "BTC/USD", price: "50000", assetClass: "crypto" });
  trader = await desk.user("trader");
  stranger = await desk.user("trader");
  viewer = await desk.user("viewer");
  admin = await desk.user("admin");
  const opened = await as(trader, "/api/v1/accounts", { method: "POST", body: { name: "Main", cash: "10000.00" } });
  expect(opened.status).toBe(201);
  accountId = String(opened.body.id);
  const flags = ["trading.notional_orders", "ui.live_stream", "orders.eager_dispatch"].map((key) => ({
    key,
    description: key,
    enabled: true,
    defaultValue: true,
    salt: key,
    updatedBy: admin.id,
    updatedAt: new Date(),
  }));
  await desk.services.database.flag.createMany({ data: flags });
});

afterAll(async () => {
  await desk.close();
  await database.drop();
});

interface As {
  readonly method?: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

function as(user: WebUser, path: string, { idempotencyKey, ...options }: As = {}): Promise<ApiAnswer> {
  const headers = idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey };
  return callApi(path, { ...options, cookie: user.cookie, headers });
}

const order = (change: object = {}) => ({
  accountId,
  symbol: "AAPL",
  side: "buy",
  type: "limit",
  quantity: "10",
  limitPrice: "100.00",
  ...change,
});

function place(change: object = {}, idempotencyKey: string = randomUUID()): Promise<ApiAnswer> {
  return as(trader, "/api/v1/orders", { method: "POST", body: order(change), idempotencyKey });
}

const fill = (orderId: string, quantity: string, price: string, fee = "0") =>
  recordExecution({
    ctx: desk.system,
    input: {
      orderId: asId<OrderId>(orderId),
      venueExecutionId: randomUUID(),
      quantity: dec(quantity),
      price: dec(price),
      fee: dec(fee),
      at: new Date(),
    },
  });

test("an order needs a key, is placed once under it, and its retry hears the same", async () => {
  const without = await as(trader, "/api/v1/orders", { method: "POST", body: order() });
  expect([without.status, without.body.code]).toEqual([400, "idempotency_key_missing"]);
  const key = randomUUID();
  const first = await place({}, key);
  const again = await place({}, key);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  const other = await place({ quantity: "11" }, key);
  expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);
  await as(trader, `/api/v1/orders/${first.body.id}`, { method: "DELETE" });
});

test("a refused order is 422 with its id, the limit, what was observed and the headroom, and so is its retry", async () => {
  const limits = await as(admin, `/api/v1/risk-limits?accountId=${accountId}`);
  const rule = (limits.body.items as { rule: string; version: number }[]).find(
    (item) => item.rule === "max_order_value",
  );
  const set = await as(admin, "/api/v1/risk-limits", {
    method: "PUT",
    body: { accountId, rule: "max_order_value", value: "500", version: rule?.version ?? 0, reason: "Small for a test" },
  });
  expect([set.status, set.body.value]).toEqual([200, "500"]);
  const key = randomUUID();
  const refused = await place({}, key);
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({
    code: "max_order_value",
    status: 422,
    limit: "500",
    observed: "1000",
    headroom: "500",
  });
  expect((await place({}, key)).body).toEqual(refused.body);
  const stored = await as(trader, `/api/v1/orders/${refused.body.orderId}`);
  expect(stored.body).toMatchObject({ status: "rejected", rejectReason: "max_order_value" });
  const breaches = await as(trader, `/api/v1/breaches?accountId=${accountId}`);
  expect(breaches.body.items).toMatchObject([{ rule: "max_order_value", orderId: refused.body.orderId }]);
  const stale = await as(admin, "/api/v1/risk-limits", {
    method: "PUT",
    body: { accountId, rule: "max_order_value", value: "600", version: rule?.version ?? 0, reason: "Late" },
  });
  expect([stale.status, stale.body.code, (stale.body.current as { value: string }).value]).toEqual([
    409,
    "stale_version",
    "500",
  ]);
  await as(admin, "/api/v1/risk-limits", {
    method: "PUT",
    body: { accountId, rule: "max_order_value", value: "50000", version: (rule?.version ?? 0) + 1, reason: "Back" },
  });
});

test("amounts beyond what a database column holds are refused, not an error", async () => {
  for (const change of [
    { quantity: "99999999999999999999", limitPrice: "99999999999999999999" },
    { quantity: "0.000000000000000001" },
    { quantity: null, notional: "99999999999999999999.999999999999999999", type: "market", limitPrice: null },
  ]) {
    const answer = await place(change);
    expect(answer.status, JSON.stringify(answer.body)).toBe(422);
  }
});

test("a buy and a partial sale become positions, lots, trades, journals and exact figures", async () => {
  const buy = await place();
  await fill(String(buy.body.id), "10", "100", "1.25");
  const sale = await place({ side: "sell", quantity: "4", limitPrice: "90.00" });
  expect(sale.status).toBe(201);
  await fill(String(sale.body.id), "4", "110.5");
  await setQuote(desk.services.database, appleId, "120.1");

  const portfolio = await as(trader, `/api/v1/portfolio?accountId=${accountId}`);
  expect(portfolio.body.summary).toMatchObject({
    cash: "9440.75",
    held: "0",
    marketValue: "720.6",
    equity: "10161.35",
    totalPnl: "161.35",
    totalPnlFraction: "0.016135",
    dayPnl: "161.35",
    realised: "42",
    unrealised: "120.6",
    fees: "1.25",
    cause: null,
  });
  const positions = await as(trader, `/api/v1/positions?accountId=${accountId}`);
  expect(positions.body.items).toMatchObject([
    {
      symbol: "AAPL",
      quantity: "6",
      averagePrice: "100",
      cost: "600",
      realised: "42",
      unrealised: "120.6",
      unrealisedFraction: "0.201",
      cause: null,
    },
  ]);
  const lots = await as(trader, `/api/v1/lots?accountId=${accountId}`);
  expect(lots.body.items).toMatchObject([{ quantity: "10", openQuantity: "6", cost: "1000", openCost: "600" }]);
  const trades = await as(trader, `/api/v1/executions?accountId=${accountId}&limit=1`);
  expect(trades.body.items).toHaveLength(1);
  expect(trades.body.totals).toEqual({
    count: 2,
    buyValue: "1000",
    sellValue: "442",
    fee: "1.25",
    realised: "42",
    realisedNow: "42",
  });
  const next = await as(trader, `/api/v1/executions?accountId=${accountId}&limit=1&cursor=${trades.body.nextCursor}`);
  expect(next.body).toMatchObject({ totals: null, nextCursor: null, items: [{ side: "buy" }] });
  const sells = await as(trader, `/api/v1/executions?accountId=${accountId}&side=sell&symbol=AAPL`);
  expect(sells.body.totals).toMatchObject({ count: 1, buyValue: "0" });
  const none = await as(trader, `/api/v1/executions?accountId=${accountId}&to=2001-01-01`);
  expect(none.body).toMatchObject({ items: [], totals: { count: 0, fee: "0" } });
  const journals = await as(trader, `/api/v1/journals?accountId=${accountId}&orderId=${buy.body.id}`);
  expect((journals.body.items as { postings: unknown[] }[])[0]?.postings).toHaveLength(6);
  const story = await as(trader, `/api/v1/orders/${buy.body.id}/story`);
  expect(story.body).toMatchObject({ order: { status: "filled" }, storedAnswer: { status: 201 } });
  const curve = await as(trader, `/api/v1/portfolio/equity?accountId=${accountId}&range=1D`);
  expect((curve.body.points as { equity: string; live: boolean }[]).at(-1)).toMatchObject({
    equity: "10161.35",
    live: true,
  });
});

test("a position without a quote is valued at its last trade, and says so", async () => {
  await desk.services.database.quote.delete({ where: { assetId: appleId } });
  const { body } = await as(trader, `/api/v1/portfolio?accountId=${accountId}`);
  // What is open has no part in today's result: nobody knows what it was worth this morning.
  expect(body.summary).toMatchObject({ equity: "10103.75", marketValue: "663", unrealised: "63", dayPnl: "40.75" });
  expect(body.positions).toMatchObject([
    { quote: null, olderPrice: { symbol: "AAPL", kind: "trade", price: "110.5" }, marketValue: "663", cause: null },
  ]);
  expect(body.freshness).toBe("stale");
  await setQuote(desk.services.database, appleId, "120.1");
});

test("orders are listed by page without gaps or repeats, filtered and counted", async () => {
  const ids: unknown[] = [];
  let cursor = "";
  do {
    const page: ApiAnswer = await as(trader, `/api/v1/orders?accountId=${accountId}&limit=2${cursor}`);
    ids.push(...(page.body.items as { id: string }[]).map(({ id }) => id));
    cursor = page.body.nextCursor === null ? "" : `&cursor=${page.body.nextCursor}`;
  } while (cursor !== "");
  const all = await as(trader, `/api/v1/orders?accountId=${accountId}&limit=200`);
  expect(ids).toEqual((all.body.items as { id: string }[]).map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  const counts = await as(trader, `/api/v1/orders/counts?accountId=${accountId}`);
  expect(counts.body).toMatchObject({ all: ids.length, open: 0, filled: 2 });
});

test("an id is found in upper case too, and answers in lower case", async () => {
  const placed = await place({ limitPrice: "50.00" });
  const id = String(placed.body.id);
  const found = await as(trader, `/api/v1/orders/${id.toUpperCase()}`);
  expect([found.status, found.body.id]).toEqual([200, id]);
  const list = await as(trader, `/api/v1/orders?accountId=${accountId.toUpperCase()}&limit=1`);
  expect((list.body.items as { accountId: string }[])[0]?.accountId).toBe(accountId);
  const missing = await as(trader, `/api/v1/orders/${randomUUID().toUpperCase()}`);
  expect(missing.status).toBe(404);
  await as(trader, `/api/v1/orders/${id.toUpperCase()}`, { method: "DELETE" });
});

test("cancel one, cancel all, and a filled order is a conflict", async () => {
  const open = [
    await place({ limitPrice: "50.00" }),
    await place({ limitPrice: "51.00" }),
    await place({ limitPrice: "52.00" }),
  ];
  const canceled = await as(trader, `/api/v1/orders/${open[0]?.body.id}`, { method: "DELETE" });
  expect(canceled.status).toBe(200);
  const all = await as(trader, "/api/v1/orders/cancel-all", { method: "POST", body: { accountId } });
  expect([all.status, all.body]).toEqual([200, { count: 2, tooLate: [] }]);
  // A key is welcome and not kept: the same key on the repeat is no replay, and changes nothing more.
  const idempotencyKey = randomUUID();
  for (const _ of [1, 2]) {
    const again = await as(trader, "/api/v1/orders/cancel-all", {
      method: "POST",
      body: { accountId },
      idempotencyKey,
    });
    expect([again.status, again.body.count, again.headers.get("idempotent-replayed")]).toEqual([200, 0, null]);
  }
  const filled = await as(trader, `/api/v1/orders?accountId=${accountId}&tab=filled`);
  const late = await as(trader, `/api/v1/orders/${(filled.body.items as { id: string }[])[0]?.id}`, {
    method: "DELETE",
  });
  expect([late.status, late.body.code]).toEqual([409, "conflict"]);
});

test("a preview counts cost and says each rule's verdict, and leaves nothing behind", async () => {
  const before = await as(trader, `/api/v1/orders/counts?accountId=${accountId}`);
  const preview = await as(
    trader,
    `/api/v1/orders/preview?accountId=${accountId}&symbol=AAPL&side=buy&type=limit&quantity=2&limitPrice=100.00`,
  );
  expect(preview.body).toMatchObject({ hold: { cash: "200", units: "0" }, refusal: null });
  expect((await as(trader, `/api/v1/orders/counts?accountId=${accountId}`)).body).toEqual(before.body);
});

test("deposits arrive once per key and count as money, not as profit", async () => {
  const key = randomUUID();
  const deposit = () =>
    as(trader, "/api/v1/deposits", { method: "POST", body: { accountId, amount: "250.50" }, idempotencyKey: key });
  const first = await deposit();
  const second = await deposit();
  expect([first.status, second.status, second.headers.get("idempotent-replayed")]).toEqual([201, 201, "true"]);
  const { body } = await as(trader, `/api/v1/portfolio?accountId=${accountId}`);
  expect(body.summary).toMatchObject({ cash: "9691.25", totalPnl: "161.35", dayPnl: "161.35" });
});

test("the market is read by everybody: instruments, quotes with age, bars", async () => {
  const found = await as(viewer, "/api/v1/instruments?search=aap");
  expect(found.body.items).toMatchObject([{ symbol: "AAPL", tickSize: "0.01" }]);
  const paged = await as(viewer, "/api/v1/instruments?limit=1");
  const rest = await as(viewer, `/api/v1/instruments?limit=1&cursor=${paged.body.nextCursor}`);
  expect(rest.body).toMatchObject({ items: [{ symbol: "BTC/USD" }], nextCursor: null });
  const quotes = await as(viewer, "/api/v1/quotes?symbols=BTC/USD,AAPL");
  expect(quotes.body.items).toMatchObject([
    { symbol: "AAPL", last: "120.1" },
    { symbol: "BTC/USD", last: "50000" },
  ]);
  const start = Date.now() - (Date.now() % 3_600_000) - 7_200_000;
  await desk.services.database.bar.createMany({
    data: Array.from({ length: 12 }, (_, minute) => ({
      source: "simulated:test",
      assetId: appleId,
      interval: "1m",
      startAt: new Date(start + minute * 60_000),
      tradingDay: new Date("2026-01-02"),
      open: `${100 + minute}`,
      high: `${101 + minute}`,
      low: `${99 + minute}`,
      close: `${100 + minute}.5`,
      volume: "10",
    })),
  });
  const bars = await as(viewer, "/api/v1/bars?symbol=AAPL&interval=5m&limit=2");
  expect(bars.body.bars).toMatchObject([
    {
      startAt: new Date(start + 300_000).toISOString(),
      open: "105",
      high: "110",
      low: "104",
      close: "109.5",
      volume: "50",
    },
    {
      startAt: new Date(start + 600_000).toISOString(),
      open: "110",
      high: "112",
      low: "109",
      close: "111.5",
      volume: "20",
    },
  ]);
  const earlier = await as(viewer, `/api/v1/bars?symbol=AAPL&interval=5m&before=${bars.body.earlier}`);
  expect(earlier.body).toMatchObject({ earlier: null, bars: [{ open: "100", volume: "50" }] });
});

test("what is not yours is not there, and what your role does not hold is forbidden", async () => {
  const all = await as(trader, `/api/v1/orders?accountId=${accountId}&limit=1`);
  const orderId = (all.body.items as { id: string }[])[0]?.id;
  const mine = [
    "positions",
    "lots",
    "orders",
    "executions",
    "journals",
    "portfolio",
    "portfolio/equity",
    "risk-limits",
    "breaches",
    "trading-status",
  ];
  for (const path of [
    ...mine.map((name) => `/api/v1/${name}?accountId=${accountId}`),
    `/api/v1/orders/${orderId}`,
    `/api/v1/orders/${orderId}/story`,
    `/api/v1/accounts/${accountId}`,
  ]) {
    for (const other of [stranger, viewer]) {
      const answer = await as(other, path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, "not_found"]);
    }
    expect((await callApi(path)).status).toBe(401);
    expect((await as(admin, path)).status).toBe(200);
  }
  for (const path of [
    "/api/v1/audit-events",
    "/api/v1/jobs",
    "/api/v1/jobs/queues",
    "/api/v1/flags",
    "/api/v1/accounts?all=true",
  ]) {
    expect([path, (await as(trader, path)).status]).toEqual([path, 403]);
  }
});

test("a halt stops orders, names itself in the status, and is lifted with a reason", async () => {
  const set = await as(admin, "/api/v1/halts", { method: "POST", body: { accountId: null, reason: "Feed check" } });
  expect([set.status, set.body.scope]).toEqual([201, "desk"]);
  const status = await as(trader, `/api/v1/trading-status?accountId=${accountId}`);
  expect(status.body).toMatchObject({ canTrade: false, obstacle: "halted", halt: { reason: "Feed check" } });
  const refused = await place({ limitPrice: "50.00" });
  expect([refused.status, refused.body.code]).toEqual([422, "halted"]);
  const inForce = await as(trader, "/api/v1/halts?inForce=true");
  expect(inForce.body.items).toHaveLength(1);
  const lifted = await as(admin, `/api/v1/halts/${set.body.id}/lift`, { method: "POST", body: { reason: "Checked" } });
  expect([lifted.status, lifted.body.liftReason]).toEqual([200, "Checked"]);
  expect((await as(trader, "/api/v1/halts?inForce=true")).body.items).toEqual([]);
});

test("flags are switched with version and reason, and the audit shows who did it and what led to it", async () => {
  const flags = await as(admin, "/api/v1/flags");
  expect(flags.body.items).toHaveLength(3);
  const off = await as(admin, "/api/v1/flags/trading.notional_orders", {
    method: "PUT",
    body: { enabled: false, version: 1, reason: "Not today" },
  });
  expect(off.body).toMatchObject({ enabled: false, version: 2 });
  const log = await as(admin, "/api/v1/audit-events?action=flag");
  expect(log.body.items).toMatchObject([
    { action: "flag.set", actorName: "A admin", reason: "Not today", source: "ui" },
  ]);
  const placed = await place({ limitPrice: "50.00" });
  const submitted = await as(admin, `/api/v1/audit-events?entityId=${placed.body.id}&action=order.submit`);
  const event = (submitted.body.items as { id: string }[])[0];
  await as(trader, `/api/v1/orders/${placed.body.id}`, { method: "DELETE" });
  const trail = await as(admin, `/api/v1/audit-events/${event?.id}`);
  const actions = (trail.body.trail as { action: string }[]).map(({ action }) => action);
  expect(actions[0]).toBe("order.submit");
  expect(actions).toContain("order.cancel");
});

test("a dead letter is shown without its payload and redriven once", async () => {
  const orderId = randomUUID();
  const rows = await desk.services.database.$queryRaw<{ id: string }[]>`
    insert into pgboss.job (name, data, singleton_key, source_name, policy)
    values ('dead-letters', ${JSON.stringify({ orderId, email: "canary@example.test" })}::jsonb, ${orderId}, 'order-dispatch', 'standard') returning id`;
  const id = rows[0]?.id;
  const jobs = await as(admin, "/api/v1/jobs?queue=dead-letters");
  expect(jobs.body.items).toMatchObject([
    { id, payload: { orderId, email: "(hidden)" }, sourceQueue: "order-dispatch" },
  ]);
  const redrive = () =>
    as(admin, `/api/v1/jobs/${id}/redrive`, { method: "POST", body: { reason: "The venue is back" } });
  const answers = [await redrive(), await redrive()];
  expect(answers.map(({ status }) => status)).toEqual([200, 404]);
  const queues = await as(admin, "/api/v1/jobs/queues");
  const queue = (name: string) =>
    (queues.body.items as { name: string; waiting: number }[]).find((item) => item.name === name);
  expect(queue("dead-letters")?.waiting).toBe(0);
  const moved = await as(admin, "/api/v1/jobs?queue=order-dispatch");
  expect(JSON.stringify(moved.body)).toContain(orderId);
});
