/** The types of activities as files write them: in any case and with the usual other words. */
import { FACT_TYPES, type FactType } from "../books/fact.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { plainName } from "./columns.ts";
import { shown } from "./read-amount.ts";

const WORDS: ReadonlyMap<string, FactType> = new Map([
  ...FACT_TYPES.map((type): [string, FactType] => [plainName(type), type]),
  ["b", "buy"],
  ["bought", "buy"],
  ["purchase", "buy"],
  ["s", "sell"],
  ["sold", "sell"],
  ["sale", "sell"],
  ["div", "dividend"],
  ["dividends", "dividend"],
  ["fees", "fee"],
  ["taxes", "tax"],
  ["withdraw", "withdrawal"],
  ["stocksplit", "split"],
]);

export function readType(text: string): Result<FactType, string> {
  const type = WORDS.get(plainName(text));
  if (type !== undefined) return ok(type);
  if (plainName(text) === "transfer") return err(`is ${shown(text)}; write TRANSFER_IN or TRANSFER_OUT`);
  return err(`is ${shown(text)}; write one of ${FACT_TYPES.map((known) => known.toUpperCase()).join(", ")}`);
}
