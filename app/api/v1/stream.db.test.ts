/** The live stream over a real PostgreSQL: numbered without gaps, resumed where it stopped, closed with its reason. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { listen } from "#lib/adapters/notify/postgres-listener.ts";
import { readEvents, type ServerEvent } from "#lib/client/live/read-events.ts";
import { closeStreams } from "#lib/server/open-streams.ts";
import { StreamHub } from "#lib/server/stream/hub.ts";
import { openStream } from "#lib/server/stream/open-stream.ts";
import { provideHub } from "#lib/server/stream/web-hub.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import { type CallOptions, call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { ask, dispatch } from "./dispatch.ts";

const callApi = (path: string, options: CallOptions = {}) => ask(call(path, options));
const callRaw = (path: string, options: CallOptions = {}) => dispatch(call(path, options));

let database: TestDatabase;
let desk: WebDesk;
let trader: WebUser;
let accountId: string;
let appleId: string;
let hub: StreamHub;
const open: Reader[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openWebDesk(database.appUrl);
  await seedTestMarket(desk.services.database);
  appleId = await addInstrument(desk.services.database, { symbol: "AAPL", price: "100" });
  trader = await desk.user("trader");
  const flag = {
    description: "",
    enabled: true,
    defaultValue: true,
    salt: "s",
    updatedBy: trader.id,
    updatedAt: new Date(),
  };
  await desk.services.database.flag.create({ data: { key: "ui.live_stream", ...flag } });
  await desk.services.flags.refresh();
  const opened = await callApi("/api/v1/accounts", {
    method: "POST",
    cookie: trader.cookie,
    body: { name: "Main", cash: "10000" },
  });
  accountId = String(opened.body.id);
  hub = new StreamHub({
    database: desk.services.database,
    listen: (handlers, options) => listen(database.appUrl, handlers, options),
    now: () => new Date(),
    onError: () => undefined,
  });
  provideHub(hub);
});

afterEach(async () => {
  for (const reader of open.splice(0)) await reader.stop();
});

afterAll(async () => {
  await hub.close();
  provideHub(undefined);
  await desk.close();
  await database.drop();
});

interface Reader {
  /** The next event of this kind; others are passed over. */
  next(event: string): Promise<ServerEvent & { readonly json: Readonly<Record<string, unknown>> }>;
  stop(): Promise<void>;
}

function reader(response: Response): Reader {
  expect(response.status).toBe(200);
  if (response.body === null) throw new Error("a stream has a body");
  const events = readEvents(response.body);
  const one: Reader = {
    async next(event) {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error(`the stream ended before ${event}`);
        if (value.event === event) return { ...value, json: JSON.parse(value.data) };
      }
    },
    stop: async () => void (await events.return(undefined)),
  };
  open.push(one);
  return one;
}

const follow = async (headers: Readonly<Record<string, string>> = {}, cookie = trader.cookie) =>
  reader(await callRaw(`/api/v1/stream?accountId=${accountId}`, { cookie, headers }));

function place(): Promise<{ readonly body: Readonly<Record<string, unknown>> }> {
  const body = { accountId, symbol: "AAPL", side: "buy", type: "limit", quantity: "1", limitPrice: "50.00" };
  return callApi("/api/v1/orders", {
    method: "POST",
    cookie: trader.cookie,
    body,
    headers: { "idempotency-key": randomUUID() },
  });
}

test("an order placed elsewhere arrives, though no notification was sent, and numbers have no gaps", async () => {
  const stream = await follow();
  const hello = await stream.next("hello");
  expect(hello.json).toMatchObject({ accountId, resumed: false });
  const placed = await place();
  const first = await stream.next("account");
  expect(first.json).toMatchObject({ type: "order", payload: { id: placed.body.id, symbol: "AAPL" } });
  expect(BigInt(first.id ?? "0")).toBe(BigInt(hello.id ?? "0") + 1n);
  expect(first.id).toBe(first.json.seq);
});

test("a notification brings it before the next poll", async () => {
  const stream = await follow();
  await stream.next("hello");
  const at = Date.now();
  const placed = await place();
  await desk.services.database.$queryRaw`select pg_notify('ballast_account', ${accountId})::text`;
  let event = await stream.next("account");
  while (event.json.entityId !== placed.body.id) event = await stream.next("account");
  expect(Date.now() - at).toBeLessThan(900);
});

test("whoever comes back with the last number misses nothing; a number from the future begins anew", async () => {
  const first = await follow();
  const hello = await first.next("hello");
  await first.stop();
  const placed = [await place(), await place()].map(({ body }) => body.id);
  const back = await follow({ "last-event-id": hello.id ?? "" });
  expect((await back.next("hello")).json).toMatchObject({ resumed: true });
  const seen: unknown[] = [];
  while (!placed.every((id) => seen.includes(id))) seen.push((await back.next("account")).json.entityId);
  const beyond = await follow({ "last-event-id": "999999999" });
  expect((await beyond.next("hello")).json).toMatchObject({ resumed: false });
});

