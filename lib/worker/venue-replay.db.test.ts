/** A replay that jumps over days on a real database: every bar that it passed is met, in order, once, as if somebody had watched. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCsv } from "#lib/adapters/market-data/read-csv.ts";
import { writePass } from "#lib/db/venue-replay.sql.ts";
import { parseBars } from "#lib/domain/market/parse-bars.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { advanceCorporateActions } from "#lib/services/corporate-actions/advance-corporate-actions.ts";
import { announceCorporateAction } from "#lib/services/corporate-actions/announce-corporate-action.ts";
import { verify } from "#lib/services/proof/verify.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addUser } from "#lib/testing/fixtures.ts";
import { barFile, openReplayDesk, type ReplayDesk, type Series } from "#lib/testing/replay-desk.ts";
import type { Placed } from "#lib/testing/venue-desk.ts";
import { takeLease } from "./lease.ts";

/** Six and a half hours a day. */
const DAYS = 6.5;

const databases: TestDatabase[] = [];
const desks: ReplayDesk[] = [];
afterAll(async () => {
  for (const { desk } of desks) await desk.close();
  for (const database of databases) await database.drop();
});

async function open(series: Series): Promise<ReplayDesk> {
  const database = await createTestDatabase();
  databases.push(database);
  const replay = await openReplayDesk(database.appUrl, series);
  desks.push(replay);
  return replay;
}

const fund = (replay: ReplayDesk, cash = "1000000") => addAccount(replay.desk, replay.trader, { cash });

async function fillsOf({ desk }: ReplayDesk, orderId: string): Promise<string[]> {
  const fills = await desk.database.execution.findMany({ where: { orderId }, orderBy: { accountSeq: "asc" } });
  return fills.map((x) => `${x.quantity.toFixed()} @ ${x.price.toFixed()}, ${x.effectiveAt.toISOString()}`);
}

const statusOf = async ({ desk }: ReplayDesk, id: string) =>
  (await desk.database.order.findUniqueOrThrow({ where: { id } })).status;

/** Opens at 100 on a Monday, gaps down on Wednesday, rises to Friday and falls on the Monday after. */
const GAPPY = barFile([
  "2024-03-04 100 104 99 103",
  "2024-03-05 103 105 101 104",
  "2024-03-06 90 92 85 91",
  "2024-03-07 91 99 90 98",
  "2024-03-08 98 110 97 109",
  "2024-03-11 108 109 100 101",
  "2024-03-12 101 103 100 102",
  "2024-03-13 102 104 101 103",
]);
const FLAT = barFile(["04", "05", "06", "07", "08", "11", "12", "13"].map((day) => `2024-03-${day} 50 51 49 50`));

