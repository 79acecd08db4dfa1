/** What facts do to the day's figure: money that came or went is no profit, and what was before the day is none of it either. */
import { isIncoming } from "#lib/domain/positions/replay-facts.ts";
import { type Decimal, dec, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import type { ReplayedInstrument } from "../lots/replay-instruments.ts";
import type { BooksChange } from "./books-change.ts";
import { movesUnits } from "./check-activities.ts";
import type { JournalToWrite } from "./journals.ts";

interface DayFigure {
  readonly deposits: readonly { readonly at: string; readonly amount: string }[];
  readonly today: string;
  readonly startShift: string;
}

/** In the account's currency alone, as equity is. Transfers are no deposits: what they bring was worth something before. */
export function dayFigure(
  change: BooksChange,
  replayed: readonly ReplayedInstrument[],
  journals: readonly JournalToWrite[],
): DayFigure {
  const { opened, priceFollows = false } = change;
  const from = new Date(opened.todayFrom).getTime();
  const shift = priceFollows
    ? ZERO
    : cashBefore(change, journals, from).plus(unitsBefore(change, replayed, from, journals));
  return { deposits: depositsOf(change), today: opened.today, startShift: toPlain(shift) };
}

function depositsOf({ opened, add, remove }: BooksChange): DayFigure["deposits"] {
  const signed = (type: string, amount: Decimal) => (type === "deposit" ? amount : amount.negated());
  const counts = ({ type, currencyId }: { readonly type: string; readonly currencyId: string }) =>
    (type === "deposit" || type === "withdrawal") && currencyId === opened.currencyId;
  const put = add.filter(counts).map(({ type, effectiveAt, money }) => ({
    at: effectiveAt.toISOString(),
    amount: toPlain(signed(type, money ?? ZERO)),
  }));
  const taken = remove.filter(counts).map(({ type, at, gross }) => ({
    at,
    amount: toPlain(signed(type, dec(gross ?? "0")).negated()),
  }));
  return [...put, ...taken];
}

/** Cash of facts that lie before today, and of today's transfers. */
function cashBefore({ opened }: BooksChange, journals: readonly JournalToWrite[], from: number): Decimal {
  let total = ZERO;
  for (const { at, kind, memo, postings } of journals) {
    const transfer = kind.startsWith("transfer") || (kind === "reversal" && memo.includes("transfer"));
    if (new Date(at).getTime() >= from && !transfer) continue;
    for (const { accountId, assetId, amount } of postings) {
      if (accountId === opened.id && assetId === opened.currencyId) total = total.plus(amount);
    }
  }
  return total;
}

/** Units that were there before today, at the price the day began with; at cost where there is none, as equity has them. */
function unitsBefore(
  change: BooksChange,
  replayed: readonly ReplayedInstrument[],
  from: number,
  journals: readonly JournalToWrite[],
): Decimal {
  let total = ZERO;
  const today = changesOfToday(change, from);
  for (const { instrument, quantity, cost, splitUnits } of replayed) {
    // What is worth another currency's money is in no equity of this one, as foreign cash is not.
    if (instrument.currencyId !== change.opened.currencyId) continue;
    let [units, spent] = [quantity.minus(instrument.quantity), cost.minus(instrument.cost)];
    for (const each of today) {
      if (each.assetId !== instrument.id) continue;
      if (each.type === "split") {
        units = units.minus(each.added ? (splitUnits.get(each.id) ?? ZERO) : unitsTaken(change, each, journals));
      } else if (movesUnits(each)) {
        const sign = isIncoming(each) === each.added ? "1" : "-1";
        units = units.minus(dec(each.quantity ?? "0").times(sign));
        spent = spent.minus(each.money.times(sign));
      }
    }
    total = total.plus(instrument.startPrice === null ? spent : units.times(instrument.startPrice));
  }
  return total.toDecimalPlaces(18);
}

/** What goes with a split that is taken back: less than nothing, where it had added some. */
function unitsTaken(
  { opened }: BooksChange,
  { journalId, assetId }: { readonly journalId: string | null; readonly assetId: string | null },
  journals: readonly JournalToWrite[],
): Decimal {
  const taken = journals.find(({ reversesId }) => reversesId !== null && reversesId === journalId);
  return (taken?.postings ?? [])
    .filter((each) => each.accountId === opened.id && each.assetId === assetId)
    .reduce((total, { amount }) => total.plus(amount), ZERO);
}

/** What trades of today make is today's, and so is what takes them back; and the price follows an action of the desk at once. */
function changesOfToday({ add, remove }: BooksChange, from: number) {
  const all = [
    ...add.map((each) => ({ ...each, at: each.effectiveAt, money: each.money ?? ZERO, added: true, journalId: null })),
    ...remove.map((each) => ({ ...each, at: new Date(each.at), money: dec(each.gross ?? "0"), added: false })),
  ];
  return all.filter(
    ({ type, at, added, corporateActionId }) =>
      !type.startsWith("transfer") && (at.getTime() >= from || (added && corporateActionId != null)),
  );
}
