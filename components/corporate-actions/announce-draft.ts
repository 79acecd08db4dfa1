// A corporate action as typed and as sent; each kind has only its own fields.
import { parseAmount } from "#components/format/parse-amount.ts";
import { compareDecimals } from "#components/format/string-decimal.ts";
import type { ActionKind } from "./action-words.ts";

export interface AnnounceDraft {
  readonly kind: ActionKind;
  readonly symbol: string;
  readonly exDay: string;
  readonly amount: string;
  readonly ratioNew: string;
  readonly ratioOld: string;
  readonly cashInLieu: string;
  readonly newSymbol: string;
}
export type AnnounceField = Exclude<keyof AnnounceDraft, "kind">;

export interface AnnounceBody {
  readonly kind: ActionKind;
  readonly symbol: string;
  readonly exDay: string;
  readonly amount?: string;
  readonly ratioNew?: string;
  readonly ratioOld?: string;
  readonly cashInLieu?: string;
  readonly newSymbol?: string;
}

export type ReadAnnouncement =
  | { readonly ok: true; readonly body: AnnounceBody }
  | { readonly ok: false; readonly problems: { readonly [F in AnnounceField]?: string } };

export function emptyAnnouncement(exDay: string): AnnounceDraft {
  return {
    kind: "cash_dividend",
    symbol: "",
    exDay,
    amount: "",
    ratioNew: "2",
    ratioOld: "1",
    cashInLieu: "",
    newSymbol: "",
  };
}

/** What the server says of single fields, as a sentence each; null where it is about something else. */
export function refusedFields(
  errors: readonly { readonly pointer: string; readonly detail: string }[],
): { readonly [F in AnnounceField]?: string } | null {
  const named = errors.flatMap(({ pointer, detail }) => {
    const field = FIELDS.find((each) => pointer === `/${each}`);
    // Where a program would look further is of no use in a form.
    return field === undefined ? [] : [[field, `It ${detail.replace(/; see GET .*$/, "")}.`] as const];
  });
  return named.length === 0 || named.length < errors.length ? null : Object.fromEntries(named);
}

/** In the order in which they stand. */
export const FIELDS: readonly AnnounceField[] = [
  ...(["symbol", "exDay", "amount", "ratioNew", "ratioOld", "cashInLieu", "newSymbol"] as const),
];

const SYMBOL = /^[A-Z0-9./-]{1,20}$/;

export function readAnnouncement(draft: AnnounceDraft): ReadAnnouncement {
  const problems: { [F in AnnounceField]?: string } = {};
  const symbol = draft.symbol.trim().toUpperCase();
  const newSymbol = draft.newSymbol.trim().toUpperCase();
  if (!SYMBOL.test(symbol)) problems.symbol = "Name the symbol.";
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.exDay)) problems.exDay = "Choose a day.";
  const number = (field: "amount" | "ratioNew" | "ratioOld" | "cashInLieu", places: number): string => {
    const read = parseAmount(draft[field], { places });
    if (!read.ok) problems[field] = read.message;
    else if (compareDecimals(read.value, "0") <= 0) problems[field] = "It must be more than zero.";
    return read.ok ? read.value : "";
  };
  const common = { kind: draft.kind, symbol, exDay: draft.exDay };
  let body: AnnounceBody = common;
  if (draft.kind === "cash_dividend") body = { ...common, amount: number("amount", 18) };
  if (draft.kind === "symbol_change") {
    if (!SYMBOL.test(newSymbol)) problems.newSymbol = "Name the new symbol.";
    else if (newSymbol === symbol) problems.newSymbol = "It must differ from the old one.";
    body = { ...common, newSymbol };
  }
  if (draft.kind === "split") {
    const ratio = { ratioNew: number("ratioNew", 0), ratioOld: number("ratioOld", 0) };
    if (ratio.ratioNew !== "" && ratio.ratioNew === ratio.ratioOld)
      problems.ratioNew = "It must differ from the old units.";
    const cash = draft.cashInLieu.trim() === "" ? {} : { cashInLieu: number("cashInLieu", 18) };
    body = { ...common, ...ratio, ...cash };
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, body };
}
