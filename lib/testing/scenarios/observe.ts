/** What is there, in the words of a scenario: an order with its executions, the money, a position, whether trading is halted. */
import { fromColumn } from "#lib/db/decimal.ts";
import { isOpen, type OrderStatus } from "#lib/domain/orders/order.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import { toLocalDate, toWallTime, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import type { Stage } from "./stage.ts";

const SYMBOL = /^[A-Z]{2,5}(\/USD)?$/;
type Column = Parameters<typeof fromColumn>[0];

export async function observe(stage: Stage, subject: string, says: string): Promise<string> {
  if (subject === "money") return money(stage);
  if (subject === "trading") return trading(stage);
  if (SYMBOL.test(subject)) return position(stage, subject);
  return says.startsWith("ends") ? ending(stage, subject) : order(stage, subject);
}

/** `partially_filled 4/10: 4 @ 99.99 fee 0.01`; also why it ended, the marks of a stop that trails, and a dispatch that is not settled. */
async function order(stage: Stage, name: string): Promise<string> {
  const row = await stage.desk.desk.database.order.findUniqueOrThrow({
    where: { id: stage.idOf(name) },
    include: { executions: { orderBy: { accountSeq: "asc" } } },
  });
  const reason = row.cancelReason ?? row.rejectReason;
  const size = row.quantity === null ? `$${plain(row.notional ?? 0)}` : plain(row.quantity);
  const fills = row.executions.map(
    ({ quantity, price, fee }) => `${plain(quantity)} @ ${plain(price)}${fee.isZero() ? "" : ` fee ${plain(fee)}`}`,
  );
  // Where its stop stands is the venue's to say; the desk is told of mere movements once a second.
  const trail =
    row.type !== "trailing_stop"
      ? null
      : await stage.desk.desk.database.venueOrder.findUnique({ where: { orderId: row.id } });
  const stands = row.dispatch === "acknowledged" || row.dispatch === "none" || !isOpen(row.status as OrderStatus);
  return [
    row.status,
    ...(reason === null ? [] : [`(${reason})`]),
    `${plain(row.filledQuantity)}/${size}${fills.length === 0 ? "" : `: ${fills.join(", ")}`}`,
    ...(trail?.highWaterMark ? [`mark ${plain(trail.highWaterMark)}`] : []),
    ...(trail?.stopPrice ? [`stop ${plain(trail.stopPrice)}`] : []),
    ...(stands ? [] : [row.dispatch]),
  ].join(" ");
}

async function ending(stage: Stage, name: string): Promise<string> {
  const { expiresAt, auctionAt } = await stage.desk.desk.database.order.findUniqueOrThrow({
    where: { id: stage.idOf(name) },
  });
  const at = (instant: Date) => `${toLocalDate(instant, VENUE_ZONE)} ${toWallTime(instant, VENUE_ZONE)}`;
  const auction = auctionAt === null ? "" : ` after the auction of ${at(auctionAt)}`;
  return `ends ${expiresAt === null ? "never" : at(expiresAt)}${auction}`;
}

/** Posted, held, and what may still be spent, credit included. */
async function money({ desk, accountId }: Stage): Promise<string> {
  const [row] = await desk.desk.database.balance.findMany({ where: { accountId, asset: { kind: "currency" } } });
  if (row === undefined) return "0";
  const [posted, held, floor] = [row.posted, row.held, row.floor ?? 0].map(fromColumn);
  if (posted === undefined || held === undefined || floor === undefined) return "0";
  const set = held.isZero() ? "" : ` held ${toPlain(held)}`;
  return `${toPlain(posted)}${set} free ${toPlain(posted.minus(held).minus(floor))}`;
}

async function position({ desk, accountId }: Stage, symbol: string): Promise<string> {
  const { database } = desk.desk;
  const where = { accountId, asset: { symbol } };
  const found = await database.position.findFirst({ where, include: { collateralHold: true } });
  const units = await database.balance.findFirst({ where });
  const parts = [plain(found?.quantity ?? 0)];
  if (units !== null && !units.held.isZero()) parts.push(`held ${plain(units.held)}`);
  const collateral = found?.collateralHold?.amount;
  if (collateral !== undefined && !collateral.isZero()) parts.push(`collateral ${plain(collateral)}`);
  return parts.join(" ");
}

async function trading({ desk, accountId }: Stage): Promise<string> {
  const where = { liftedAt: null, OR: [{ accountId }, { accountId: null }] };
  const [halts, breaches] = await Promise.all([
    desk.desk.database.halt.count({ where }),
    desk.desk.database.breach.findMany({ where: { accountId }, orderBy: { id: "asc" } }),
  ]);
  const rules = breaches.map(({ rule }) => rule);
  return [halts > 0 ? "halted" : "goes on", ...(rules.length === 0 ? [] : [`after ${rules.join(", ")}`])].join(" ");
}

function plain(value: Column): string {
  return toPlain(fromColumn(value));
}
