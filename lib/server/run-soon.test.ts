// Work that follows an answer: not before it, not too much at once, and one failure stops nothing.
import { expect, it } from "vitest";
import { createRunSoon, finishSoon } from "./run-soon.ts";

it("runs after the caller has gone on, at most 64 at a time, and reports what failed", async () => {
  const failures: unknown[] = [];
  const runSoon = createRunSoon((error) => failures.push(error));
  const gate = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  let inside = 0;
  let most = 0;
  let finished = 0;
  for (let n = 0; n < 100; n += 1) {
    runSoon(async () => {
      inside += 1;
      most = Math.max(most, inside);
      await gate.promise;
      inside -= 1;
      finished += 1;
      if (finished === 100) done.resolve();
      if (n === 3) throw new Error("one of them");
    });
  }
  expect(inside).toBe(0);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  gate.resolve();
  await done.promise;
  await new Promise((resolve) => setImmediate(resolve));
  expect(most).toBe(64);
  expect(failures).toMatchObject([{ message: "one of them" }]);
});

it("is finished before the process ends, with what it set in motion and whatever fails", async () => {
  const failures: unknown[] = [];
  const runSoon = createRunSoon((error) => failures.push(error));
  const done: string[] = [];
  const later = (name: string, then = () => {}) =>
    runSoon(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      done.push(name);
      then();
    });
  later("an order", () => later("its answer"));
  later("another", () => {
    throw new Error("refused");
  });
  await finishSoon();
  expect(done).toEqual(["an order", "another", "its answer"]);
  expect(failures).toMatchObject([{ message: "refused" }]);
  await finishSoon();
});