describe("a jump over days", () => {
  let replay: ReplayDesk;
  let accountId: AccountId;
  const placed = new Map<string, string>();
  const place = async (name: string, order: Omit<Placed, "symbol"> & { readonly symbol?: string }) => {
    placed.set(name, await replay.place(accountId, { symbol: "GAPPY", ...order }));
  };
  const fills = (name: string) => fillsOf(replay, placed.get(name) ?? "");
  const status = (name: string) => statusOf(replay, placed.get(name) ?? "");

  beforeAll(async () => {
    replay = await open({ GAPPY, FLAT });
    accountId = await fund(replay);
    await place("shares", { side: "buy", quantity: "100" });
    await replay.look();
    await place("gapped stop", { side: "sell", quantity: "10", type: "stop", stop: "95", timeInForce: "gtc" });
    await place("inner stop", { side: "sell", quantity: "10", type: "stop", stop: "87", timeInForce: "gtc" });
    await place("trail", { side: "sell", quantity: "10", type: "trailing_stop", trail: "20", timeInForce: "gtc" });
    await place("short trail", { side: "sell", quantity: "10", type: "trailing_stop", trail: "9", timeInForce: "gtc" });
    await place("high limit", { side: "sell", quantity: "10", limit: "108.5", timeInForce: "gtc" });
    await place("day limit", { side: "sell", quantity: "10", limit: "104.5", timeInForce: "day" });
    await place("oco", {
      ...{ side: "sell", quantity: "10", type: "limit", timeInForce: "gtc" },
      ...{ orderClass: "oco", profit: "103", loss: "99.5" },
    });
    await place("close", { symbol: "FLAT", side: "buy", quantity: "10", timeInForce: "cls" });
    await place("open", { symbol: "FLAT", side: "buy", quantity: "10", timeInForce: "opg" });
    await place("flat limit", { symbol: "FLAT", side: "buy", quantity: "10", limit: "49.5", timeInForce: "gtc" });
    await replay.look();
    await replay.jump(7 * DAYS);
    await replay.look();
  });

  it("fills a stop that the price gapped through at the open of its day, never at the stop", async () => {
    expect(await fills("gapped stop")).toEqual(["10 @ 90, 2024-03-06T21:00:00.000Z"]);
  });

  it("fills a stop that was reached within a day at the stop, on that day", async () => {
    expect(await fills("inner stop")).toEqual(["10 @ 87, 2024-03-06T21:00:00.000Z"]);
  });

  it("fills a limit inside the bar at the limit, on the first day that comes to it", async () => {
    expect(await fills("high limit")).toEqual(["10 @ 108.5, 2024-03-08T21:00:00.000Z"]);
    expect(await fills("flat limit")).toEqual(["10 @ 49.5, 2024-03-04T21:00:00.000Z"]);
  });

  it("lets a trailing stop follow from day to day, tested as it stood before each", async () => {
    // After the 104 of Monday it stands at 84, after 105 at 85: Wednesday's low.
    expect(await fills("trail")).toEqual(["10 @ 85, 2024-03-06T21:00:00.000Z"]);
    // At 96 after Tuesday: the gap of Wednesday takes it at the open.
    expect(await fills("short trail")).toEqual(["10 @ 90, 2024-03-06T21:00:00.000Z"]);
  });

  it("ends a day order with its own day, before a later one could fill it", async () => {
    expect(await fills("day limit")).toEqual([]);
    const order = await replay.desk.database.order.findUniqueOrThrow({ where: { id: placed.get("day limit") ?? "" } });
    expect([order.status, order.closedAt?.toISOString()]).toEqual(["expired", "2024-03-05T05:00:00.000Z"]);
  });

  it("holds each auction at its day's open and close", async () => {
    expect(await fills("open")).toEqual(["10 @ 50, 2024-03-05T14:30:00.000Z"]);
    expect(await fills("close")).toEqual(["10 @ 50, 2024-03-04T21:00:00.000Z"]);
  });

  it("fills one exit of a pair that a single bar reaches both of: the stop", async () => {
    const id = placed.get("oco") ?? "";
    const members = await replay.desk.database.order.findMany({ where: { OR: [{ id }, { parentId: id }] } });
    const said = members.map((o) => `${o.legRole} ${o.status} ${o.filledQuantity.toFixed()} ${o.cancelReason ?? ""}`);
    expect(said.sort()).toEqual(["stop_loss filled 10 ", "take_profit canceled 0 oco"]);
    const stop = members.find(({ legRole }) => legRole === "stop_loss")?.id ?? "";
    expect(await fillsOf(replay, stop)).toEqual(["10 @ 99.5, 2024-03-04T21:00:00.000Z"]);
  });

  it("leaves nothing open or held, and clean books", async () => {
    expect(await status("shares")).toBe("filled");
    const open = await replay.desk.database.venueOrder.count({ where: { status: "open" } });
    expect(open).toBe(0);
    expect((await verify({ ctx: replay.contextFor(), input: {} })).findings).toEqual([]);
  });
});

/** Sixteen days that swing, so that every kind of order meets its price on some of them. */
const SWING = barFile(
  Array.from({ length: 16 }, (_, i) => {
    const day = new Date(Date.UTC(2024, 3, 1 + i)).toISOString().slice(0, 10);
    const [o, c] = [100 + ((i * 7) % 11), 100 + ((i * 5 + 3) % 11)];
    return `${day} ${o} ${Math.max(o, c) + 2 + (i % 3)} ${Math.min(o, c) - 2 - (i % 4)} ${c} ${40 + i}`;
  }),
);

