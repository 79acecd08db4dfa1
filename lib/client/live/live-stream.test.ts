/** The live stream in the browser: one reader, everybody informed, gaps read anew, and the state that is shown. */
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import type { OrderPage, OrderView } from "#lib/contracts/order.ts";
import { writeOrder, writeQuotes } from "./apply-event.ts";
import type { LiveMessage } from "./live-message.ts";
import { type LiveChannel, type LiveParts, LiveStream } from "./live-stream.ts";
import { Invalidations } from "./news.ts";
import type { ServerEvent } from "./read-events.ts";

const running: LiveStream[] = [];
afterEach(() => {
  for (const stream of running.splice(0)) stream.stop();
});

/** A browser with several tabs, whose server says what the test writes. */
function browser() {
  const channels = new Set<LiveChannel>();
  let holder: Promise<void> = Promise.resolve();
  const requests: { path: string; answer: (response: Response) => void }[] = [];
  const pauses: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  const parts: LiveParts = {
    fetch: (path, init) =>
      new Promise((resolve, reject) => {
        init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        requests.push({ path, answer: resolve });
        for (const wake of waiting.splice(0)) wake();
      }),
    lock: async (_name, signal, work) => {
      const before = holder;
      let free = () => {};
      holder = new Promise((resolve) => {
        free = resolve;
      });
      await before;
      if (!signal.aborted) await work();
      free();
    },
    channel: () => {
      const mine: LiveChannel = {
        onmessage: null,
        postMessage(message: LiveMessage) {
          for (const other of channels) if (other !== mine) other.onmessage?.({ data: structuredClone(message) });
        },
        close: () => void channels.delete(mine),
      };
      channels.add(mine);
      return mine;
    },
    wait: (_ms, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve());
        pauses.push(resolve);
        for (const wake of waiting.splice(0)) wake();
      }),
    online: () => true,
  };
  const until = async (ready: () => boolean) => {
    while (!ready()) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        setTimeout(resolve, 5);
      });
    }
  };
  return {
    parts,
    requests,
    until,
    /** Ends the pause before the next attempt. */
    async pass() {
      await until(() => pauses.length > 0);
      pauses.shift()?.();
    },
    async nextRequest() {
      await until(() => requests.length > 0);
      const request = requests.shift();
      if (request === undefined) throw new Error("no request");
      return request;
    },
  };
}

function tab({ parts }: ReturnType<typeof browser>) {
  const events: ServerEvent[] = [];
  let gaps = 0;
  const stream = new LiveStream("a1", { onEvent: (event) => events.push(event), onGap: () => void ++gaps }, parts);
  stream.start();
  running.push(stream);
  return { stream, events, gaps: () => gaps };
}

function server() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
  });
  const say = (event: string, data: object, id?: string) =>
    controller?.enqueue(
      new TextEncoder().encode(
        `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`,
      ),
    );
  return { response: new Response(body), say, cut: () => controller?.close() };
}

const hello = (resumed: boolean, seq = "1") => ({ at: "2026-11-20T15:00:00.000Z", accountId: "a1", seq, resumed });

test("one tab reads and all of them hear; a second tab opens no second stream", async () => {
  const world = browser();
  const first = tab(world);
  const connection = server();
  (await world.nextRequest()).answer(connection.response);
  connection.say("hello", hello(false), "1");
  await world.until(() => first.stream.snapshot().state === "live");
  const second = tab(world);
  expect(second.stream.snapshot()).toEqual({ state: "live", figuresAt: "2026-11-20T15:00:00.000Z" });
  connection.say("account", { seq: "2", type: "order", entityId: null, payload: null }, "2");
  await world.until(() => second.events.length === 1);
  expect(first.events.map(({ event }) => event)).toEqual(["hello", "account"]);
  expect(world.requests).toEqual([]);
  expect(first.gaps()).toBe(1);
});

test("when the reading tab closes, the next one goes on from the last number and misses nothing", async () => {
  const world = browser();
  const first = tab(world);
  const second = tab(world);
  const connection = server();
  (await world.nextRequest()).answer(connection.response);
  connection.say("hello", hello(false), "41");
  connection.say("account", { seq: "42", type: "order", entityId: null, payload: null }, "42");
  await world.until(() => second.events.length === 2);
  first.stream.stop();
  const next = await world.nextRequest();
  expect(next.path).toBe("/api/v1/stream?accountId=a1&lastEventId=42");
  const resumed = server();
  next.answer(resumed.response);
  const gapsBefore = second.gaps();
  resumed.say("hello", hello(true, "42"), "42");
  await world.until(() => second.events.length === 3);
  expect(second.gaps()).toBe(gapsBefore);
});

