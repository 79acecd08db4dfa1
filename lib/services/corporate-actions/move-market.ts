/** A simulated price follows its split, or everybody would be richer, and goes back with it; replayed and live prices are facts and have done so already. */
import type { Tx } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/decimal.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import { toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import type { Context } from "../context.ts";
import { readVenueTime } from "../market/venue-time.ts";
import type { DueAction } from "./corporate-action-record.ts";
import { isStill } from "./under-way.ts";

/** False until the market has done it. */
export async function moveMarket(ctx: Context, action: DueAction): Promise<boolean> {
  if (!(await isSimulated(ctx))) return true;
  const asked = await readCommand(ctx.database, "actionId", action.id);
  if (asked !== null) return asked.done;
  await ask(ctx, action, "applying", "actionId");
  return false;
}

/** Only what had moved goes back: an action that was stopped on its way may not have come so far. False until the market has done it. */
export async function moveMarketBack(ctx: Context, action: DueAction): Promise<boolean> {
  const { moved, back } = await readMoves(ctx, action.id);
  if (moved === null || moved.failed) return true;
  if (!moved.done) return false;
  if (back !== null) return back.done;
  const { ratioNew: ratioOld, ratioOld: ratioNew } = action;
  await ask(ctx, { ...action, ratioNew, ratioOld }, "taking_back", "takesBackId");
  return false;
}

/** Whether the price goes, or went today, the way of units that are taken back: then no account is worth more or less for it. */
export async function isPriceToFollow(ctx: Context, actionId: string): Promise<boolean> {
  const { moved, back } = await readMoves(ctx, actionId);
  if (moved === null || moved.failed) return false;
  return back === null || back.day === (await venueDay(ctx.database));
}

async function readMoves(ctx: Context, id: string) {
  if (!(await isSimulated(ctx))) return { moved: null, back: null };
  const moved = await readCommand(ctx.database, "actionId", id);
  return { moved, back: await readCommand(ctx.database, "takesBackId", id) };
}

async function venueDay(db: Parameters<typeof readVenueTime>[0]): Promise<string> {
  return toLocalDate(await readVenueTime(db), VENUE_ZONE);
}

async function isSimulated(ctx: Context): Promise<boolean> {
  const { mode } = await ctx.database.marketState.findUniqueOrThrow({ where: { id: 1 }, select: { mode: true } });
  return mode === "simulated";
}

/** Which of the two it is: by the name under which the command's payload has the action. */
type Name = "actionId" | "takesBackId";

interface Command {
  readonly done: boolean;
  /** The venue's, on which it was asked for. */
  readonly day: string | null;
  readonly failed: boolean;
}

async function readCommand(db: Pick<Tx, "$queryRaw">, name: Name, id: string): Promise<Command | null> {
  const rows = await db.$queryRaw<Command[]>`
    select done_at is not null as done, payload ->> 'day' as day, payload ? 'error' as failed from market_command
    where kind = 'split' and payload ->> ${name} = ${id}`;
  return rows[0] ?? null;
}

/** Once: two workers may be at it. */
async function ask(ctx: Context, action: DueAction, status: "applying" | "taking_back", name: Name): Promise<void> {
  const { id, asset, ratioNew, ratioOld } = action;
  if (ratioNew === null || ratioOld === null) throw new Error("a split has a ratio");
  const ratio = { ratioNew: toPlain(fromColumn(ratioNew)), ratioOld: toPlain(fromColumn(ratioOld)) };
  await ctx.transact(async (tx) => {
    await tx.$queryRaw`select id from corporate_action where id = ${id}::uuid for update`;
    if (!(await isStill(tx, id, status)) || (await readCommand(tx, name, id)) !== null) return;
    const payload = { [name]: id, assetId: asset.id, day: await venueDay(tx), ...ratio };
    await tx.marketCommand.create({ data: { kind: "split", payload } });
  });
}
