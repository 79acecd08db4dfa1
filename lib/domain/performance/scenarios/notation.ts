/** Reads scenarios: a title after "#", then what happens line by line, prices and rates, and what is expected. */

import type { LotAssignment } from "../../books/lot-book.ts";
import { isLotMethod, LOT_METHODS } from "../../books/lot-method.ts";
import { toFixed18 } from "../../shared/fixed.ts";
import { invariant } from "../../shared/invariant.ts";
import { asLocalDate, type LocalDate } from "../../shared/local-date.ts";
import { factOf, isFactVerb } from "./fact-line.ts";
import type { Expectation, Scenario, ScenarioFact, ScenarioPrice, ScenarioRate } from "./scenario.ts";
import { dayOf, headWord, option, type Words, wordsOf } from "./words.ts";

export const RETURN_FIGURES = ["twr", "xirr", "simple", "drawdown", "volatility", "annualised", "flagged"] as const;

/** Lines that begin with "//" say why and are left out. */
export function readScenarios(text: string): Scenario[] {
  const blocks: { readonly title: string; readonly lines: string[] }[] = [];
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "" || line.startsWith("//")) continue;
    if (line.startsWith("# ")) blocks.push({ title: line.slice(2), lines: [] });
    else blocks.at(-1)?.lines.push(line);
  }
  return blocks.map(({ title, lines }) => readScenario(title, lines));
}

interface Draft {
  currency: string;
  readonly facts: ScenarioFact[];
  readonly assignments: Map<string, LotAssignment[]>;
  readonly prices: ScenarioPrice[];
  readonly rates: ScenarioRate[];
  readonly expectations: Expectation[];
  from: LocalDate | null;
  asOf: LocalDate | null;
}

export function readScenario(title: string, lines: readonly string[]): Scenario {
  const lists = { facts: [], assignments: new Map(), prices: [], rates: [], expectations: [] };
  const draft: Draft = { currency: "USD", ...lists, from: null, asOf: null };
  for (const line of lines) readLine(draft, line);
  const days = [...draft.facts, ...draft.prices, ...draft.rates].map(({ day }) => day).sort();
  const asOf = draft.asOf ?? days.at(-1);
  invariant(asOf !== undefined, `nothing happens in: ${title}`);
  return { title, ...draft, asOf };
}

function readLine(draft: Draft, line: string): void {
  const all = line.split(/\s+/);
  const [first = ""] = all;
  const long = all.slice(0, 2).join(" ");
  const verb = isFactVerb(long) || long === "as of" ? long : first;
  const words = wordsOf(line, all.slice(verb.split(" ").length));
  if (isFactVerb(verb)) readFact(draft, verb, words);
  else if (verb === "account") draft.currency = option(words, "in") ?? draft.currency;
  else if (verb === "as of") draft.asOf = asLocalDate(headWord(words, 0));
  else if (verb === "from") draft.from = asLocalDate(headWord(words, 0));
  else if (verb === "price") draft.prices.push(priceOf(words));
  else if (verb === "rate") draft.rates.push(rateOf(words, draft.currency));
  else if (verb === "expect") draft.expectations.push(expectationOf(line, all.slice(1)));
  else invariant(false, `not understood: ${line}`);
}

/** `from A 5, B 3` names the lots that a sale takes. */
function readFact(draft: Draft, verb: string, words: Words): void {
  const fact = factOf(verb, words, draft.facts.length + 1, draft.currency);
  draft.facts.push(fact);
  const picks = option(words, "from");
  if (picks === null) return;
  const assigned = picks.split(",").map((pick) => {
    const [openingId = "", quantity = ""] = pick.trim().split(" ");
    return { openingId, quantity: toFixed18(quantity) };
  });
  draft.assignments.set(fact.id, assigned);
}

function priceOf(words: Words): ScenarioPrice {
  const price = toFixed18(headWord(words, 1));
  return { symbol: headWord(words, 0), price, currency: option(words, "in"), day: dayOf(words) };
}

/** `rate EURUSD 1.10 on …`: so many of the account's currency for one of the other. */
function rateOf(words: Words, accountCurrency: string): ScenarioRate {
  const pair = headWord(words, 0);
  invariant(pair.endsWith(accountCurrency), `a rate is to the account's currency in: ${words.line}`);
  return { currency: pair.slice(0, -accountCurrency.length), rate: toFixed18(headWord(words, 1)), day: dayOf(words) };
}

/** `expect fifo AAPL realised net 75`, `expect all equity 1000`, `expect twr ~0.05`. */
function expectationOf(line: string, words: readonly string[]): Expectation {
  const [first = "", ...rest] = words;
  if ((RETURN_FIGURES as readonly string[]).includes(first)) {
    return { line, methods: ["fifo"], of: null, figure: first, value: rest.join(" ") };
  }
  const methods = first === "all" ? LOT_METHODS : first.split(",").filter(isLotMethod);
  invariant(methods.length > 0, `no method in: ${line}`);
  const of = /^[A-Z]/.test(rest[0] ?? "") ? (rest.shift() ?? null) : null;
  const lots = rest.indexOf("lots");
  const cut = lots >= 0 ? lots + 1 : rest.length - 1;
  return { line, methods, of, figure: rest.slice(0, cut).join(" "), value: rest.slice(cut).join(" ") };
}
