/** `market`: real bars for a replay, and the hand that moves a stepped market. */
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import { readCsv } from "#lib/adapters/market-data/read-csv.ts";
import { type Decimal, toPlain } from "#lib/domain/shared/decimal.ts";
import { importBars } from "#lib/services/market/import-bars.ts";
import { setVenueClock } from "#lib/services/market/set-venue-clock.ts";
import type { ToolDesk } from "#lib/worker/tool-desk.ts";
import { amount, countUpTo, symbol } from "./arguments.ts";
import { onDesk } from "./desk.ts";
import { printJson } from "./print.ts";

const ANSWER_WITHIN_MS = 60_000;

export function addMarketCommands(program: Command): void {
  const market = program.command("market").description("import bars; step and quote a stepped market");
  market
    .command("import")
    .description("import daily bars (columns Date, Open, High, Low, Close, Volume); all of the file or nothing")
    .argument("<file>", "CSV file")
    .requiredOption("--symbol <symbol>", "whose bars they are", symbol)
    .option("--json", "print JSON")
    .action(importFile);
  market
    .command("step")
    .description("let a stepped market make so many ticks, and wait for them")
    .argument("[ticks]", "how many", countUpTo(100_000), 1)
    .action((ticks: number) => command("step", { ticks }));
  market
    .command("quote")
    .description("set the quote of a symbol on a stepped market, and wait for it")
    .argument("<symbol>", "for example AAPL", symbol)
    .requiredOption("--bid <price>", "what buyers offer", amount)
    .requiredOption("--ask <price>", "what sellers ask", amount)
    .option("--last <price>", "the last trade", amount)
    .option("--size <units>", "how much is offered on either side", amount)
    .action(quote);
  market
    .command("clock")
    .description("set the venue's clock on a stepped market: an instant such as 2026-11-27T14:30:00Z, or real")
    .argument("<instant>", "in UTC, or real", instantOrReal)
    .action(clock);
}

function instantOrReal(text: string): Date | null {
  if (text === "real") return null;
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(text) ? new Date(text) : null;
  if (at === null || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError("It is an instant in UTC such as 2026-11-27T14:30:00Z, or real.");
  return at;
}

async function clock(at: Date | null): Promise<void> {
  await onDesk(async (desk) => {
    await setVenueClock({ ctx: desk.contextFor(), input: { at } });
    console.log(at === null ? "Venue time is the wall clock." : `Venue time stands at ${at.toISOString()}.`);
  });
}

async function importFile(
  file: string,
  { symbol: name, json }: { readonly symbol: string; readonly json?: true },
): Promise<void> {
  const { header, rows, lines, sha256 } = readCsv(readFileSync(file));
  await onDesk(async (desk) => {
    const done = await importBars({ ctx: desk.contextFor(), input: { symbol: name, header, rows, lines, sha256 } });
    if (json) return printJson(done);
    const what = `${done.rows} daily bars of ${done.symbol}, ${done.fromDay} to ${done.toDay}`;
    console.log(done.changed ? `Imported ${what}.` : `Nothing changed: this file was imported before (${what}).`);
  });
}

interface QuoteOptions {
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly last?: Decimal;
  readonly size?: Decimal;
}

async function quote(name: string, options: QuoteOptions): Promise<void> {
  const amounts = Object.entries(options).map(([field, value]: [string, Decimal]) => [field, toPlain(value)]);
  await command("quote", { symbol: name, ...Object.fromEntries(amounts) });
}

/** The market's leader carries it out; a command that it could not carry out says why. */
async function command(kind: "step" | "quote", payload: { readonly [key: string]: string | number }): Promise<void> {
  await onDesk(async ({ database }) => {
    const state = await database.marketState.findUniqueOrThrow({ where: { id: 1 } });
    if (!state.stepped)
      throw new Error(
        "This market moves by itself. Start the desk with BALLAST_MARKET_PACE=stepped to move it by hand.",
      );
    const { id } = await database.marketCommand.create({ data: { kind, payload } });
    await database.$queryRaw`select pg_notify('ballast_market', '')::text`;
    await untilDone(database, id);
    const { tick, venueAt } = await database.marketState.findUniqueOrThrow({ where: { id: 1 } });
    console.log(`Done at tick ${tick}${venueAt === null ? "" : `, venue time ${venueAt.toISOString()}`}.`);
  });
}

async function untilDone(database: ToolDesk["database"], id: bigint): Promise<void> {
  for (let waited = 0; waited < ANSWER_WITHIN_MS; waited += 50) {
    const found = await database.marketCommand.findUniqueOrThrow({ where: { id } });
    const { error } = found.payload as { readonly error?: string };
    if (error !== undefined) throw new Error(error);
    if (found.doneAt !== null) return;
    await pause(50);
  }
  throw new Error("No worker carried it out within a minute. Is the desk running?");
}