const ORDERS: readonly Omit<Placed, "symbol">[] = [
  { side: "buy", quantity: "300", limit: "101", timeInForce: "gtc" },
  { side: "buy", quantity: "12", limit: "97", timeInForce: "gtc" },
  { side: "buy", quantity: "9", type: "stop", stop: "111", timeInForce: "gtc" },
  { side: "buy", quantity: "7", type: "stop_limit", stop: "109", limit: "110", timeInForce: "gtc" },
  { side: "buy", quantity: "5", type: "trailing_stop", trail: "6", timeInForce: "gtc" },
  { side: "buy", notional: "250", timeInForce: "day" },
  { side: "buy", quantity: "3", timeInForce: "opg" },
  { side: "buy", quantity: "4", timeInForce: "cls" },
  { side: "buy", quantity: "6", limit: "90", timeInForce: "day" },
];

interface Run {
  /** Days that pass between two looks. */
  readonly days: number;
  /** After the look of such a day the leader is another one. */
  readonly dies?: boolean;
}

async function run({ days, dies = false }: Run) {
  const replay = await open({ SWING });
  const accounts = [await fund(replay), await fund(replay, "40000")];
  // Before the first bar: from here on the orders are the same at any speed.
  await replay.setTime("2024-04-01T11:00:00Z");
  const orders: string[] = [];
  for (const accountId of accounts)
    for (const order of ORDERS) orders.push(await replay.place(accountId, { symbol: "SWING", ...order }));
  for (let day = 0; day < 12; day += days) {
    await replay.jump(days * DAYS);
    if (dies) await replay.die();
    await replay.look();
  }
  const names = new Map([...orders, ...accounts].map((id, index) => [id, `#${index}`]));
  const named = (id: string) => names.get(id) ?? id;
  const { database } = replay.desk;
  const executions = await database.venueExecution.findMany({ orderBy: { seq: "asc" } });
  const marks = await database.venueOrder.findMany({ orderBy: { seq: "asc" } });
  return {
    fills: executions.map((x) =>
      [
        named(x.orderId),
        x.venueExecutionId.slice(-4),
        x.quantity.toFixed(),
        x.price.toFixed(),
        x.executedAt.toISOString(),
      ].join(" "),
    ),
    ends: marks.map((v) =>
      [named(v.orderId), v.status, v.closeReason, v.stopPrice?.toFixed(), v.closedAt?.toISOString()].join(" "),
    ),
    findings: (await verify({ ctx: replay.contextFor(), input: {} })).findings,
  };
}

describe("the speed of a replay", () => {
  it("changes nothing about what the passed bars do, nor do leaders that die after their matches and before their reports", async () => {
    const daily = await run({ days: 1 });
    expect(daily.findings).toEqual([]);
    expect(daily.fills.length).toBeGreaterThan(15);
    expect(await run({ days: 3 })).toEqual(daily);
    expect(await run({ days: 12 })).toEqual(daily);
    expect(await run({ days: 4, dies: true })).toEqual(daily);
    expect(await run({ days: 1, dies: true })).toEqual(daily);
  });
});

