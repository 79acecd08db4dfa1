/** A line of the notation as words: what stands first, and what follows each keyword. */
import { type Fixed, toFixed18 } from "../../shared/fixed.ts";
import { invariant } from "../../shared/invariant.ts";
import { asLocalDate, type LocalDate } from "../../shared/local-date.ts";

const KEYWORDS = new Set(["@", "at", "for", "fee", "in", "rate", "as", "from", "on"]);

export interface Words {
  readonly line: string;
  readonly head: readonly string[];
  readonly options: ReadonlyMap<string, readonly string[]>;
}

export function wordsOf(line: string, afterVerb: readonly string[]): Words {
  const head: string[] = [];
  const options = new Map<string, string[]>();
  let into = head;
  for (const word of afterVerb) {
    if (KEYWORDS.has(word)) {
      invariant(!options.has(word), `"${word}" stands twice in: ${line}`);
      into = [];
      options.set(word, into);
    } else {
      into.push(word);
    }
  }
  return { line, head, options };
}

export function option({ options, line }: Words, keyword: string): string | null {
  const words = options.get(keyword);
  if (words === undefined) return null;
  invariant(words.length > 0, `"${keyword}" stands alone in: ${line}`);
  return words.join(" ");
}

export function amountOf(words: Words, keyword: string): Fixed | null {
  const text = option(words, keyword);
  return text === null ? null : toFixed18(text);
}

export function dayOf(words: Words): LocalDate {
  const text = option(words, "on");
  invariant(text !== null, `no day in: ${words.line}`);
  return asLocalDate(text);
}

export function headWord({ head, line }: Words, at: number): string {
  const word = head[at];
  invariant(word !== undefined, `something is missing in: ${line}`);
  return word;
}
