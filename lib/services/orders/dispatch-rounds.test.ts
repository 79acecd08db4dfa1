/** An order alone leaves at once, those of a storm together, and none waits longer than a round. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createRounds } from "./dispatch-rounds.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Says when each left, in milliseconds since the beginning. */
function watched() {
  const turn = createRounds({ calm: 2, apartMs: 80, enough: 5 });
  const begunAt = performance.now();
  const left: number[] = [];
  const come = (orders: number) => {
    for (let n = 0; n < orders; n += 1) void turn().then(() => left.push(Math.round(performance.now() - begunAt)));
  };
  return { come, left };
}

describe("orders leave for their broker", () => {
  test("at once, while few do", async () => {
    const { come, left } = watched();
    for (let n = 0; n < 4; n += 1) {
      come(1);
      await vi.advanceTimersByTimeAsync(0);
      expect(left).toHaveLength(n + 1);
      await vi.advanceTimersByTimeAsync(50);
    }
  });

  test("together when they were placed together, however many", async () => {
    const { come, left } = watched();
    come(4);
    await vi.advanceTimersByTimeAsync(0);
    expect(left).toEqual([0, 0, 0, 0]);
  });

  test("together with those of the next moments when many have just left", async () => {
    const { come, left } = watched();
    come(2);
    for (let n = 0; n < 4; n += 1) {
      await vi.advanceTimersByTimeAsync(15);
      come(1);
    }
    await vi.advanceTimersByTimeAsync(19);
    expect(left).toEqual([0, 0]);
    await vi.advanceTimersByTimeAsync(1);
    expect(left).toEqual([0, 0, 80, 80, 80, 80]);
    come(1);
    await vi.advanceTimersByTimeAsync(79);
    expect(left).toHaveLength(6);
    await vi.advanceTimersByTimeAsync(1);
    expect(left.at(-1)).toBe(160);
  });

  test("without waiting any longer when enough of them wait, and the round after that waits again", async () => {
    const { come, left } = watched();
    come(2);
    await vi.advanceTimersByTimeAsync(10);
    come(4);
    await vi.advanceTimersByTimeAsync(10);
    expect(left).toHaveLength(2);
    come(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(left.slice(2)).toEqual([20, 20, 20, 20, 20]);
    come(1);
    await vi.advanceTimersByTimeAsync(79);
    expect(left).toHaveLength(7);
    await vi.advanceTimersByTimeAsync(1);
    expect(left.at(-1)).toBe(100);
  });

  test("at once again after a quiet moment", async () => {
    const { come, left } = watched();
    come(5);
    await vi.advanceTimersByTimeAsync(80);
    come(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(left.at(-1)).toBe(80);
  });
});
