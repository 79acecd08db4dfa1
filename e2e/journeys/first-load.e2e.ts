/** First-load JavaScript of every page, packed as it travels: under 195 KiB, under 150 on sign-in; the API's reference is excepted. */
import { gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { test } from "#e2e/fixtures/journey.ts";
import { addressOf, allPages } from "#e2e/fixtures/pages.ts";

const KIB = 1024;
const EXCEPTED = /^\/docs(\/|$)/;

function budgetOf(pattern: string): number {
  return pattern === "/sign-in" ? 150 : 195;
}

test("no page's first load goes over its budget", async ({ desk }) => {
  const person = await desk.person("admin", { cash: "1000" });
  const order = {
    accountId: person.accountId,
    symbol: "GOOG",
    side: "buy",
    type: "limit",
    quantity: "1",
    limitPrice: "1",
  };
  const { id } = await person.api.send<{ id: string }>("POST", "/api/v1/orders", order);
  const packed = new Map<string, number>();
  const sizes: Record<string, number> = {};
  const over: string[] = [];
  for (const { pattern, group } of allPages().filter((page) => !EXCEPTED.test(page.pattern) && page.pattern !== "/")) {
    const cookie = group === "desk" ? `${person.cookie.name}=${person.cookie.value}` : "";
    const page = await fetch(`${desk.url}${addressOf(pattern, { "/orders/[id] id": id })}`, { headers: { cookie } });
    expect(page.status, pattern).toBe(200);
    const html = await page.text();
    const scripts = new Set(
      [...html.matchAll(/<script[^>]+src="([^"]+\.js[^"]*)"([^>]*)>/g)]
        .filter(([tag]) => !/\bnomodule\b/i.test(tag))
        .map(([, src]) => src ?? ""),
    );
    expect(scripts.size, pattern).toBeGreaterThan(3);
    for (const src of scripts) {
      if (packed.has(src)) continue;
      const text = Buffer.from(await (await fetch(new URL(src, desk.url))).arrayBuffer());
      packed.set(src, gzipSync(text, { level: 6 }).byteLength);
    }
    const size = [...scripts].reduce((total, src) => total + (packed.get(src) ?? 0), 0) / KIB;
    sizes[pattern] = Math.round(size);
    if (size > budgetOf(pattern)) over.push(`${pattern}: ${size.toFixed(1)} KiB of ${budgetOf(pattern)}`);
  }
  console.log("First load in KiB:", JSON.stringify(sizes));
  expect(over).toEqual([]);
});
