/** The venue's matching: quotes a second that one thread looks at when nothing fills, and the way from a quote to its committed execution. */
import { randomBytes } from "node:crypto";
import { type Decimal, dec, ZERO } from "#lib/domain/shared/decimal.ts";
import { asLocalDate } from "#lib/domain/shared/local-date.ts";
import { quoteReach, VenueBook } from "#lib/domain/venue/book.ts";
import { type VenueOrder, venueOrder } from "#lib/domain/venue/venue-order.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { openVenueDesk } from "#lib/testing/venue-desk.ts";
import { matchVenueOnce } from "#lib/worker/venue-leader.ts";
import { createVenueState } from "#lib/worker/venue-state.ts";
import { INSTRUMENTS } from "#prisma/seed/instruments.ts";
import { prepareDatabase } from "../lib/migrations.ts";
import { APP_ROLE, ensureRoles, OWNER_ROLE } from "../lib/postgres/roles.ts";
import { startThrowAwayCluster } from "../lib/postgres/throw-away.ts";
import { type Sample, toSample } from "./measure.ts";

const SYMBOLS = 30;
const RESTING = 10_000;
const QUOTES = 300_000;
const ROUNDS = 5;
const FILLS = 100;
const DATABASE = "bench";

export interface Matching {
  readonly resting: number;
  readonly symbols: number;
  /** Median of the rounds; a quote comes as text, as from the wire. */
  readonly quotesPerSecond: number;
  /** What the resting orders take in memory, in MiB. */
  readonly bookMib: number;
  readonly quoteToExecution: Sample;
}

export async function benchMatching(): Promise<Matching> {
  const { quotesPerSecond, bookMib, resting } = benchBook();
  return { resting, symbols: SYMBOLS, quotesPerSecond, bookMib, quoteToExecution: await benchFills() };
}

function benchBook(): { quotesPerSecond: number; bookMib: number; resting: number } {
  const before = usedMib();
  const books = Array.from({ length: SYMBOLS }, (_, symbol) => bookOf(symbol));
  const bookMib = usedMib() - before;
  const quotes = Array.from({ length: 1_000 }, (_, index) => quoteAround(index));
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    let reached = 0;
    for (let index = 0; index < QUOTES; index += 1) {
      const quote = quotes[index % quotes.length];
      if (quote !== undefined) reached += books[index % SYMBOLS]?.reachedBy(quoteReach(quote), "core").length ?? 0;
    }
    // An order that is reached would make this another measurement.
    if (reached > 0) throw new Error(`${reached} orders were reached by quotes that should reach none`);
    rates.push((QUOTES / (performance.now() - startedAt)) * 1_000);
  }
  const sorted = rates.sort((a, b) => a - b);
  const resting = books.reduce((total, book) => total + book.size, 0);
  return { quotesPerSecond: sorted[Math.floor(ROUNDS / 2)] ?? 0, bookMib, resting };
}

function usedMib(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** All kinds that rest, from one to ten percent away from 100. */
function bookOf(symbol: number): VenueBook {
  const book = new VenueBook();
  const count = Math.ceil(RESTING / SYMBOLS);
  for (let index = 0; index < count; index += 1) book.add(restingOrder(symbol * count + index, index));
  return book;
}

function restingOrder(seq: number, index: number): VenueOrder {
  const side = index % 2 === 0 ? "buy" : "sell";
  const away = dec(BigInt(100 + ((index * 7) % 900))).div(100);
  const [below, above] = [dec("100").minus(away), dec("100").plus(away)];
  const stops = Math.floor(index / 2) % 2 === 1;
  return venueOrder({
    ...{ venueOrderId: `B-${seq}`, accountId: `A-${seq % 50}`, assetClass: "us_equity", side, seq },
    ...{ timeInForce: "gtc", quantity: dec("10"), notional: null, held: dec("1000"), acceptedAt: new Date(0) },
    ...{ filledQuantity: ZERO, filledValue: ZERO, executionCount: 0, tradingDay: asLocalDate("2026-01-05") },
    type: stops ? "stop" : "limit",
    limitPrice: stops ? null : side === "buy" ? below : above,
    stopPrice: !stops ? null : side === "buy" ? above : below,
  });
}

function quoteAround(index: number): { readonly bid: string; readonly ask: string; readonly last: string } {
  const last: Decimal = dec(BigInt(9_980 + (index % 40))).div(100);
  return { bid: last.minus("0.01").toFixed(2), ask: last.plus("0.01").toFixed(2), last: last.toFixed(2) };
}

/** From the commit of a quote that reaches one resting order to the commit of its execution in the desk's books. */
async function benchFills(): Promise<Sample> {
  const cluster = await startThrowAwayCluster();
  try {
    const passwords = { owner: randomBytes(12).toString("hex"), app: randomBytes(12).toString("hex") };
    await ensureRoles(cluster.superuserUrl("postgres"), passwords, DATABASE);
    await prepareDatabase({ ownerUrl: cluster.url(OWNER_ROLE, passwords.owner, DATABASE), appRole: APP_ROLE });
    return await timeFills(cluster.url(APP_ROLE, passwords.app, DATABASE));
  } finally {
    await cluster.stop();
  }
}

async function timeFills(url: string): Promise<Sample> {
  const symbols = INSTRUMENTS.filter(({ assetClass }) => assetClass === "us_equity")
    .map(({ symbol }) => symbol)
    .slice(0, SYMBOLS);
  const venue = await openVenueDesk(url, symbols);
  try {
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "100000000" });
    for (const symbol of symbols) await venue.quote({ symbol, bid: "99.99", ask: "100.01", size: "1000" });
    for (let index = 0; index < FILLS * 4; index += 1) {
      const symbol = symbols[index % symbols.length] ?? "KO";
      await venue.place(accountId, { symbol, side: "buy", quantity: "1", limit: toLimit(index, symbols.length) });
    }
    await venue.desk.drain();
    const state = createVenueState();
    const look = () =>
      matchVenueOnce(venue.contextFor(), { lease: venue.venueLease.name, epoch: venue.venueLease.epoch, state });
    await look();
    const times: number[] = [];
    for (let index = 0; index < FILLS; index += 1) {
      const symbol = symbols[index % symbols.length] ?? "KO";
      const price = toLimit(index, symbols.length);
      await venue.quote({ symbol, bid: price, ask: price, size: "1" });
      const quotedAt = performance.now();
      if ((await look()) === 0) throw new Error(`the quote ${price} for ${symbol} reached no order`);
      times.push(performance.now() - quotedAt);
      await venue.quote({ symbol, bid: "99.99", ask: "100.01", size: "1000" });
    }
    const total = times.reduce((sum, time) => sum + time, 0);
    return toSample(times, total);
  } finally {
    await venue.desk.close();
  }
}

/** The first of a symbol's orders have the best price: each quote reaches just one more. */
function toLimit(index: number, count: number): string {
  return dec("99")
    .minus(dec(BigInt(Math.floor(index / count))).div(100))
    .toFixed(2);
}
