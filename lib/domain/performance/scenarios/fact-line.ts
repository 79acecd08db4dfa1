/** One line of the notation as a fact: `buy 10 AAPL @ 10 fee 1 on 2024-01-02`. */
import type { FactType } from "../../books/fact.ts";
import { type Fixed, fixedTimes, toFixed18 } from "../../shared/fixed.ts";
import { invariant } from "../../shared/invariant.ts";
import type { ScenarioFact } from "./scenario.ts";
import { amountOf, dayOf, headWord, option, type Words } from "./words.ts";

type Own = Partial<
  Pick<ScenarioFact, "instrumentId" | "quantity" | "price" | "gross" | "ratioNew" | "ratioOld" | "perShare">
>;

/** What each verb takes from its line; the rest is the same for all. */
const VERBS: Readonly<Record<string, readonly [FactType, (words: Words) => Own]>> = {
  buy: ["buy", trade],
  sell: ["sell", trade],
  "transfer in": ["transfer_in", trade],
  "transfer out": ["transfer_out", trade],
  dividend: ["dividend", dividend],
  interest: ["interest", money],
  fee: ["fee", money],
  tax: ["tax", money],
  deposit: ["deposit", money],
  withdraw: ["withdrawal", money],
  split: ["split", split],
};

export function isFactVerb(verb: string): boolean {
  return verb in VERBS;
}

export function factOf(verb: string, words: Words, row: number, accountCurrency: string): ScenarioFact {
  const [type, read] = VERBS[verb] ?? [];
  invariant(type !== undefined && read !== undefined, `unknown verb in: ${words.line}`);
  const day = dayOf(words);
  return {
    id: option(words, "as") ?? `row ${row}`,
    kind: "activity",
    type,
    day,
    at: Date.parse(`${day}T00:00:00Z`),
    seq: 0,
    row,
    accountSeq: row,
    instrumentId: null,
    currencyId: option(words, "in") ?? accountCurrency,
    quantity: 0n,
    price: 0n,
    gross: 0n,
    fee: amountOf(words, "fee") ?? 0n,
    ratioNew: 1n,
    ratioOld: 1n,
    fxToBase: amountOf(words, "rate"),
    orderId: null,
    recordedAt: 0,
    perShare: false,
    ...read(words),
  };
}

/** `10 AAPL @ 10`, `10 AAPL for 100`, `5 AAPL at 50`; what is transferred out needs no price. */
function trade(words: Words): Own {
  const [quantity, instrumentId] = [toFixed18(headWord(words, 0)), headWord(words, 1)];
  const price = amountOf(words, "@") ?? amountOf(words, "at") ?? 0n;
  return { instrumentId, quantity, price, gross: amountOf(words, "for") ?? fixedTimes(quantity, price) };
}

/** `12 AAPL`, or `0.5 a share AAPL`. */
function dividend(words: Words): Own {
  const perShare = words.head[1] === "a" && words.head[2] === "share";
  const amount = toFixed18(headWord(words, 0));
  const instrumentId = headWord(words, perShare ? 3 : 1);
  return perShare ? { instrumentId, price: amount, perShare } : { instrumentId, gross: amount };
}

/** `5`, or `5 AAPL` where it belongs to an instrument. */
function money(words: Words): Own {
  return { gross: toFixed18(headWord(words, 0)), instrumentId: words.head[1] ?? null };
}

/** `AAPL 3:2`: three new for two old. */
function split(words: Words): Own {
  const [ratioNew, ratioOld] = headWord(words, 1).split(":").map(wholeOf);
  invariant(ratioNew !== undefined && ratioOld !== undefined, `a split is new:old in: ${words.line}`);
  return { instrumentId: headWord(words, 0), ratioNew, ratioOld };
}

function wholeOf(text: string): Fixed {
  return BigInt(text);
}
