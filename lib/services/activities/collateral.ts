/** What is held behind a short position when facts beside the order path change it: less as it is covered, and never a new one. */
import { collateralShare } from "#lib/domain/orders/collateral.ts";
import { isIncoming } from "#lib/domain/positions/replay-facts.ts";
import { type Decimal, dec, sum, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { ServiceError } from "../errors.ts";
import type { ReplayedInstrument } from "../lots/replay-instruments.ts";
import type { BooksChange } from "./books-change.ts";
import { movesUnits } from "./check-activities.ts";

export interface CollateralChange {
  /** By instrument, while it is short. */
  readonly holdIds: ReadonlyMap<string, string | null>;
  readonly released: readonly { readonly holdId: string; readonly amount: string; readonly freed: Decimal }[];
}

export function moveCollateral(change: BooksChange, replayed: readonly ReplayedInstrument[]): CollateralChange {
  const holdIds = new Map<string, string | null>();
  const released: { holdId: string; amount: string; freed: Decimal }[] = [];
  if (change.opened.kind !== "paper") return { holdIds, released };
  const splits = change.add.filter(({ type }) => type === "split");
  for (const { instrument, quantity, splitUnits } of replayed) {
    const { id, collateralHoldId: holdId } = instrument;
    // In units of after the splits that come with it: cash in lieu buys back what a split has made of the short.
    const before = sum(splits.map((split) => splitUnits.get(split.id) ?? ZERO)).plus(instrument.quantity);
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