test("quotes come at once and again when they change", async () => {
  const stream = await follow();
  expect((await stream.next("quotes")).json.items).toMatchObject([{ symbol: "AAPL", last: "100" }]);
  await setQuote(desk.services.database, appleId, "101.5");
  await desk.services.database.$queryRaw`select pg_notify('ballast_quotes', '')::text`;
  expect((await stream.next("quotes")).json.items).toMatchObject([
    { symbol: "AAPL", last: "101.5", freshness: "live" },
  ]);
});

test("hidden balances are not in the stream", async () => {
  const stream = await follow({}, `${trader.cookie}; ballast_hide=on`);
  await stream.next("hello");
  const deposit = { accountId, amount: "77.77" };
  await callApi("/api/v1/deposits", {
    method: "POST",
    cookie: trader.cookie,
    body: deposit,
    headers: { "idempotency-key": randomUUID() },
  });
  let event = await stream.next("account");
  while (event.json.type !== "balance") event = await stream.next("account");
  expect(event.json.payload).toBeNull();
});

test("somebody else's account is not there, and with the flag off the answer is 503 with its code", async () => {
  const stranger = await desk.user("trader");
  const foreign = await callApi(`/api/v1/stream?accountId=${accountId}`, { cookie: stranger.cookie });
  expect([foreign.status, foreign.body.code]).toEqual([404, "not_found"]);
  await desk.services.database.flag.update({ where: { key: "ui.live_stream" }, data: { enabled: false, version: 2 } });
  await desk.services.flags.refresh();
  const off = await callApi("/api/v1/stream", { cookie: trader.cookie });
  expect([off.status, off.body.code, off.body.flag]).toEqual([503, "unavailable", "ui.live_stream"]);
  await desk.services.database.flag.update({ where: { key: "ui.live_stream" }, data: { enabled: true, version: 3 } });
  await desk.services.flags.refresh();
});

test("a session that ended elsewhere closes the stream with its reason at the next heartbeat", async () => {
  const other = await desk.signInAgain(trader.email);
  const request = call(`/api/v1/stream?accountId=${accountId}`, { cookie: other.cookie });
  const ctx = desk.system;
  const stream = reader(await openStream({ ctx, request, accountId, services: desk.services, heartbeatMs: 50 }));
  await stream.next("heartbeat");
  await desk.services.database.session.update({
    where: { id: other.sessionId },
    data: { endedAt: new Date(), endReason: "ended_by_user" },
  });
  expect((await stream.next("bye")).json).toEqual({ reason: "session_ended" });
  const place = await desk.services.database.accountMember.findFirstOrThrow({
    where: { accountId, userId: trader.id },
  });
  const again = reader(
    await openStream({
      ctx,
      request: call("/x", { cookie: trader.cookie }),
      accountId,
      services: desk.services,
      heartbeatMs: 50,
    }),
  );
  await again.next("heartbeat");
  await desk.services.database.accountMember.delete({ where: { accountId_userId: { accountId, userId: trader.id } } });
  expect((await again.next("bye")).json).toEqual({ reason: "permission_lost" });
  await desk.services.database.accountMember.create({ data: place });
});

test("one user holds so many streams open and no more, until one is closed", async () => {
  const someone = await desk.user("trader");
  desk.changeSettings({ LIMIT_USER_STREAMS: 3 });
  const ask = () => callRaw("/api/v1/stream", { cookie: someone.cookie });
  const answers = await Promise.all([ask(), ask(), ask(), ask(), ask()]);
  const readers = answers.filter(({ status }) => status === 200).map(reader);
  const refused = answers.filter(({ status }) => status === 429);
  expect([readers.length, refused.length]).toEqual([3, 2]);
  expect(refused[0]?.headers.get("retry-after")).toBe("15");
  expect(await refused[0]?.json()).toMatchObject({ code: "rate_limited", policy: "user-streams", limit: 3 });
  // Somebody else has room of their own.
  expect((await callRaw("/api/v1/stream", { cookie: trader.cookie }).then(reader)) !== undefined).toBe(true);
  await readers[0]?.next("hello");
  await readers[0]?.stop();
  const again = await ask();
  expect(again.status).toBe(200);
  reader(again);
  desk.changeSettings({ LIMIT_USER_STREAMS: 20 });
});

test("a reader that does not read is sent away and does not fill the memory", async () => {
  const client = await hub.subscribe({ accountId: null, hideBalances: false, lastSeq: null });
  const data = JSON.stringify("x".repeat(100_000));
  for (let sent = 0; sent < 20; sent += 1) client.write({ event: "account", data });
  expect(client.closed).toBe(true);
  await client.body.cancel();
});

test("when the server stops every reader is told", async () => {
  const stream = await follow();
  await stream.next("hello");
  closeStreams();
  expect((await stream.next("bye")).json).toEqual({ reason: "shutting_down" });
  expect(hub.clients).toBe(0);
});