test("a cut stream shows reconnecting with the time of the figures, then live again", async () => {
  const world = browser();
  const { stream } = tab(world);
  const connection = server();
  (await world.nextRequest()).answer(connection.response);
  connection.say("hello", hello(false), "1");
  await world.until(() => stream.snapshot().state === "live");
  connection.cut();
  await world.until(() => stream.snapshot().state === "reconnecting");
  expect(stream.snapshot().figuresAt).toBe("2026-11-20T15:00:00.000Z");
  await world.pass();
  const again = server();
  (await world.nextRequest()).answer(again.response);
  again.say("hello", hello(true), "1");
  await world.until(() => stream.snapshot().state === "live");
});

test("with the stream switched off it polls; signed out it stops and says so", async () => {
  const world = browser();
  const one = tab(world);
  const problem = (status: number, extra: object) =>
    new Response(JSON.stringify({ code: "unavailable", detail: "off", requestId: "r", ...extra }), {
      status,
      headers: { "content-type": "application/problem+json" },
    });
  (await world.nextRequest()).answer(problem(503, { flag: "ui.live_stream" }));
  await world.until(() => one.stream.snapshot().state === "polling");
  expect(one.gaps()).toBe(1);
  await world.pass();
  (await world.nextRequest()).answer(problem(401, { code: "unauthenticated" }));
  await world.until(() => one.stream.snapshot().state === "signed-out");
});

test("a session that ended elsewhere is signed out, not reconnecting", async () => {
  const world = browser();
  const { stream } = tab(world);
  const connection = server();
  (await world.nextRequest()).answer(connection.response);
  connection.say("hello", hello(false), "1");
  connection.say("bye", { reason: "session_ended" });
  await world.until(() => stream.snapshot().state === "signed-out");
  expect(world.requests).toEqual([]);
});

const order = (change: Partial<OrderView>) =>
  ({ id: "o1", accountId: "a1", symbol: "AAPL", side: "buy", status: "new", version: 1, ...change }) as OrderView;

test("an open order appears among the open ones, changes in place, never goes back, and leaves when it is filled", () => {
  const queries = new QueryClient();
  const key = ["orders", "a1", { accountId: "a1", tab: "open" }];
  queries.setQueryData<OrderPage>(key, { items: [], nextCursor: null });
  const statuses = () => queries.getQueryData<OrderPage>(key)?.items.map(({ status }) => status);
  writeOrder(queries, order({ version: 2 }));
  expect(statuses()).toEqual(["new"]);
  writeOrder(queries, order({ status: "partially_filled", version: 3 }));
  writeOrder(queries, order({ status: "new", version: 2 }));
  expect(statuses()).toEqual(["partially_filled"]);
  writeOrder(queries, order({ status: "filled", version: 4 }));
  expect(statuses()).toEqual([]);
});

test("an order that changes while it is being read is read again, not shown as it was", async () => {
  const queries = new QueryClient();
  const answers = [Promise.withResolvers<OrderView>(), Promise.withResolvers<OrderView>()];
  let asked = 0;
  const queryFn = () => answers[asked++]?.promise ?? Promise.reject(new Error("asked too often"));
  const observer = new QueryObserver<OrderView>(queries, { queryKey: ["order", "o1"], queryFn, retry: false });
  const stop = observer.subscribe(() => undefined);
  writeOrder(queries, order({ status: "filled", version: 3 }));
  answers[0]?.resolve(order({ status: "new", version: 2 }));
  answers[1]?.resolve(order({ status: "filled", version: 3 }));
  await expect.poll(() => observer.getCurrentResult().data?.status).toBe("filled");
  expect(asked).toBe(2);
  stop();
});

test("quotes are written where they were asked for and nowhere else", () => {
  const queries = new QueryClient();
  queries.setQueryData(["quotes", "AAPL"], { items: [] });
  queries.setQueryData(["quotes", ""], { items: [] });
  const quote = (symbol: string) => ({ symbol, last: "1" }) as never;
  writeQuotes(queries, { at: "", items: [quote("AAPL"), quote("MSFT")] });
  const symbols = (key: string) =>
    queries.getQueryData<{ items: { symbol: string }[] }>(["quotes", key])?.items.map(({ symbol }) => symbol);
  expect(symbols("AAPL")).toEqual(["AAPL"]);
  expect(symbols("")).toEqual(["AAPL", "MSFT"]);
});

test("what grows old is said at once, and then at most once in the given time", async () => {
  const said: string[][] = [];
  const invalidations = new Invalidations((heads) => said.push([...heads]), 20);
  invalidations.add(["orders"]);
  invalidations.add(["portfolio"]);
  invalidations.add(["orders", "portfolio"]);
  expect(said).toEqual([["orders"]]);
  await expect.poll(() => said).toEqual([["orders"], ["portfolio", "orders"]]);
  invalidations.stop();
});
