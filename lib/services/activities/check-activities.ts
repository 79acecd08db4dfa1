/** What an activity must have before it can be booked; every problem names its row and field. */
import type { BooksOpened, OpenedInstrument } from "#lib/db/books.sql.ts";
import { isDust } from "#lib/domain/positions/lots.ts";
import { isTrade } from "#lib/domain/positions/replay-facts.ts";
import { dec, isDecimalString } from "#lib/domain/shared/decimal.ts";
import { type FieldError, ServiceError } from "../errors.ts";
import type { ActivityToRecord } from "./activity-to-record.ts";

const PROBLEMS_MAX = 100;
const WHOLE = /^[1-9]\d{0,11}$/;
/** Twenty digits before the point: what the books can hold. */
const MOST = dec("99999999999999999999");

export function checkActivities(opened: BooksOpened, activities: readonly ActivityToRecord[]): void {
  const instruments = new Map(opened.instruments.map((instrument) => [instrument.id, instrument]));
  // Venue time for accounts that trade at the venue, the wall's for books.
  const now = new Date(opened.kind === "paper" ? opened.venueAt : opened.wallAt);
  const errors: FieldError[] = [];
  for (const [index, activity] of activities.entries()) {
    if (errors.length >= PROBLEMS_MAX) break;
    const say = (field: string, detail: string) =>
      void errors.push({ pointer: `/activities/${index}/${field}`, detail });
    checkOne(activity, { opened, now, instrument: instruments.get(activity.assetId ?? "") ?? null, say });
  }
  if (errors.length > 0) throw new ServiceError("invalid", "Some of these activities cannot be booked.", { errors });
}

interface Checking {
  readonly opened: BooksOpened;
  readonly now: Date;
  readonly instrument: OpenedInstrument | null;
  readonly say: (field: string, detail: string) => void;
}

function checkOne(activity: ActivityToRecord, { opened, now, instrument, say }: Checking): void {
  const { type, assetId, effectiveAt, fee } = activity;
  if (effectiveAt > now) say("effectiveAt", `lies ahead: it is ${now.toISOString()}`);
  const problem = amountProblem(fee);
  if (problem !== null) say("fee", problem);
  if (assetId !== null && instrument === null) say("assetId", "is no instrument of this account");
  const { ownerAccountId } = instrument ?? { ownerAccountId: null };
  if (ownerAccountId !== null && ownerAccountId !== opened.id) say("assetId", "is no instrument of this account");
  if (type === "split") checkSplit(activity, { opened, now, instrument, say });
  else if (type === "buy" || type === "sell" || movesUnits(activity))
    checkTrade(activity, { opened, now, instrument, say });
  else checkMoney(activity, { opened, now, instrument, say });
}

function checkMoney({ type, fee, ...activity }: ActivityToRecord, { say }: Checking): void {
  const paid = type === "dividend" || type === "interest";
  const wrong =
    activity.gross === null ? "is missing" : amountProblem(paid ? activity.gross.replace(/^-/, "") : activity.gross);
  if (wrong !== null) say("gross", wrong);
  else if (dec(activity.gross ?? "0").isZero() && dec(fee).isZero()) say("gross", "moves nothing");
}

function checkTrade(activity: ActivityToRecord, { instrument, say }: Checking): void {
  const { type, quantity, price, gross, currencyId } = activity;
  if (instrument === null) {
    say("assetId", "is missing");
    return;
  }
  const wrong = quantity === null ? "is missing" : amountProblem(quantity);
  if (wrong !== null) say("quantity", wrong);
  else if (isDust(dec(quantity ?? "0"))) say("quantity", "is less than 0.000000001, which counts as nothing");
  for (const [field, value] of [
    ["price", price],
    ["gross", gross],
  ] as const) {
    const bad = value === null ? null : amountProblem(value);
    if (bad !== null) say(field, bad);
  }
  if ((type === "buy" || type === "sell") && price === null) say("price", "is missing");
  if (currencyId !== instrument.currencyId) say("currency", `${instrument.symbol} is priced in ${instrument.currency}`);
}

function checkSplit(
  { ratioNew, ratioOld, corporateActionId }: ActivityToRecord,
  { instrument, opened, say }: Checking,
): void {
  if (instrument === null) {
    say("assetId", "is missing");
    return;
  }
  for (const [field, value] of [
    ["ratioNew", ratioNew],
    ["ratioOld", ratioOld],
  ] as const) {
    if (value === null || !WHOLE.test(value)) say(field, "must be a whole number above 0");
  }
  if (ratioNew !== null && ratioNew === ratioOld) say("ratioNew", "must differ from ratioOld");
  if (opened.kind === "paper" && corporateActionId == null && instrument.openOrders > 0) {
    say("assetId", `has open orders of ${instrument.symbol}: cancel them before its units change`);
  }
}

function amountProblem(text: string): string | null {
  if (!isDecimalString(text)) return "must be a plain decimal";
  const amount = dec(text);
  if (amount.lt(0)) return "must not be negative";
  if (amount.decimalPlaces() > 18) return "has more than 18 decimal places";
  return amount.gt(MOST) ? "is larger than the books can hold" : null;
}

export function movesUnits({ type, assetId }: Pick<ActivityToRecord, "type" | "assetId">): boolean {
  return assetId !== null && isTrade({ type });
}
