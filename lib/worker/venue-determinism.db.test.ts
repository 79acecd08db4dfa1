/** The same seed, venue clock and orders give the same executions and journals: on another database, and with leaders that die in between. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { sendToVenue, type VenueTicket } from "#lib/testing/venue-tickets.ts";
import { matchVenueOnce } from "./venue-leader.ts";

const STEPS = 36;
const START = Date.parse("2026-12-08T15:00:00Z");
const SYMBOLS = ["AAPL", "MSFT", "BTC/USD"] as const;

const databases: TestDatabase[] = [];
const venues: VenueDesk[] = [];

beforeAll(async () => {
  for (let i = 0; i < 3; i += 1) databases.push(await createTestDatabase());
});
afterAll(async () => {
  for (const { desk } of venues) await desk.close();
  for (const database of databases) await database.drop();
});

/** What is sent at a step: every type, some that share a symbol's size, some that never fill. */
function ticketsAt(step: number, price: string): VenueTicket[] {
  const symbol = SYMBOLS[step % SYMBOLS.length] ?? "AAPL";
  const buy = { symbol, side: "buy" } as const;
  switch (step % 6) {
    case 0:
      return [
        { ...buy, quantity: "3" },
        { ...buy, timeInForce: "ioc", quantity: "2000" },
      ];
    case 1:
      return [{ ...buy, type: "limit", quantity: "5", limitPrice: price }];
    case 2:
      return [{ ...buy, type: "stop", quantity: "2", stopPrice: price }];
    case 3:
      return [{ ...buy, notional: "250" }];
    case 4:
      return [{ ...buy, type: "trailing_stop", quantity: "1", trailPercent: "0.05" }];
    default:
      return [{ ...buy, timeInForce: "fok", quantity: "7" }];
  }
}

interface RunOptions {
  /** After such a step the leader dies between the venue's match and its report. */
  readonly dies?: (step: number) => boolean;
}

async function run(database: TestDatabase, { dies = () => false }: RunOptions = {}) {
  const venue = await openVenueDesk(database.appUrl, SYMBOLS);
  venues.push(venue);
  const accounts: AccountId[] = [];
  for (let i = 0; i < 2; i += 1) accounts.push(await addAccount(venue.desk, venue.trader, { cash: "900000000" }));
  const orders: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    await venue.setTime(new Date(START + step * 1_000).toISOString());
    await venue.step(1);
    const symbol = SYMBOLS[step % SYMBOLS.length] ?? "AAPL";
    const asset = await venue.desk.database.asset.findFirstOrThrow({ where: { symbol } });
    const quote = await venue.desk.database.quote.findUniqueOrThrow({ where: { assetId: asset.id } });
    for (const accountId of accounts) {
      for (const ticket of ticketsAt(step, quote.last.toFixed()))
        orders.push((await sendToVenue(venue, accountId, ticket)).id);
    }
    if (dies(step)) await die(venue);
    else await venue.match();
  }
  await venue.match();
  return record(venue, accounts, orders);
}

/** It writes its matches and gets no further. */
async function die(venue: VenueDesk): Promise<void> {
  const { name, epoch } = venue.venueLease;
  const mute = { ...venue.contextFor(), permissions: new Set<never>() };
  await matchVenueOnce(mute, { lease: name, epoch }).catch(() => undefined);
  venue.restart();
  await venue.match();
}

/** Everything that was executed and journaled, with names of its own in place of random ids. */
async function record({ desk }: VenueDesk, accounts: readonly AccountId[], orders: readonly string[]) {
  const names = new Map([...orders, ...accounts].map((id, index) => [id, `#${index}`]));
  const named = (text: string) =>
    text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => names.get(id) ?? "?");
  const at = await desk.database.venueExecution.findMany({ orderBy: [{ executedAt: "asc" }, { seq: "asc" }] });
  const journals = await desk.database.$queryRaw<{ text: string }[]>`
    select j.account_id || ' ' || j.memo || ' ' || j.effective_at || ' '
      || (select string_agg(i.symbol || ' ' || trim_scale(p.amount), ', ' order by i.symbol, p.amount)
          from posting p join asset i on i.id = p.asset_id where p.journal_id = j.id) as text
    from journal j join execution x on x.journal_id = j.id join account a on a.id = j.account_id
    order by a.opened_at, a.code nulls last, j.account_id, x.account_seq`;
  const ofEach = accounts.map((accountId) => ({
    executions: at
      .filter((fill) => fill.accountId === accountId)
      .map(({ venueExecutionId, quantity, price, fee, executedAt }) =>
        [named(venueExecutionId), quantity.toFixed(), price.toFixed(), fee.toFixed(), executedAt.toISOString()].join(
          " ",
        ),
      ),
    journals: journals
      .map(({ text }) => text)
      .filter((text) => text.startsWith(accountId))
      .map(named),
  }));
  const ends = await desk.database.venueOrder.findMany({ orderBy: { seq: "asc" } });
  return {
    accounts: ofEach,
    ends: ends.map((end) =>
      [named(end.orderId), end.status, end.closeReason, end.highWaterMark?.toFixed() ?? ""].join(" "),
    ),
  };
}

describe("determinism", () => {
  it("gives the same executions and journals twice, and with a leader that dies again and again", async () => {
    const [first, second, third] = databases;
    if (first === undefined || second === undefined || third === undefined) throw new Error("three databases");
    const once = await run(first);
    expect(once.accounts[0]?.executions.length).toBeGreaterThan(30);
    expect(once.accounts[0]?.journals.length).toBe(once.accounts[0]?.executions.length);
    expect(await run(second)).toEqual(once);
    expect(await run(third, { dies: (step) => step % 7 === 3 })).toEqual(once);
  });
});