describe("a passed bar", () => {
  it("is met once, also when the leader's successor finds its last look half done", async () => {
    const replay = await open({ SWING });
    const accountId = await fund(replay);
    const id = await replay.place(accountId, {
      ...{ symbol: "SWING", side: "buy", quantity: "1000", limit: "120", timeInForce: "gtc" },
    });
    await replay.jump(3 * DAYS);
    await replay.die();
    const before = await replay.desk.database.venueExecution.count();
    // Dead after one day's bookings: the days that follow are still to come.
    expect(before).toBe(1);
    await replay.look();
    await replay.look();
    const fills = await replay.desk.database.venueExecution.findMany({
      where: { orderId: id },
      orderBy: { seq: "asc" },
    });
    expect(fills.slice(0, 3).map((x) => `${x.quantity.toFixed()} ${x.executedAt.toISOString().slice(0, 10)}`)).toEqual([
      "40 2024-04-01",
      "41 2024-04-02",
      "42 2024-04-03",
    ]);
  });

  it("is not met by a leader whose lease another has taken over", async () => {
    const replay = await open({ SWING });
    const accountId = await fund(replay);
    await replay.place(accountId, { symbol: "SWING", side: "buy", quantity: "1", limit: "99", timeInForce: "gtc" });
    await replay.look();
    await replay.jump(2 * DAYS);
    await replay.desk.database.$executeRaw`update worker_lease set expires_at = clock_timestamp() where name = 'venue'`;
    await takeLease(replay.desk.database, "venue", crypto.randomUUID(), 600_000);
    await expect(replay.look()).rejects.toThrow("no longer held");
    const { venueLookedAt } = await replay.desk.database.marketState.findUniqueOrThrow({ where: { id: 1 } });
    expect([await replay.desk.database.venueExecution.count(), venueLookedAt?.toISOString()]).toEqual([
      0,
      "2024-04-01T13:30:00.000Z",
    ]);
  });

  it("is written whole or not at all: when one of its orders has changed meanwhile, nothing is and it is still to come", async () => {
    const replay = await open({ SWING });
    const accountId = await fund(replay);
    const ids: string[] = [];
    for (let i = 0; i < 2; i += 1)
      ids.push(
        await replay.place(accountId, { symbol: "SWING", side: "buy", quantity: "1", limit: "99", timeInForce: "gtc" }),
      );
    await replay.look();
    const { name, epoch } = replay.venueLease;
    const term = { lease: name, epoch: epoch.toString(), at: "2024-04-01T20:00:00.000Z" };
    const entries = ids.map((orderId, index) => ({
      ...{ ...term, accountId, groupId: null, assetId: null, cashUsed: "0", taken: null },
      orders: [
        {
          // The second is not what it was.
          ...{ orderId, executionsBefore: index, quantityBefore: "1", quantity: "1", marks: null },
          executions: [{ id: `P-${orderId}:0001`, quantity: "1", price: "99", fee: "0" }],
          close: { status: "filled" as const, reason: "filled" },
        },
      ],
    }));
    const pass = { ...term, entries, marks: [], lookedAt: term.at };
    expect(await writePass(replay.desk.database, pass)).toBe(false);
    const { venueLookedAt } = await replay.desk.database.marketState.findUniqueOrThrow({ where: { id: 1 } });
    expect([await replay.desk.database.venueExecution.count(), venueLookedAt?.toISOString()]).toEqual([
      0,
      "2024-04-01T13:30:00.000Z",
    ]);
  });

  it("fills nothing from the ex-day of a split on, and what it passes before that as always", async () => {
    const replay = await open({ GAPPY, FLAT });
    const accountId = await fund(replay);
    const buy = { side: "buy", quantity: "10", timeInForce: "gtc" } as const;
    const before = await replay.place(accountId, { symbol: "GAPPY", ...buy, limit: "99.5" });
    const within = await replay.place(accountId, { symbol: "GAPPY", ...buy, limit: "95" });
    await replay.look();
    const admin = await addUser(replay.desk.database, "admin");
    const { id } = await announceCorporateAction({
      ctx: replay.contextFor({ user: admin }),
      input: {
        ...{ symbol: "GAPPY", kind: "split", exDay: "2024-03-06", amount: null, newSymbol: null },
        ...{ ratioNew: dec("2"), ratioOld: dec("1"), cashInLieu: dec("45"), reason: "As the company said" },
      },
    });
    await replay.jump(7 * DAYS);
    await replay.look();
    expect(await fillsOf(replay, before)).toEqual(["10 @ 99.5, 2024-03-04T21:00:00.000Z"]);
    expect([await statusOf(replay, within), await fillsOf(replay, within)]).toEqual(["new", []]);
    await advanceCorporateActions({ ctx: replay.contextFor() });
    await replay.look();
    await advanceCorporateActions({ ctx: replay.contextFor() });
    expect([await statusOf(replay, within), await fillsOf(replay, within)]).toEqual(["canceled", []]);
    const { status } = await replay.desk.database.corporateAction.findUniqueOrThrow({ where: { id } });
    const { quantity } = await replay.desk.database.position.findFirstOrThrow({ where: { accountId } });
    expect([status, quantity.toFixed()]).toEqual(["applied", "20"]);
    expect((await verify({ ctx: replay.contextFor(), input: {} })).findings).toEqual([]);
  });

  it("does nothing to an order that came after it began", async () => {
    const replay = await open({ GAPPY });
    const accountId = await fund(replay);
    await replay.jump(2 * DAYS + 3);
    // The venue has not looked since Monday, and it is noon of Wednesday: the 85 of that day is behind, and 99 still to come.
    const id = await replay.place(accountId, {
      symbol: "GAPPY",
      side: "buy",
      quantity: "1",
      limit: "84",
      timeInForce: "gtc",
    });
    await replay.jump(5 * DAYS);
    await replay.look();
    expect([await statusOf(replay, id), await fillsOf(replay, id)]).toEqual(["new", []]);
  });

  it("counts also in part: what was played after one look and before the next is not lost", async () => {
    const replay = await open({ GAPPY });
    const accountId = await fund(replay);
    await replay.jump(DAYS + 1);
    const id = await replay.place(accountId, {
      symbol: "GAPPY",
      side: "buy",
      quantity: "1",
      type: "stop",
      stop: "104.5",
      timeInForce: "gtc",
    });
    await replay.look();
    // Tuesday's high comes in the afternoon; the next look is on Thursday.
    await replay.jump(2 * DAYS);
    await replay.look();
    expect(await fillsOf(replay, id)).toEqual(["1 @ 104.5, 2024-03-05T21:00:00.000Z"]);
  });
});

