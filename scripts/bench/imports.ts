/** A file of 20,000 activities on its whole way: read and judged, published in one transaction, given again, and undone; and a file of closes. */
import { randomBytes } from "node:crypto";
import type { Context } from "#lib/services/context.ts";
import { advanceImport } from "#lib/services/imports/advance-import.ts";
import type { ImportStatus } from "#lib/services/imports/import-record.ts";
import { publishImport } from "#lib/services/imports/publish-import.ts";
import { type ReceiveImportInput, receiveImport } from "#lib/services/imports/receive-import.ts";
import { undoImport } from "#lib/services/imports/undo-import.ts";
import { openDesk, type TestDesk } from "#lib/testing/context.ts";
import { addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { ACTIVITY_HEADER, addBook, line } from "#lib/testing/imports/import-desk.ts";
import { prepareDatabase } from "../lib/migrations.ts";
import { APP_ROLE, ensureRoles, OWNER_ROLE } from "../lib/postgres/roles.ts";
import { startThrowAwayCluster } from "../lib/postgres/throw-away.ts";

export const IMPORT_ROWS = 20_000;
export const PRICE_ROWS = 50_000;
const SYMBOLS = 60;
const DAYS = 2_900;
const DATABASE = "bench";

/** Milliseconds. */
export interface Imports {
  readonly staged: number;
  readonly published: number;
  /** Of that, the transaction that writes: from its begin, with the account locked, to its commit. */
  readonly publishedIn: number;
  readonly again: number;
  readonly undone: number;
  readonly pricesStaged: number;
  readonly pricesPublished: number;
}

export async function benchImports(): Promise<Imports> {
  const cluster = await startThrowAwayCluster();
  try {
    const passwords = { owner: randomBytes(12).toString("hex"), app: randomBytes(12).toString("hex") };
    await ensureRoles(cluster.superuserUrl("postgres"), passwords, DATABASE);
    await prepareDatabase({ ownerUrl: cluster.url(OWNER_ROLE, passwords.owner, DATABASE), appRole: APP_ROLE });
    const desk = await openDesk(cluster.url(APP_ROLE, passwords.app, DATABASE));
    try {
      return await measure(desk);
    } finally {
      await desk.close();
    }
  } finally {
    await cluster.stop();
  }
}

async function measure(desk: TestDesk): Promise<Imports> {
  await seedTestMarket(desk.database);
  for (let symbol = 0; symbol < SYMBOLS; symbol += 1)
    await addInstrument(desk.database, { symbol: `S${symbol}`, price: "10" });
  const user = await addUser(desk.database, "trader");
  const accountId = await addBook(desk, user);
  const ctx = desk.contextFor();
  const file = {
    kind: "activities",
    accountId,
    fileName: "bench.csv",
    format: "csv",
    content: activities(),
    dryRun: true,
  } as const;
  const first = await receiveImport({ ctx, input: file });
  const staged = await timed(ctx, first.id, "staged");
  await publishImport({ ctx, input: { importId: first.id, kind: "activities", skipRefused: false } });
  const publishing = { ctx, longest: 0 };
  const published = await timed(watched(publishing), first.id, "published");
  const second = await receiveImport({ ctx, input: { ...file, dryRun: false } });
  const again = await timed(ctx, second.id, "published");
  await undoImport({ ctx, input: { importId: first.id, kind: "activities", reason: "Measured" } });
  const undone = await timed(ctx, first.id, "undone");
  const prices: ReceiveImportInput = { ...file, kind: "prices", basis: "as_traded", content: closes() };
  const third = await receiveImport({ ctx, input: prices });
  const pricesStaged = await timed(ctx, third.id, "staged");
  await publishImport({ ctx, input: { importId: third.id, kind: "prices", skipRefused: false } });
  const pricesPublished = await timed(ctx, third.id, "published");
  return { staged, published, publishedIn: publishing.longest, again, undone, pricesStaged, pricesPublished };
}

/** The same context, which notes how long its longest transaction took. */
function watched(noted: { readonly ctx: Context; longest: number }): Context {
  return {
    ...noted.ctx,
    async transact(work) {
      const startedAt = performance.now();
      const result = await noted.ctx.transact(work);
      noted.longest = Math.max(noted.longest, performance.now() - startedAt);
      return result;
    },
  };
}

async function timed(ctx: Context, importId: string, wanted: ImportStatus): Promise<number> {
  const startedAt = performance.now();
  await advanceImport({ ctx, input: { importId } });
  const ms = performance.now() - startedAt;
  const { status, failure, refused } = await ctx.database.fileImport.findUniqueOrThrow({ where: { id: importId } });
  if (status !== wanted || refused > 0)
    throw new Error(`The import is ${status}, not ${wanted}: ${refused} refused; ${failure}`);
  return ms;
}

/** Purchases, sales of a part, and a dividend now and then, over eight years. */
function activities(): string {
  const rows = Array.from({ length: IMPORT_ROWS }, (_, index) => {
    const date = dayAt(Math.floor((index * DAYS) / IMPORT_ROWS));
    const symbol = `S${(index * 7) % SYMBOLS}`;
    if (index % 25 === 24) return line({ date, type: "DIVIDEND", symbol, amount: `${(index % 90) + 1}.25` });
    const type = Math.floor(index / SYMBOLS) % 3 === 2 ? "SELL" : "BUY";
    const unitPrice = `${(index % 240) + 10}.${`${index % 100}`.padStart(2, "0")}`;
    return line({ date, type, symbol, quantity: type === "BUY" ? "10" : "7.5", unitPrice, fee: "1" });
  });
  return `${ACTIVITY_HEADER}\n${rows.join("\n")}\n`;
}

function closes(): string {
  const rows = Array.from(
    { length: PRICE_ROWS },
    (_, index) => `S${index % SYMBOLS},${dayAt(Math.floor(index / SYMBOLS))},${(index % 900) + 10}.5`,
  );
  return `symbol,date,close\n${rows.join("\n")}\n`;
}

function dayAt(day: number): string {
  return new Date(Date.UTC(2016, 0, 4) + day * 86_400_000).toISOString().slice(0, 10);
}
