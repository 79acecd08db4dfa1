/** Waits until a wounded desk answers again and has nothing left on its way. */
import type { Rig } from "../rig/rig.ts";
import { type OnTheWay, readOnTheWay } from "./books.ts";

const LOOK_EVERY_MS = 250;

export async function untilReady({ client }: Rig, withinMs: number): Promise<void> {
  let last = "no answer";
  const ready = await until(withinMs, async () => {
    const reply = await client.ask({ method: "GET", path: "/api/health/ready", timeoutMs: 2_000 });
    last = `${reply.status} ${reply.text}`;
    return reply.status === 200;
  });
  if (!ready) throw new Error(`The desk was not ready again within ${withinMs / 1000} s: ${last}`);
}

/** What is still on its way after so long; an order that nobody saw arrive has a minute of its own, at the end. */
export async function settled(rig: Rig, withinMs: number, { unknownToo = false } = {}): Promise<OnTheWay> {
  let seen: OnTheWay | null = null;
  await until(withinMs, async () => {
    seen = await readOnTheWay(rig.instance.environment()["DATABASE_URL"] ?? "");
    const { orders, cancels, reports, unknown } = seen;
    return orders + cancels + reports + (unknownToo ? unknown : 0) === 0;
  });
  if (seen === null) throw new Error("The database did not answer.");
  return seen;
}

async function until(withinMs: number, holds: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if (await holds().catch(() => false)) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}
