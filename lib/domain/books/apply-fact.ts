/** One fact after another into the books: what it does to cash, to its holding, and to what belongs to no instrument. */
import { FIXED_ONE, type Fixed, fixedOver } from "../shared/fixed.ts";
import { invariant } from "../shared/invariant.ts";
import { type Book, type BookOptions, type Moved, openBook } from "./book.ts";
import type { BookFact } from "./fact.ts";
import { emptyHolding, type Holding, isUntouched, splitHolding } from "./holding.ts";
import { type Money, minus, moneyAt, NOTHING, negated, plus } from "./money.ts";
import { applyTrade, applyTransfer } from "./trade.ts";

export function bookOf(facts: Iterable<BookFact>, options: BookOptions): Book {
  const book = openBook(options);
  for (const fact of facts) applyFact(book, fact);
  return book;
}

/** Facts come in their order (`inOrder`). */
export function applyFact(book: Book, fact: BookFact): void {
  book.facts += 1;
  book.lastFact = { id: fact.id, day: fact.day };
  const holding = fact.instrumentId === null ? null : holdingOf(book, fact.instrumentId, fact.currencyId);
  if (fact.type === "split") {
    invariant(holding !== null, "a split is of an instrument");
    invariant(fact.ratioNew > 0n && fact.ratioOld > 0n, "a split has two positive whole numbers");
    splitHolding(holding, fact);
    return;
  }
  const rate = rateOf(book, holding, fact);
  const [gross, fee] = [moneyAt(fact.gross, rate), moneyAt(fact.fee, rate)];
  moveCash(book, fact, gross, fee);
  if (holding !== null) applyToHolding(book, holding, fact, inItsCurrency(book, holding, fact, { gross, fee, rate }));
  else applyToAccount(book, fact, gross.base, fee.base);
}

function holdingOf(book: Book, instrumentId: string, currencyId: string): Holding {
  const known = book.holdings.get(instrumentId);
  if (known !== undefined) {
    if (known.currencyId !== currencyId && isUntouched(known)) known.currencyId = currencyId;
    return known;
  }
  const holding = emptyHolding(instrumentId, currencyId, book.options.methods);
  book.holdings.set(instrumentId, holding);
  return holding;
}

function rateOf(book: Book, holding: Holding | null, { currencyId, day, fxToBase }: BookFact): Fixed {
  const { baseCurrencyId, rateOn } = book.options;
  if (currencyId === baseCurrencyId) return FIXED_ONE;
  const rate = fxToBase ?? rateOn?.(currencyId, day) ?? null;
  if (rate !== null) return rate;
  noteMissingRate(book, currencyId, day);
  if (holding !== null) holding.unrated = true;
  return 0n;
}

/** Some days of a currency say enough, and thousands would be saved with the books. */
const DAYS_NAMED = 20;

function noteMissingRate({ missingRates }: Book, currencyId: string, day: BookFact["day"]): void {
  const named = missingRates.filter((each) => each.currencyId === currencyId);
  if (named.length < DAYS_NAMED && !named.some((each) => each.day === day)) missingRates.push({ currencyId, day });
}

/** A fact in another currency than its instrument's first is carried over by way of the account's currency. */
function inItsCurrency(book: Book, holding: Holding, fact: BookFact, moved: Moved): Moved {
  if (fact.currencyId === holding.currencyId) return moved;
  const rate = rateOf(book, holding, { ...fact, currencyId: holding.currencyId, fxToBase: null });
  const own = (base: Fixed) => (rate === 0n ? 0n : fixedOver(base, rate));
  const [gross, fee] = [moved.gross.base, moved.fee.base];
  return { gross: { own: own(gross), base: gross }, fee: { own: own(fee), base: fee }, rate };
}

function moveCash(book: Book, { type, currencyId }: BookFact, gross: Money, fee: Money): void {
  const moved = minus(cashOf(type, gross), fee);
  if (moved.own === 0n && moved.base === 0n) return;
  book.cash.set(currencyId, plus(book.cash.get(currencyId) ?? NOTHING, moved));
}

function cashOf(type: BookFact["type"], gross: Money): Money {
  switch (type) {
    case "sell":
    case "dividend":
    case "interest":
    case "deposit":
      return gross;
    case "buy":
    case "fee":
    case "tax":
    case "withdrawal":
      return negated(gross);
    default:
      return NOTHING;
  }
}

function applyToHolding(book: Book, holding: Holding, fact: BookFact, moved: Moved): void {
  const { gross, fee } = moved;
  holding.fees = plus(holding.fees, fee);
  switch (fact.type) {
    case "buy":
    case "sell":
      applyTrade(book, holding, fact, moved);
      return;
    case "transfer_in":
    case "transfer_out":
      applyTransfer(book, holding, fact, moved);
      break;
    case "dividend":
      holding.income = plus(holding.income, gross);
      break;
    case "interest":
      holding.interest = plus(holding.interest, gross);
      break;
    case "tax":
      holding.taxes = plus(holding.taxes, gross);
      break;
    case "fee":
      holding.fees = plus(holding.fees, gross);
      holding.otherFees = plus(holding.otherFees, gross);
      break;
    default:
      applyToAccount(book, fact, gross.base, 0n);
  }
  holding.otherFees = plus(holding.otherFees, fee);
}

function applyToAccount(book: Book, { type }: BookFact, gross: Fixed, fee: Fixed): void {
  book.fees += fee;
  if (type === "dividend") book.income += gross;
  else if (type === "interest") book.interest += gross;
  else if (type === "fee") book.fees += gross;
  else if (type === "tax") book.taxes += gross;
  else if (type === "deposit") book.inflow += gross;
  else if (type === "withdrawal") book.outflow += gross;
  else invariant(false, `a ${type} is of an instrument`);
}
