/** Books as JSON, to go on from after any fact: going on gives what one pass over everything gives, to the last digit. */
import { invariant } from "../shared/invariant.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { type Book, type BookOptions, type MissingRate, openBook } from "./book.ts";
import { emptyHolding, type Holding, type LastTrade } from "./holding.ts";
import type { Lot } from "./lot.ts";
import type { LotBook } from "./lot-book.ts";
import type { LotMethod } from "./lot-method.ts";
import { type Money, share } from "./money.ts";

/** Whole numbers as text, amounts in units of 10⁻¹⁸; money is [own, base], or one of them where they are the same. */
type SavedMoney = string | readonly [own: string, base: string];
/** What is open of a lot's cost follows from the units and is not kept. */
type SavedLot = readonly [
  openedBy: string,
  day: string,
  units: string,
  open: string,
  cost: SavedMoney,
  fee: SavedMoney,
];

interface SavedLots {
  readonly lots: readonly SavedLot[];
  readonly realised: SavedMoney;
  readonly realisedFees: SavedMoney;
  /** Currency effect, moved in, moved out. */
  readonly base: readonly [string, string, string];
}

interface SavedHolding {
  readonly instrument: string;
  readonly currency: string;
  readonly held: string;
  readonly denominator: string;
  /** Income, interest, fees, other fees, taxes. */
  readonly sums: readonly [SavedMoney, SavedMoney, SavedMoney, SavedMoney, SavedMoney];
  readonly lastTrade: { readonly price: string; readonly currencyId: string; readonly day: string } | null;
  readonly splits: readonly (readonly [day: string, ratioNew: string, ratioOld: string])[];
  readonly oversold: { readonly factId: string; readonly day: string } | null;
  readonly unrated: boolean;
  readonly books: readonly SavedLots[];
}

export interface SavedBook {
  readonly version: 1;
  readonly methods: readonly LotMethod[];
  readonly baseCurrencyId: string;
  readonly holdings: readonly SavedHolding[];
  readonly cash: readonly (readonly [currencyId: string, own: string, base: string])[];
  /** Income, interest, fees, taxes, inflow, outflow. */
  readonly sums: readonly [string, string, string, string, string, string];
  readonly missingRates: readonly { readonly currencyId: string; readonly day: string }[];
  readonly facts: number;
  readonly lastFact: { readonly id: string; readonly day: string } | null;
}

export function saveBook(book: Book): SavedBook {
  const { income, interest, fees, taxes, inflow, outflow } = book;
  return {
    version: 1,
    methods: book.options.methods,
    baseCurrencyId: book.options.baseCurrencyId,
    holdings: [...book.holdings.values()].map(saveHolding),
    cash: [...book.cash].map(([currencyId, { own, base }]) => [currencyId, `${own}`, `${base}`]),
    sums: [`${income}`, `${interest}`, `${fees}`, `${taxes}`, `${inflow}`, `${outflow}`],
    missingRates: book.missingRates.map((each) => ({ ...each })),
    facts: book.facts,
    lastFact: book.lastFact,
  };
}

function saveHolding(holding: Holding): SavedHolding {
  const { income, interest, fees, otherFees, taxes, lastTrade } = holding;
  return {
    instrument: holding.instrumentId,
    currency: holding.currencyId,
    held: `${holding.held}`,
    denominator: `${holding.denominator}`,
    sums: [saveMoney(income), saveMoney(interest), saveMoney(fees), saveMoney(otherFees), saveMoney(taxes)],
    lastTrade: lastTrade === null ? null : { ...lastTrade, price: `${lastTrade.price}` },
    splits: holding.splits.map(({ day, ratioNew, ratioOld }) => [day, `${ratioNew}`, `${ratioOld}`]),
    oversold: holding.oversold,
    unrated: holding.unrated,
    books: holding.books.map(saveLots),
  };
}

