import { type Book, type BookOptions, openBook } from "../../books/book.ts";
import type { BookFact } from "../../books/fact.ts";
import { inOrder } from "../../books/fact-order.ts";
import { quantityOf } from "../../books/holding.ts";
import { LOT_METHODS, type LotMethod } from "../../books/lot-method.ts";
import { openTimeline, recordFact, type Timeline } from "../../books/timeline.ts";
import { type Fixed, fixedTimes, roundFixed } from "../../shared/fixed.ts";
import { addDays, type LocalDate } from "../../shared/local-date.ts";
import { type AccountFigures, accountFigures } from "../account-figures.ts";
import { assembleReport } from "../assemble.ts";
import type { DayPoint } from "../day-series.ts";
import type { PerformanceReport } from "../report.ts";
import { returnsOf } from "../returns.ts";
import type { Valuation } from "../valuation.ts";
import type { Scenario, ScenarioFact } from "./scenario.ts";

export interface Played {
  readonly book: Book;
  readonly timeline: Timeline;
  /** As applied: in order, dividends with their amounts. */
  readonly facts: readonly BookFact[];
  readonly series: readonly DayPoint[];
  readonly reports: ReadonlyMap<LotMethod, PerformanceReport>;
}

export function play(scenario: Scenario, facts: readonly ScenarioFact[] = scenario.facts): Played {
  const { from, asOf } = scenario;
  const book = openBook(optionsOf(scenario));
  const timeline = openTimeline(book);
  const ordered = inOrder(facts).filter(({ day }) => day <= asOf) as ScenarioFact[];
  const openingDay = from === null ? null : addDays(from, -1);
  const [applied, points]: [BookFact[], DayPoint[]] = [[], []];
  let opening: ReadonlyMap<LotMethod, AccountFigures> | null = null;
  let next = 0;
  for (let day = ordered[0]?.day ?? asOf; day <= asOf; day = addDays(day, 1)) {
    for (let fact = ordered[next]; fact?.day === day; fact = ordered[next]) {
      const whole = withAmount(book, fact);
      recordFact(timeline, book, whole);
      applied.push(whole);
      next += 1;
    }
    points.push(pointOf(book, timeline, valuationOn(scenario, day)));
    if (day === openingDay) opening = figuresBy(book, valuationOn(scenario, day));
  }
  const end = figuresBy(book, valuationOn(scenario, asOf));
  const series = points.filter(({ day }) => from === null || day >= from);
  const start = points.find(({ day }) => day === openingDay)?.value ?? 0n;
  const returns = returnsOf({ opening: start, days: series });
  const reports = LOT_METHODS.flatMap((method) => {
    const figures = end.get(method);
    if (figures === undefined) return [];
    const parts = { ...HEADING, ...returns, benchmarkSeries: [], figures, opening: opening?.get(method) ?? null };
    const words = { baseCurrencyId: scenario.currency, from, asOf, nameOf, method };
    return [[method, assembleReport({ ...parts, ...words })] as const];
  });
  return { book, timeline, facts: applied, series, reports: new Map(reports) };
}

const HEADING = {
  accountId: "scenario",
  timeZone: "UTC",
  knownAt: null,
  state: { rebuilding: false, figuresOf: "2024-01-01T00:00:00Z", entries: 0, failure: null },
};

const nameOf = (id: string) => ({ symbol: id, name: id });

export function optionsOf(scenario: Scenario): BookOptions {
  const rateOn = (currencyId: string, day: LocalDate) => lastOn(ratesOf(scenario, currencyId), day)?.rate ?? null;
  return { methods: LOT_METHODS, baseCurrencyId: scenario.currency, rateOn, assignments: scenario.assignments };
}

/** A dividend per share is paid in whole cents. */
function withAmount(book: Book, fact: ScenarioFact): BookFact {
  if (!fact.perShare) return fact;
  const holding = book.holdings.get(fact.instrumentId ?? "");
  const held = holding === undefined ? 0n : quantityOf(holding);
  return { ...fact, gross: roundFixed(fixedTimes(held, fact.price), 2) };
}

function figuresBy(book: Book, valuation: Valuation): ReadonlyMap<LotMethod, AccountFigures> {
  return new Map(LOT_METHODS.map((method) => [method, accountFigures(book, method, valuation)]));
}

export function valuationOn(scenario: Scenario, asOf: LocalDate): Valuation {
  const firstCurrency = (symbol: string) =>
    scenario.facts.find(({ instrumentId }) => instrumentId === symbol)?.currencyId ?? scenario.currency;
  return {
    asOf,
    baseCurrencyId: scenario.currency,
    priceOf: (symbol) => {
      const known = scenario.prices.filter((each) => each.symbol === symbol && each.day <= asOf);
      const found = lastOn(known, asOf);
      if (found === null) return null;
      const currencyId = found.currency ?? firstCurrency(symbol);
      return {
        price: found.price,
        currencyId,
        day: found.day,
        kind: "close",
        previous: lastOn(known, addDays(found.day, -1)),
      };
    },
    rateOf: (currencyId) => lastOn(ratesOf(scenario, currencyId), asOf)?.rate ?? null,
  };
}

function ratesOf({ rates }: Scenario, currencyId: string) {
  return rates.filter(({ currency }) => currency === currencyId);
}

function lastOn<T extends { readonly day: LocalDate }>(list: readonly T[], day: LocalDate): T | null {
  const known = list.filter((each) => each.day <= day);
  return known.reduce<T | null>((last, each) => (last === null || each.day >= last.day ? each : last), null);
}

/** Equity at the close and the day's flows, transfers at the day's price where there is one. */
function pointOf(book: Book, { flows }: Timeline, valuation: Valuation): DayPoint {
  const [value, day] = [accountFigures(book, "fifo", valuation).totals.equity, valuation.asOf];
  const flow = flows.at(-1);
  if (flow?.day !== day) return { day, value, inflow: 0n, outflow: 0n };
  let { inflow, outflow } = flow;
  for (const transfer of flow.transfers) {
    const worth = worthOf(transfer.instrumentId, transfer.quantity, valuation) ?? transfer.cost;
    if (transfer.comes) inflow += worth;
    else outflow += worth;
  }
  return { day, value, inflow, outflow };
}

function worthOf(instrumentId: string, quantity: Fixed, { priceOf, rateOf, baseCurrencyId }: Valuation): Fixed | null {
  const price = priceOf(instrumentId);
  if (price === null) return null;
  const own = fixedTimes(quantity, price.price);
  const rate = price.currencyId === baseCurrencyId ? null : rateOf(price.currencyId);
  return price.currencyId === baseCurrencyId ? own : rate === null ? null : fixedTimes(own, rate);
}
