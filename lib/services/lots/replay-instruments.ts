/** The lots of some instruments from their facts, under the account's method, and how they are stored. */
import type { BooksOpened, LotsHead, LotsText, OpenedInstrument } from "#lib/db/books.sql.ts";
import type { BookFact } from "#lib/domain/books/fact.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { Lot, LotPick } from "#lib/domain/positions/lots.ts";
import { type ReplayedFacts, replayFacts } from "#lib/domain/positions/replay-facts.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import { asId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import type { Context } from "../context.ts";

export interface ReplayedInstrument extends ReplayedFacts {
  readonly instrument: OpenedInstrument;
  readonly facts: readonly BookFact[];
}

/** As it is written, all but what the account's holds say of it: this may be worked out before the account is locked. */
export interface PreparedLots {
  readonly replayed: readonly ReplayedInstrument[];
  readonly lots: string;
  readonly closes: string;
}

/** Facts in their order. */
export function replayInstruments(opened: BooksOpened, facts: readonly BookFact[]): ReplayedInstrument[] {
  const byInstrument = new Map<string, BookFact[]>(opened.instruments.map(({ id }) => [id, []]));
  for (const fact of facts) if (fact.instrumentId !== null) byInstrument.get(fact.instrumentId)?.push(fact);
  const picks = picksOf(opened.assignments);
  return opened.instruments.map((instrument) => {
    const own = byInstrument.get(instrument.id) ?? [];
    const instrumentId = asId<InstrumentId>(instrument.id);
    const method = (instrument.lotMethod ?? opened.lotMethod) as LotMethod;
    return { instrument, facts: own, ...replayFacts(own, { instrumentId, method, picks }) };
  });
}

export function picksOf(assignments: BooksOpened["assignments"]): ReadonlyMap<string, readonly LotPick[]> {
  const picks = new Map<string, LotPick[]>();
  for (const { closingId, openingId, quantity } of assignments) {
    const list = picks.get(closingId) ?? [];
    picks.set(closingId, list);
    list.push({ openedBy: openingId, quantity: dec(quantity) });
  }
  return picks;
}

export function prepareLots(ctx: Context, replayed: readonly ReplayedInstrument[]): PreparedLots {
  const parts = replayed.filter(({ facts }) => facts.length > 0).map((each) => rowsOf(ctx, each));
  const [lots, closes] = [parts.flatMap((each) => each.lots), parts.flatMap((each) => each.closes)];
  return { replayed, lots: JSON.stringify(lots), closes: JSON.stringify(closes) };
}

/** `holdIds`: what is held behind those that are short. */
export function lotsToWrite(
  accountId: string,
  { replayed, lots, closes }: PreparedLots,
  { holdIds, at }: { readonly holdIds: ReadonlyMap<string, string | null>; readonly at: string },
): LotsText {
  const known = replayed.filter(({ facts }) => facts.length > 0);
  const head: LotsHead = {
    accountId,
    assetIds: replayed.map(({ instrument }) => instrument.id),
    positions: known.map((each) => ({ ...positionRow(each, at), holdId: holdIds.get(each.instrument.id) ?? null })),
    forgotten: replayed.filter(({ facts }) => facts.length === 0).map(({ instrument }) => instrument.id),
  };
  return { head: JSON.stringify(head), lots, closes };
}

function rowsOf(ctx: Context, { lots, closes, facts, instrument }: ReplayedInstrument) {
  const activities = new Set(facts.filter(({ kind }) => kind === "activity").map(({ id }) => id));
  const by = (id: string) => (activities.has(id) ? { activityId: id } : { executionId: id });
  const lotIds = new Map(lots.map(({ id }) => [id, ctx.newId()]));
  // Before every number that a later fill may have, and in their order.
  const before = BigInt(facts.length);
  return {
    lots: lots.map((lot: Lot) => ({
      ...{ id: lotIds.get(lot.id), assetId: instrument.id, ...by(lot.openedBy), at: lot.openedAt.toISOString() },
      ...{
        seq: (lot.seq - before).toString(),
        quantity: toPlain(lot.quantity),
        openQuantity: toPlain(lot.openQuantity),
      },
      ...{ cost: toPlain(lot.cost), openCost: toPlain(lot.openCost) },
      ...{ numerator: lot.splitNumerator.toString(), denominator: lot.splitDenominator.toString() },
    })),
    closes: closes.map((close) => ({
      ...{ id: ctx.newId(), lotId: lotIds.get(close.lotId), ...by(close.closedBy), quantity: toPlain(close.quantity) },
      ...{ cost: toPlain(close.cost), proceeds: toPlain(close.proceeds), realised: toPlain(close.realised) },
    })),
  };
}

function positionRow(replayed: ReplayedInstrument, at: string) {
  const { instrument, quantity, cost, realised, fees, trades, openedAt, lastAt, lastActivityAt } = replayed;
  return {
    ...{ assetId: instrument.id, quantity: toPlain(quantity), cost: toPlain(cost), realised: toPlain(realised) },
    ...{ fees: toPlain(fees), trades, openedAt, at: lastAt ?? at, lastActivityAt },
  };
}
