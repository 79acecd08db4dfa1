/** Which instrument and which currency a row means: the account's own names first, old names by their day, unknown ones made for the account alone. */
import type { LocalDate } from "../shared/local-date.ts";
import type { ImportedActivity, ReadRow, RowProblem } from "./import-row.ts";

export interface ImportAsset {
  readonly id: string;
  readonly kind: "currency" | "instrument";
  readonly symbol: string;
  /** What the instrument is traded in; null for a currency. */
  readonly currency: string | null;
}

export interface AssetsKnown {
  readonly own: ReadonlyMap<string, ImportAsset>;
  readonly shared: ReadonlyMap<string, ImportAsset>;
  /** By the symbol they had, the earliest change first. */
  readonly aliases: ReadonlyMap<string, readonly { readonly asset: ImportAsset; readonly untilDay: LocalDate }[]>;
}

export function findAsset({ own, shared, aliases }: AssetsKnown, symbol: string, day: LocalDate): ImportAsset | null {
  const mine = own.get(symbol);
  if (mine !== undefined) return mine;
  const old = aliases.get(symbol) ?? [];
  // On that day the name was still the old instrument's; later it may be another one's, or nobody's.
  const then = old.find(({ untilDay }) => day <= untilDay);
  return then?.asset ?? shared.get(symbol) ?? old.at(-1)?.asset ?? null;
}

export interface Resolved {
  readonly asset: ImportAsset | null;
  /** Unknown so far: made for the account when the import is published. */
  readonly newSymbol: string | null;
  readonly currency: string;
}

export interface ResolvedRow extends ReadRow<ImportedActivity> {
  readonly resolved: Resolved | null;
}

export interface Resolving {
  readonly known: AssetsKnown;
  readonly baseCurrency: string;
}

/** What is written into the lots of an instrument is counted in its own currency. */
const TRADES: ReadonlySet<string> = new Set(["buy", "sell", "transfer_in", "transfer_out"]);
/** ISO 4217, as far as this machine's tables know it. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

export function isCurrencyCode(code: string): boolean {
  return CURRENCIES.has(code);
}

/** Rows in the order of the file: the first one of a new symbol says what it is traded in. */
export function resolveRows(rows: readonly ReadRow<ImportedActivity>[], resolving: Resolving): ResolvedRow[] {
  const made = new Map<string, string>();
  return rows.map((row) => {
    if (row.value === null) return { ...row, resolved: null };
    const problems: RowProblem[] = [...row.problems];
    const resolved = resolve(row.value, resolving, made, (field, detail) => void problems.push({ field, detail }));
    return { ...row, problems, resolved: problems.length > 0 ? null : resolved };
  });
}

type Refuse = (field: string, detail: string) => void;

function resolve(
  value: ImportedActivity,
  { known, baseCurrency }: Resolving,
  made: Map<string, string>,
  refuse: Refuse,
): Resolved {
  const { symbol, day, type } = value;
  const asset = symbol === null ? null : findAsset(known, symbol, day);
  const newSymbol = symbol !== null && asset === null ? symbol : null;
  const tradedIn = asset?.currency ?? (newSymbol === null ? null : (made.get(newSymbol) ?? null));
  const currency = value.currency ?? tradedIn ?? baseCurrency;
  if (asset?.kind === "currency") {
    refuse(
      "symbol",
      `${asset.symbol} is a currency; leave the symbol empty and write ${asset.symbol} as the currency. An exchange is a WITHDRAWAL of one and a DEPOSIT of the other`,
    );
  }
  checkCurrency(currency, known, refuse);
  if (symbol !== null && TRADES.has(type) && tradedIn !== null && tradedIn !== currency) {
    refuse(
      "currency",
      `is ${currency}, but ${symbol} is traded in ${tradedIn} here; give the line that is traded in ${currency} a symbol of its own, such as ${symbol}.${currency}`.slice(
        0,
        300,
      ),
    );
  }
  if (value.fxToBase !== null && currency === baseCurrency && value.fxToBase !== "1") {
    refuse("fxToBase", `is ${value.fxToBase}, but ${currency} is the account's own currency; leave it empty`);
  }
  if (newSymbol !== null && (TRADES.has(type) || !made.has(newSymbol))) made.set(newSymbol, tradedIn ?? currency);
  return { asset, newSymbol, currency };
}

/** Currencies and instruments that everybody sees share their names. */
function checkCurrency(currency: string, { shared }: AssetsKnown, refuse: Refuse): void {
  const taken = shared.get(currency);
  if (taken?.kind === "currency") return;
  if (!isCurrencyCode(currency))
    refuse("currency", `is ${currency}, which is no currency; write its three letters, for example USD`);
  else if (taken !== undefined)
    refuse("currency", `${currency} is the symbol of an instrument on this desk; ask an administrator to rename it`);
}

/** What makes two rows the same: everything they say but their place in the file. */
export function contentOf(value: ImportedActivity, { asset, newSymbol, currency }: Resolved): string {
  const { type, day, at, quantity, price, gross, fee, ratioNew, ratioOld, fxToBase } = value;
  return JSON.stringify([
    type,
    asset?.id ?? newSymbol,
    day,
    at,
    quantity,
    price,
    gross,
    fee,
    ratioNew,
    ratioOld,
    currency,
    fxToBase,
  ]);
}