const folder = process.env["BALLAST_TEST_DATA"];
const file = folder === undefined ? "" : join(folder, "GOOG.csv");
const missing = existsSync(file) ? "" : " (skipped: BALLAST_TEST_DATA names no folder with GOOG.csv)";

describe.skipIf(missing !== "")(`a real series${missing}`, () => {
  it("gives its price return to the cent when it is bought at the first opening auction and sold at the last close", async () => {
    const csv = readFileSync(file);
    const bars = parseBars({ symbol: "GOOG", ...readCsv(csv) });
    const [first, last] = bars.ok ? [bars.value[0], bars.value.at(-1)] : [];
    if (first === undefined || last === undefined) throw new Error("the file has bars");
    const replay = await open({ GOOG: csv });
    const accountId = await fund(replay);
    await replay.setTime("2004-08-18T22:00:00Z");
    const bought = await replay.place(accountId, { symbol: "GOOG", side: "buy", quantity: "137", timeInForce: "opg" });
    // Forty days between two looks, until the last one.
    const days = bars.ok ? bars.value.length : 0;
    for (let day = 0; day + 40 < days; day += 40) {
      await replay.jump(40 * DAYS);
      await replay.look();
    }
    await replay.jump(((days - 1) % 40) * DAYS);
    await replay.look();
    const sold = await replay.place(accountId, { symbol: "GOOG", side: "sell", quantity: "137", timeInForce: "cls" });
    await replay.jump(DAYS);
    await replay.look();
    expect(await fillsOf(replay, bought)).toEqual([`137 @ ${first.open}, 2004-08-19T13:30:00.000Z`]);
    expect(await fillsOf(replay, sold)).toEqual([`137 @ ${last.close}, 2013-03-01T21:00:00.000Z`]);
    const position = await replay.desk.database.position.findFirstOrThrow({ where: { accountId } });
    const profit = dec(last.close).minus(dec(first.open)).times(137);
    expect(toPlain(dec(position.realised.toFixed()))).toBe(toPlain(profit));
    expect((await verify({ ctx: replay.contextFor(), input: {} })).findings).toEqual([]);
  });
});
