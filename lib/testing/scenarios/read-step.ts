/** One line of a scenario as the step that it stands for. */
import { OVERRIDE_KINDS, SESSION_MODES } from "#lib/domain/market/calendar/sessions.ts";
import type { ClosePart } from "#lib/domain/orders/close-position.ts";
import { TIMES_IN_FORCE } from "#lib/domain/orders/order.ts";
import type { Replacement } from "#lib/domain/orders/replace.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import { asLocalDate, instantOf, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { type OverrideWords, type QuoteWords, type Step, WIRE_STATES } from "./scenario.ts";
import { readTicket, readTrail } from "./ticket-words.ts";
import { Words } from "./words.ts";

const SYMBOL = /^[A-Z]{2,5}(\/USD)?$/;
const ENOUGH = "1000000";
const CENT = dec("0.01");

export function readStep(line: string, day: string): Step {
  const named = /^([a-z]\w*): (.+)$/.exec(line);
  const words = new Words(named?.[2] ?? line);
  const step = named?.[1] === undefined ? readPlain(words, day) : readNamed(words, named[1]);
  if (step.kind !== "expect") words.end();
  return step;
}

function readNamed(words: Words, name: string): Step {
  if (words.skip("replace")) return { kind: "replace", name, of: words.next("the order"), change: readChange(words) };
  if (words.skip("close")) return readClose(words, name);
  return { kind: "submit", name, words: readTicket(words) };
}

function readPlain(words: Words, day: string): Step {
  const first = words.next("a step");
  if (SYMBOL.test(first)) return { kind: "quote", symbol: first, quote: readQuote(words) };
  switch (first) {
    case "=": {
      const subject = words.next("who");
      const rest: string[] = [];
      while (!words.done) rest.push(words.next("what"));
      return { kind: "expect", subject, says: rest.join(" ") };
    }
    case "at":
      return readClock(words, day);
    case "cancel":
      return readCancel(words);
    case "halt":
      return { kind: "halt", scope: words.oneOf("the scope", ["account", "desk"]) };
    case "market":
      return { kind: "mode", mode: words.oneOf("the mode", SESSION_MODES) };
    case "override":
      return { kind: "override", override: readOverride(words) };
    case "wire":
      return { kind: "wire", state: words.oneOf("the wire", WIRE_STATES) };
    case "unanswered":
      return { kind: "look_up", seconds: words.amount("the seconds") };
    case "late":
      return readLate(words);
    case "notional":
      return { kind: "notional", on: words.oneOf("the flag", ["on", "off"]) === "on" };
    case "lift":
    case "restart":
    case "sweep":
      return { kind: first };
    default:
      throw words.fail(`no step is called ${first}`);
  }
}

/** With a price behind it, that is the first one at that time. */
function readClock(words: Words, day: string): Step {
  const at = readTime(words, day);
  if (words.done) return { kind: "at", at, quote: null };
  const symbol = words.next("the symbol");
  if (!SYMBOL.test(symbol)) throw words.fail(`${symbol} is no symbol`);
  return { kind: "at", at, quote: { symbol, quote: readQuote(words) } };
}

function readTime(words: Words, day: string): Date {
  const first = words.next("the time");
  const [on, time] = first.includes(":") ? [day, first] : [first, words.next("the time")];
  const [hours = "", minutes = "", seconds = "00"] = time.split(":");
  const minute = instantOf(asLocalDate(on), `${hours}:${minutes}`, VENUE_ZONE);
  return new Date(`${minute.toISOString().slice(0, 17)}${seconds}.000Z`);
}

/** One price stands a cent from bid and ask; two are bid and ask. */
function readQuote(words: Words): QuoteWords | null {
  if (words.skip("none")) return null;
  const first = words.amount("the price");
  const second = /^\d/.test(words.peek() ?? "") ? words.amount("the ask") : null;
  const last = words.skip("last") ? words.amount("the last price") : first;
  const size = words.skip("size") ? words.amount("the size") : ENOUGH;
  if (second !== null) return { bid: first, ask: second, last, size };
  const price = dec(first);
  return { bid: toPlain(price.minus(CENT)), ask: toPlain(price.plus(CENT)), last, size };
}

function readChange(words: Words): Replacement {
  let change: Replacement = {};
  while (!words.done) {
    const word = words.oneOf("a change", ["quantity", "limit", "stop", "trail", ...TIMES_IN_FORCE]);
    if (word === "trail") change = { ...change, ...readTrail(words) };
    else if (word === "quantity") change = { ...change, quantity: dec(words.amount("the quantity")) };
    else if (word === "limit") change = { ...change, limitPrice: dec(words.amount("the limit")) };
    else if (word === "stop") change = { ...change, stopPrice: dec(words.amount("the stop")) };
    else change = { ...change, timeInForce: word };
  }
  return change;
}

function readClose(words: Words, name: string): Step {
  const which = words.next("what to close");
  let part: ClosePart = {};
  const size = words.peek();
  if (size !== null && size !== "canceling") {
    words.next("the part");
    part = size.endsWith("%") ? { percentage: dec(size.slice(0, -1)) } : { quantity: dec(size) };
  }
  return { kind: "close", name, symbol: which === "all" ? null : which, part, canceling: words.skip("canceling") };
}

function readCancel(words: Words): Step {
  if (words.skip("halted")) return { kind: "cancel_halted" };
  return { kind: "cancel", name: words.skip("all") ? null : words.next("the order") };
}

function readOverride(words: Words): OverrideWords {
  const day = asLocalDate(words.next("the day"));
  const kind = words.oneOf("the kind", OVERRIDE_KINDS);
  if (kind !== "custom") return { day, kind, openAt: null, closeAt: null };
  return { day, kind, openAt: words.next("the opening"), closeAt: words.next("the close") };
}

function readLate(words: Words): Step {
  const name = words.next("the order");
  const quantity = words.amount("the quantity");
  if (!words.skip("@")) throw words.fail("@ and a price are missing");
  return { kind: "late", name, quantity, price: words.amount("the price") };
}
