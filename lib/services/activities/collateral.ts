/** What is held behind a short position when facts beside the order path change it: less as it is covered, and never a new one. */
import type { OpenedInstrument } from "#lib/db/books.sql.ts";
import type { BookFact } from "#lib/domain/books/fact.ts";
import { inOrder } from "#lib/domain/books/fact-order.ts";
import { collateralShare } from "#lib/domain/orders/collateral.ts";
import { isIncoming, replayFacts } from "#lib/domain/positions/replay-facts.ts";
import { type Decimal, dec, toPlain } from "#lib/domain/shared/decimal.ts";
import { asId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import { ServiceError } from "../errors.ts";
import type { ReplayedInstrument } from "../lots/replay-instruments.ts";
import type { BooksChange } from "./books-change.ts";
import { movesUnits } from "./check-activities.ts";

export interface CollateralChange {
  /** By instrument, while it is short. */
  readonly holdIds: ReadonlyMap<string, string | null>;
  readonly released: readonly { readonly holdId: string; readonly amount: string; readonly freed: Decimal }[];
}

/** `stored`: the facts of those instruments as they were. */
export function moveCollateral(
  change: BooksChange,
  stored: readonly BookFact[],
  replayed: readonly ReplayedInstrument[],
): CollateralChange {
  const holdIds = new Map<string, string | null>();
  const released: { holdId: string; amount: string; freed: Decimal }[] = [];
  if (change.opened.kind !== "paper") return { holdIds, released };
  for (const { instrument, quantity } of replayed) {
    const { id, collateralHoldId: holdId } = instrument;
    const before = unitsBefore(change, stored, instrument);
    const held = dec(instrument.collateral);
    const traded = [...change.add, ...change.remove].some((each) => each.assetId === id && movesUnits(each));
    if (traded && quantity.lt(0) && (holdId === null || quantity.lt(before))) throw shortened(change, id);
    const covered = quantity.minus(before);
    const freed = !quantity.lt(0) ? held : traded && covered.gt(0) ? collateralShare(held, before, covered) : dec("0");
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
