/** The end of an account's life: whatever has happened, everything can be ended, nothing stays held, and nothing stays owned. */
import { expect } from "vitest";
import { type Beliefs, expectTruths } from "./beliefs.ts";
import type { Life } from "./life.ts";
import { lookAt } from "./look.ts";
import { LIFE_SYMBOLS, type Step } from "./steps.ts";

const ENOUGH = 1_000_000n;
const DAY_MINUTES = 1_440;

export async function endLife(life: Life, beliefs: Beliefs): Promise<void> {
  const settle: Step[] = [{ kind: "lift" }, { kind: "restart", late: true }, { kind: "match" }, { kind: "cancel_all" }];
  // The second time finds what the first has set free.
  for (const step of [...settle, ...settle]) await life.step(step);
  await life.step({ kind: "match" });
  await expectTruths(life, beliefs);
  const canceled = await lookAt(life);
  expect(openOnes(canceled)).toEqual([]);
  await openMarket(life);
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

/** Ten in the morning of the next weekday in New York, in December. */
async function openMarket(life: Life): Promise<void> {
  const ten = new Date(life.at);
  ten.setUTCHours(15, 0, 0, 0);
  do ten.setTime(ten.getTime() + DAY_MINUTES * 60_000);
  while ([0, 6].includes(ten.getUTCDay()) || isHoliday(ten));
  await life.step({ kind: "clock", minutes: Math.round((ten.getTime() - life.at.getTime()) / 60_000) });
}

/** Christmas, New Year's Day, Martin Luther King's birthday of the winter in which all of this happens. */
function isHoliday(at: Date): boolean {
  return ["2026-12-25", "2027-01-01", "2027-01-18"].includes(at.toISOString().slice(0, 10));
}
