/** The end of an account's life: whatever has happened, everything can be ended, nothing stays held, and nothing stays owned. */
import { expect } from "vitest";
import { type Beliefs, expectTruths } from "./beliefs.ts";
import type { Life } from "./life.ts";
import { lookAt } from "./look.ts";
import { nextMorning } from "./next-morning.ts";
import { LIFE_SYMBOLS, type Step } from "./steps.ts";

const ENOUGH = 1_000_000n;

export async function endLife(life: Life, beliefs: Beliefs): Promise<void> {
  const settle: Step[] = [{ kind: "lift" }, { kind: "restart", late: true }, { kind: "match" }, { kind: "cancel_all" }];
  // The second time finds what the first has set free.
  for (const step of [...settle, ...settle]) await life.step(step);
  await life.step({ kind: "match" });
  await expectTruths(life, beliefs);
  const canceled = await lookAt(life);
  expect(openOnes(canceled)).toEqual([]);
  await nextMorning(life);
  for (const symbol of LIFE_SYMBOLS) {
    await life.step({ kind: "quote", symbol, move: 0n, size: ENOUGH, match: true });
    await life.step({ kind: "close", symbol, cancelOrders: true });
    await life.step({ kind: "dispatch" });
    await life.step({ kind: "quote", symbol, move: 0n, size: ENOUGH, match: true });
  }
  await expectTruths(life, beliefs);
  const { orders, positions, balances } = await lookAt(life);
  expect(openOnes({ orders })).toEqual([]);
  expect(positions.filter(({ quantity }) => !quantity.isZero())).toEqual([]);
  expect([...balances.values()].filter(({ held }) => !held.isZero())).toEqual([]);
}

function openOnes({ orders }: Pick<Awaited<ReturnType<typeof lookAt>>, "orders">): string[] {
  return orders.flatMap(({ id, closedAt, status, dispatch }) =>
    closedAt === null ? [`${id} ${status} ${dispatch}`] : [],
  );
}
