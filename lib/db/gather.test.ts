import { describe, expect, test } from "vitest";
import { gather } from "./gather.ts";

/** Statements that wait until the test lets them answer. */
function held() {
  const calls: { readonly items: readonly number[]; answer(): void; fail(error: Error): void }[] = [];
  const ask = gather<number, number>(
    (items) =>
      new Promise((resolve, reject) => {
        calls.push({ items, answer: () => resolve(items.map((item) => item * 10)), fail: reject });
      }),
  );
  return { calls, ask, next: async () => Promise.resolve().then(() => undefined) };
}

describe("gathering calls into statements", () => {
  test("a call alone goes out at once; what comes meanwhile goes together, each with its own answer", async () => {
    const { calls, ask } = held();
    const first = ask(1);
    const rest = [ask(2), ask(3)];
    expect(calls.map(({ items }) => items)).toEqual([[1]]);
    calls[0]?.answer();
    expect(await first).toBe(10);
    await Promise.resolve();
    expect(calls.map(({ items }) => items)).toEqual([[1], [2, 3]]);
    calls[1]?.answer();
    expect(await Promise.all(rest)).toEqual([20, 30]);
  });

  test("when a statement for many fails, each is tried alone and only the bad one fails", async () => {
    const tried: number[][] = [];
    const ask = gather<number, number>(async (items) => {
      tried.push([...items]);
      if (items.includes(3)) throw new Error("three");
      return items;
    });
    const results = await Promise.allSettled([ask(1), ask(2), ask(3)]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(tried).toEqual([[1], [2, 3], [2], [3]]);
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
