/** From the fill to the screen: the execution's recorded time against the moment at which the browser had drawn that the order is done. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Rig } from "../rig/rig.ts";
import type { SignedIn } from "./browser.ts";
import { pause, type Sample, toSample } from "./measure.ts";

const ORDERS = 40;
/** Fewer than this seen on screen proves nothing. */
const SEEN_MIN = 20;

declare global {
  interface Window {
    /** By order: when its row was first drawn, and when it was gone from the open ones. */
    ballastRows?: Record<string, { drawn: number; gone: number | null }>;
  }
}

export async function benchFillToScreen(rig: Rig, { page, origin, choose }: SignedIn): Promise<Sample> {
  const accountId = await rig.openAccount("Fill to screen");
  await choose(accountId);
  await page.goto(`${origin}/trade`);
  await page.waitForLoadState("load");
  await page.evaluate(watchRows);
  // The stream opens after the page is drawn.
  await pause(3_000);
  const orders: string[] = [];
  for (let count = 0; count < ORDERS; count += 1) {
    const body = { accountId, symbol: "KO", side: "buy", type: "market", timeInForce: "day", quantity: "1" };
    const idempotencyKey = randomUUID();
    const { id } = await rig.client.send<{ readonly id: string }>({
      ...{ method: "POST", path: "/api/v1/orders", body, idempotencyKey },
    });
    orders.push(id);
    await page
      .waitForFunction((order) => window.ballastRows?.[order]?.gone != null, id, { timeout: 4_000 })
      .catch(() => {});
    await pause(150 + Math.random() * 300);
  }
  const rows = (await page.evaluate(() => window.ballastRows)) ?? {};
  const recorded = await readRecorded(rig.instance.environment()["DATABASE_URL"] ?? "", orders);
  const times = orders.flatMap((id) => {
    const gone = rows[id]?.gone;
    const filledAt = recorded.get(id);
    return gone == null || filledAt === undefined ? [] : [gone - filledAt];
  });
  if (times.length < SEEN_MIN) throw new Error(`Only ${times.length} of ${ORDERS} fills were seen on screen.`);
  return toSample(times, 1_000);
}

/** Runs in the page. A change counts when the frame that shows it has been handed over for drawing. */
function watchRows(): void {
  const rows: Record<string, { drawn: number; gone: number | null }> = {};
  window.ballastRows = rows;
  const look = () => {
    const shown = new Set<string>();
    for (const link of document.querySelectorAll('a[href^="/orders/"]')) {
      const id = /^\/orders\/([0-9a-f-]{36})$/.exec(link.getAttribute("href") ?? "")?.[1];
      if (id !== undefined) shown.add(id);
    }
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const now = performance.timeOrigin + performance.now();
        for (const id of shown) rows[id] ??= { drawn: now, gone: null };
        for (const [id, row] of Object.entries(rows)) if (!shown.has(id)) row.gone ??= now;
      };
      channel.port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}

async function readRecorded(url: string, orders: readonly string[]): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // A market order may be filled in parts; it leaves the open ones with the last.
    const { rows } = await client.query<{ id: string; at: Date }>(
      "select order_id::text as id, max(recorded_at) as at from execution where order_id = any($1::uuid[]) group by order_id",
      [orders],
    );
    return new Map(rows.map(({ id, at }) => [id, at.getTime()]));
  } finally {
    await client.end();
  }
}
