import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createTurns, type GatherOptions, gather } from "./gather.ts";

/** Statements that wait until the test lets them answer. */
function held<Item = number>(options: GatherOptions<Item> = {}) {
  const calls: {
    readonly items: readonly Item[];
    readonly patiently: boolean;
    answer(): void;
    fail(error: Error): void;
  }[] = [];
  const ask = gather<Item, string>(
    (items, patiently) =>
      new Promise((resolve, reject) => {
        calls.push({ items, patiently, answer: () => resolve(items.map((item) => `did ${item}`)), fail: reject });
      }),
    options,
  );
  return {
    ask,
    calls,
    sent: () => calls.map(({ items }) => items),
    patient: () => calls.filter(({ patiently }) => patiently).map(({ items }) => items),
  };
}

/** Long enough for whatever needs no more than turns of the event loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("gathering calls into statements", () => {
  test("calls of one moment go together, and what comes while they are under way goes together after them", async () => {
    const { calls, ask, sent } = held();
    const first = [ask(1), ask(2)];
    await settled();
    const rest = [ask(3), ask(4), ask(5)];
    await settled();
    expect(sent()).toEqual([[1, 2]]);
    calls[0]?.answer();
    expect(await Promise.all(first)).toEqual(["did 1", "did 2"]);
    await settled();
    expect(sent()).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    calls[1]?.answer();
    expect(await Promise.all(rest)).toEqual(["did 3", "did 4", "did 5"]);
  });

  test("no statement is larger than it may be", async () => {
    const { calls, ask, sent } = held({ togetherMax: 2 });
    for (const item of [1, 2, 3]) void ask(item);
    await settled();
    calls[0]?.answer();
    await settled();
    expect(sent()).toEqual([[1, 2], [3]]);
  });

  test("when a statement for many fails, each is tried alone and only the bad one fails", async () => {
    const tried: number[][] = [];
    const ask = gather<number, number>(async (items) => {
      tried.push([...items]);
      if (items.includes(2)) throw new Error("two");
      return items;
    });
    const results = await Promise.allSettled([ask(1), ask(2), ask(3)]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(tried).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  test("a failure does not stop what comes later", async () => {
    const ask = gather<number, number>(async (items) => {
      if (items.includes(1)) throw new Error("one");
      return items;
    });
    await expect(ask(1)).rejects.toThrow("one");
    expect(await ask(2)).toBe(2);
  });
});

describe("items that touch the same thing", () => {
  const apart = (item: string) => [item.slice(0, 1)];

  test("come one after the other in their order, and keep nobody else waiting", async () => {
    const { calls, ask, sent } = held<string>({ apart });
    for (const item of ["a1", "a2", "b1", "a3"]) void ask(item);
    for (const turn of [0, 1, 2]) {
      await settled();
      calls[turn]?.answer();
    }
    await settled();
    expect(sent()).toEqual([["a1", "b1"], ["a2"], ["a3"]]);
  });

  test("share a statement where they are alike, and take turns with another kind of work on it", async () => {
    const turns = createTurns();
    const place = held<string>({ apart, turns });
    const tell = held<string>({ apart, turns, alike: true });
    void place.ask("a1");
    await settled();
    for (const item of ["a2", "b1", "a3"]) void tell.ask(item);
    await settled();
    expect(tell.sent()).toEqual([["b1"]]);
    tell.calls[0]?.answer();
    await settled();
    expect(tell.sent()).toHaveLength(1);
    place.calls[0]?.answer();
    await settled();
    expect(tell.sent()).toEqual([["b1"], ["a2", "a3"]]);
    void place.ask("a4");
    await settled();
    expect(place.sent()).toEqual([["a1"]]);
    tell.calls[1]?.answer();
    await settled();
    expect(place.sent()).toEqual([["a1"], ["a4"]]);
  });

  test("what is in no hurry leaves others in front for a while, and then has the next turn with all that it has", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const turns = createTurns();
    const place = held<string>({ apart, turns });
    const tell = held<string>({ apart, turns, alike: true, patienceMs: 50 });
    for (const item of ["a1", "a2", "a3"]) void place.ask(item);
    await settled();
    for (const item of ["a4", "a5"]) void tell.ask(item);
    await settled();
    place.calls[0]?.answer();
    await settled();
    expect(place.sent()).toEqual([["a1"], ["a2"]]);
    vi.advanceTimersByTime(50);
    place.calls[1]?.answer();
    await settled();
    expect(tell.sent()).toEqual([["a4", "a5"]]);
    expect(place.sent()).toHaveLength(2);
    tell.calls[0]?.answer();
    await settled();
    expect(place.sent()).toEqual([["a1"], ["a2"], ["a3"]]);
  });
});

describe("an item that has to wait for something", () => {
  const apart = (item: string) => [item.slice(0, 1)];
  const locked = new Error("locked");
  const worthWaiting = (error: unknown) => error === locked;

  test("waits beside the next statements, and only what touches the same waits with it", async () => {
    const { calls, ask, patient, sent } = held<string>({ apart, worthWaiting });
    const first = ask("a1");
    await settled();
    for (const item of ["a2", "b1"]) void ask(item);
    calls[0]?.fail(locked);
    await settled();
    expect(sent()).toEqual([["a1"], ["a1"], ["b1"]]);
    expect(patient()).toEqual([["a1"]]);
    calls[2]?.answer();
    void ask("c1");
    await settled();
    expect(sent().slice(3)).toEqual([["c1"]]);
    calls[1]?.answer();
    expect(await first).toBe("did a1");
    calls[3]?.answer();
    await settled();
    expect(sent().slice(4)).toEqual([["a2"]]);
  });

  test("wakes whoever waits for it when nothing else is under way, also when it failed for good", async () => {
    const { calls, ask, sent } = held<string>({ apart, worthWaiting });
    const first = ask("a1");
    void ask("a2");
    await settled();
    calls[0]?.fail(locked);
    await settled();
    calls[1]?.fail(locked);
    await expect(first).rejects.toBe(locked);
    await settled();
    expect(sent()).toEqual([["a1"], ["a1"], ["a2"]]);
  });

  test("is not run again for what waiting does not change", async () => {
    const { calls, ask, sent } = held<string>({ apart, worthWaiting });
    const first = ask("a1");
    await settled();
    calls[0]?.fail(new Error("refused"));
    await expect(first).rejects.toThrow("refused");
    await settled();
    expect(sent()).toEqual([["a1"]]);
  });

  test("is found by trying each alone, a few at a time, while the next statement is under way", async () => {
    const { calls, ask, patient, sent } = held<string>({ apart, worthWaiting, aloneMax: 2 });
    const answers = ["a1", "b1", "c1"].map(ask);
    await settled();
    void ask("d1");
    calls[0]?.fail(locked);
    await settled();
    expect(sent().slice(1)).toEqual([["a1"], ["b1"], ["d1"]]);
    calls[1]?.fail(locked);
    calls[2]?.answer();
    await settled();
    expect(patient()).toEqual([["a1"]]);
    expect(sent().slice(4)).toEqual(expect.arrayContaining([["a1"], ["c1"]]));
    for (const call of calls) call.answer();
    expect(await Promise.all(answers)).toEqual(["did a1", "did b1", "did c1"]);
  });

  test("is never in front of what need not wait, however many they are", async () => {
    const { calls, ask, patient, sent } = held<string>({ apart, worthWaiting, aloneMax: 1, patientMax: 1 });
    for (const item of ["a1", "b1", "c1"]) void ask(item);
    await settled();
    for (const call of [0, 1, 2]) {
      calls.findLast(({ patiently }) => !patiently)?.fail(locked);
      await settled();
      expect(patient()).toHaveLength(Math.min(call, 1));
    }
    expect(sent().at(-1)).toEqual(["c1"]);
    calls.at(-1)?.answer();
    calls.find(({ patiently }) => patiently)?.answer();
    await settled();
    expect(patient()).toEqual([["a1"], ["b1"]]);
  });

  test("keeps a name that several in one statement share until the last of them has ended", async () => {
    const turns = createTurns();
    const tell = held<string>({ apart, turns, alike: true });
    const place = held<string>({ apart, turns });
    for (const item of ["a1", "a2"]) void tell.ask(item);
    await settled();
    void place.ask("a3");
    tell.calls[0]?.fail(new Error("one of them"));
    await settled();
    tell.calls[1]?.answer();
    await settled();
    expect(place.sent()).toEqual([]);
    tell.calls[2]?.answer();
    await settled();
    expect(place.sent()).toEqual([["a3"]]);
  });
});
