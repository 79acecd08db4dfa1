// Any history of an account, drawn at random: trades, income, splits, transfers and money, in the order of their days.
import fc from "fast-check";
import type { BookFact, FactType } from "#lib/domain/books/fact.ts";
import { FIXED_ONE, type Fixed, fixedTimes } from "#lib/domain/shared/fixed.ts";
import { addDays, asLocalDate } from "#lib/domain/shared/local-date.ts";

const FIRST_DAY = asLocalDate("2024-01-01");
const CENT = FIXED_ONE / 100n;

const ratio = fc.tuple(fc.bigInt({ min: 1n, max: 5n }), fc.bigInt({ min: 1n, max: 5n }));
const price = fc.bigInt({ min: 1n, max: 100_000n }).map((cents) => cents * CENT);
/** Whole shares, thousandths, or nine places. */
const quantity = fc.oneof(
  fc.bigInt({ min: 1n, max: 100n }).map((n) => n * FIXED_ONE),
  fc.bigInt({ min: 1n, max: 50_000n }).map((n) => (n * FIXED_ONE) / 1_000n),
  fc.bigInt({ min: 1_000_000n, max: 5_000_000_000n }).map((n) => n * 10n ** 9n),
);
const step = fc.record({
  gap: fc.integer({ min: 0, max: 2 }),
  symbol: fc.constantFrom("AAPL", "MSFT", "SAP"),
  quantity,
  price,
  fee: fc.oneof(
    fc.constant(0n),
    price.map((value) => value / 100n),
  ),
  ratio,
  draw: fc.nat(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export interface HistoryOptions {
  readonly types: readonly FactType[];
  /** SAP in euros, at rates of their own. */
  readonly currencies?: boolean;
  readonly maxLength?: number;
}

export const TRADES: readonly FactType[] = ["buy", "buy", "buy", "sell", "sell"];
export const ALL_TYPES: readonly FactType[] = [
  ...TRADES,
  ...TRADES,
  "split",
  "dividend",
  "interest",
  "fee",
  "tax",
  "deposit",
  "withdrawal",
  "transfer_in",
  "transfer_out",
];

export function anyHistory({ types, currencies = false, maxLength = 40 }: HistoryOptions): fc.Arbitrary<BookFact[]> {
  return fc.array(step, { minLength: 1, maxLength }).map((steps) => {
    let days = 0;
    return steps.map((each, index) => {
      days += each.gap;
      return factOf(each, types[each.draw % types.length] ?? "buy", index, addDays(FIRST_DAY, days), currencies);
    });
  });
}

function factOf(each: Step, type: FactType, row: number, day: BookFact["day"], currencies: boolean): BookFact {
  const moves = ["buy", "sell", "transfer_in", "transfer_out"].includes(type);
  const ofAccount = type === "deposit" || type === "withdrawal" || type === "interest";
  const foreign = currencies && each.symbol === "SAP";
  const [ratioNew, ratioOld] = type === "split" ? each.ratio : [1n, 1n];
  return {
    id: `f${row}`,
    kind: "activity",
    type,
    day,
    at: Date.parse(`${day}T00:00:00Z`),
    seq: 0,
    row,
    accountSeq: row,
    instrumentId: ofAccount ? null : each.symbol,
    currencyId: foreign ? "EUR" : "USD",
    quantity: moves ? each.quantity : 0n,
    price: moves ? each.price : 0n,
    gross: grossOf(each, type, moves),
    fee: type === "split" ? 0n : each.fee,
    ratioNew,
    ratioOld,
    // Some rate around one, of four places.
    fxToBase: foreign ? FIXED_ONE + BigInt(each.draw % 2_000) * 10n ** 14n : null,
    orderId: null,
    recordedAt: 0,
  };
}

function grossOf({ quantity, price, draw }: Step, type: FactType, moves: boolean): Fixed {
  if (type === "split") return 0n;
  if (moves) return fixedTimes(quantity, price);
  return type === "dividend" && draw % 3 === 0 ? -price : price;
}

/** A history whose every position is sold or covered in the end, at the price of its last trade. */
export function closedDown(facts: readonly BookFact[], held: ReadonlyMap<string, Fixed>): BookFact[] {
  const last = facts.at(-1);
  if (last === undefined) return [];
  const closing = [...held].flatMap(([instrumentId, quantity], index): BookFact[] => {
    if (quantity === 0n) return [];
    const template = facts.findLast((fact) => fact.instrumentId === instrumentId && fact.quantity > 0n) ?? last;
    const [type, units] = quantity > 0n ? (["sell", quantity] as const) : (["buy", -quantity] as const);
    const row = facts.length + index;
    const money = { quantity: units, gross: fixedTimes(units, template.price), fee: CENT };
    return [{ ...template, ...money, id: `f${row}`, type, row, accountSeq: row, day: last.day, at: last.at }];
  });
  return [...facts, ...closing];
}