function saveLots({ lots, realised, realisedFees, currencyEffect, movedIn, movedOut }: LotBook): SavedLots {
  return {
    lots: lots.map(({ openedBy, openedDay, units, open, cost, fee }) => {
      return [openedBy, openedDay, `${units}`, `${open}`, saveMoney(cost), saveMoney(fee)];
    }),
    realised: saveMoney(realised),
    realisedFees: saveMoney(realisedFees),
    base: [`${currencyEffect}`, `${movedIn}`, `${movedOut}`],
  };
}

function saveMoney({ own, base }: Money): SavedMoney {
  return own === base ? `${own}` : [`${own}`, `${base}`];
}

/** The options are those the book was opened with; which lots are assigned and who is told of closes may differ. */
export function resumeBook(saved: SavedBook, options: BookOptions): Book {
  invariant(saved.version === 1, "saved books are of this version");
  invariant(saved.methods.join() === options.methods.join(), "saved books go on under their own methods");
  invariant(saved.baseCurrencyId === options.baseCurrencyId, "saved books go on in their own currency");
  const book = openBook(options);
  for (const holding of saved.holdings) book.holdings.set(holding.instrument, resumeHolding(holding, saved.methods));
  for (const [currencyId, own, base] of saved.cash) book.cash.set(currencyId, resumeMoney([own, base]));
  const [income, interest, fees, taxes, inflow, outflow] = saved.sums;
  book.income = BigInt(income);
  book.interest = BigInt(interest);
  book.fees = BigInt(fees);
  book.taxes = BigInt(taxes);
  book.inflow = BigInt(inflow);
  book.outflow = BigInt(outflow);
  book.missingRates.push(...(saved.missingRates as readonly MissingRate[]));
  book.facts = saved.facts;
  book.lastFact = saved.lastFact as Book["lastFact"];
  return book;
}

function resumeHolding(saved: SavedHolding, methods: readonly LotMethod[]): Holding {
  const holding = emptyHolding(saved.instrument, saved.currency, methods);
  holding.held = BigInt(saved.held);
  holding.denominator = BigInt(saved.denominator);
  const [income, interest, fees, otherFees, taxes] = saved.sums;
  holding.income = resumeMoney(income);
  holding.interest = resumeMoney(interest);
  holding.fees = resumeMoney(fees);
  holding.otherFees = resumeMoney(otherFees);
  holding.taxes = resumeMoney(taxes);
  const { lastTrade, oversold } = saved;
  holding.lastTrade = lastTrade === null ? null : ({ ...lastTrade, price: BigInt(lastTrade.price) } as LastTrade);
  holding.oversold = oversold as Holding["oversold"];
  holding.unrated = saved.unrated;
  for (const [day, ratioNew, ratioOld] of saved.splits) {
    holding.splits.push({ day: day as LocalDate, ratioNew: BigInt(ratioNew), ratioOld: BigInt(ratioOld) });
  }
  for (const [at, book] of holding.books.entries()) resumeLots(book, saved.books[at]);
  return holding;
}

function resumeLots(book: LotBook, saved: SavedLots | undefined): void {
  invariant(saved !== undefined, "saved books have lots for each of their methods");
  for (const lot of saved.lots) book.lots.push(resumeLot(lot));
  book.realised = resumeMoney(saved.realised);
  book.realisedFees = resumeMoney(saved.realisedFees);
  const [currencyEffect, movedIn, movedOut] = saved.base;
  book.currencyEffect = BigInt(currencyEffect);
  book.movedIn = BigInt(movedIn);
  book.movedOut = BigInt(movedOut);
}

function resumeLot([openedBy, day, unitsText, openText, costText, feeText]: SavedLot): Lot {
  const [units, open] = [BigInt(unitsText), BigInt(openText)];
  const [cost, fee] = [resumeMoney(costText), resumeMoney(feeText)];
  const left = { openCost: share(cost, open, units), openFee: share(fee, open, units) };
  return { openedBy, openedDay: day as LocalDate, units, open, cost, fee, ...left };
}

function resumeMoney(saved: SavedMoney): Money {
  if (typeof saved !== "string") return { own: BigInt(saved[0]), base: BigInt(saved[1]) };
  const own = BigInt(saved);
  return { own, base: own };
}
