/** What is held behind a short position when facts beside the order path change it: less as it is covered, as before where that is taken back, and never a new one. */
import type { OpenedInstrument } from "#lib/db/books.sql.ts";
import type { BookFact, FactType } from "#lib/domain/books/fact.ts";
import { inOrder } from "#lib/domain/books/fact-order.ts";
import { collateralShare } from "#lib/domain/orders/collateral.ts";
import { isIncoming, replayFacts } from "#lib/domain/positions/replay-facts.ts";
import { type Decimal, dec, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { asId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import { proportion } from "#lib/domain/shared/rounding.ts";
import { ServiceError } from "../errors.ts";
import type { ReplayedInstrument } from "../lots/replay-instruments.ts";
import type { BooksChange } from "./books-change.ts";
import { movesUnits } from "./check-activities.ts";

export interface ReleasedCollateral {
  readonly holdId: string;
  /** What is left of it. */
  readonly amount: string;
  /** Less than nothing where more is set aside. */
  readonly freed: Decimal;
}

export interface CollateralChange {
  /** By instrument, while it is short. */
  readonly holdIds: ReadonlyMap<string, string | null>;
  readonly released: readonly ReleasedCollateral[];
}

/** `stored`: the facts of those instruments as they were. */
export function moveCollateral(
  change: BooksChange,
  stored: readonly BookFact[],
  replayed: readonly ReplayedInstrument[],
): CollateralChange {
  const holdIds = new Map<string, string | null>();
  const released: ReleasedCollateral[] = [];
  if (change.opened.kind !== "paper") return { holdIds, released };
  for (const { instrument, quantity } of replayed) {
    const { id, collateralHoldId: holdId } = instrument;
    const before = unitsBefore(change, stored, instrument);
    const held = dec(instrument.collateral);
    const moves = (each: { readonly type: FactType; readonly assetId: string | null }) =>
      each.assetId === id && movesUnits(each);
    const inLieu = change.remove.filter((each) => moves(each) && each.corporateActionId !== null);
    const traded = change.add.some(moves) || change.remove.filter(moves).length > inLieu.length;
    if (quantity.lt(0) && (traded || inLieu.length > 0) && (holdId === null || (traded && quantity.lt(before))))
      throw shortened(change, id);
    const covered = quantity.minus(before);
    const share =
      traded && covered.gt(0) ? collateralShare(held, before, covered) : setAsideAgain(inLieu, stored, instrument);
    const freed = quantity.lt(0) ? share : held;
    holdIds.set(id, quantity.lt(0) ? holdId : null);
    if (holdId === null || (freed.isZero() && quantity.lt(0))) continue;
    released.push({ holdId, amount: toPlain(held.minus(freed)), freed });
  }
  return { holdIds, released };
}

/**
 * What there was, in the units of after the change: its splits come and go, its trades do not. Cash in lieu buys back what a split has made of
 * the short, and a trade that is taken back with a split had been in the split's units.
 */
function unitsBefore({ add, remove }: BooksChange, stored: readonly BookFact[], instrument: OpenedInstrument): Decimal {
  const isSplit = (each: { readonly type: string; readonly assetId: string | null }) =>
    each.type === "split" && each.assetId === instrument.id;
  const coming = add.filter(isSplit).map(({ fact }) => fact);
  const going = new Set(remove.filter(isSplit).map(({ id }) => id));
  if (coming.length + going.size === 0) return dec(instrument.quantity);
  const facts = stored.filter(({ id, instrumentId }) => instrumentId === instrument.id && !going.has(id));
  const instrumentId = asId<InstrumentId>(instrument.id);
  return replayFacts(inOrder([...facts, ...coming]), { instrumentId, method: "fifo" }).quantity;
}

/** Less than nothing: what the cash in lieu of an action had set free, when the action is taken back. It was no trade of the account's own. */
function setAsideAgain(
  inLieu: readonly { readonly id: string }[],
  stored: readonly BookFact[],
  { id, quantity, collateral }: OpenedInstrument,
): Decimal {
  if (inLieu.length === 0) return ZERO;
  const going = new Set(inLieu.map((each) => each.id));
  const facts = stored.filter((fact) => fact.instrumentId === id && !going.has(fact.id));
  const short = dec(quantity).negated();
  const more = replayFacts(facts, { instrumentId: asId<InstrumentId>(id), method: "fifo" })
    .quantity.negated()
    .minus(short);
  return short.gt(0) && more.gt(0) ? proportion(dec(collateral), more, short).negated() : ZERO;
}

/** Only its own orders make an account short: they set aside what covers it. */
function shortened({ add, opened }: BooksChange, assetId: string): ServiceError {
  const symbol = opened.instruments.find(({ id }) => id === assetId)?.symbol ?? "";
  const index = add.findLastIndex((each) => each.assetId === assetId && movesUnits(each) && !isIncoming(each));
  const detail = `leaves the account short of ${symbol}: only its own orders may do that`;
  if (index < 0) throw new ServiceError("conflict", `Taking this back ${detail}.`);
  return new ServiceError("invalid", "Some of these activities cannot be booked.", {
    errors: [{ pointer: `/activities/${index}/quantity`, detail }],
  });
}
