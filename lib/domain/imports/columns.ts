/** Finds out which column of a file means which field: names in any case, order and spelling, and the usual other names. */
import { err, ok, type Result } from "../shared/result.ts";
import type { ActivityField, PriceField, ReadColumns, RowProblem } from "./import-row.ts";

type Names<Field extends string> = { readonly [field in Field]: readonly string[] };

/** Only names that leave no doubt: "total" may be with or without fees, "exchange rate" may go either way. */
export const ACTIVITY_NAMES: Names<ActivityField> = {
  date: ["day", "tradedate", "transactiondate", "activitydate", "bookingdate"],
  instant: ["datetime", "timestamp", "executedat", "executiontime", "tradetime", "effectiveat"],
  type: ["activity", "activitytype", "action", "transactiontype", "kind", "side"],
  symbol: ["ticker", "instrument", "security"],
  quantity: ["qty", "shares", "units", "numberofshares", "noofshares"],
  unitPrice: ["price", "priceperunit", "pricepershare", "tradeprice", "executionprice"],
  grossAmount: ["gross", "grossvalue", "consideration"],
  fee: ["fees", "commission", "commissions", "transactionfee", "brokerage"],
  amount: ["cashamount"],
  ratio: ["splitratio"],
  currency: ["ccy", "currencycode"],
  fxToBase: ["fxratetobase", "ratetobase"],
  externalId: ["id", "transactionid", "tradeid", "reference"],
  seq: ["sequence", "sequencenumber"],
};

export const PRICE_NAMES: Names<PriceField> = {
  symbol: ["ticker", "instrument", "security", "pair"],
  date: ["day", "tradedate"],
  close: ["closingprice", "closeprice", "price", "rate"],
  currency: ["ccy", "currencycode"],
};

/** The place of each field among the columns, -1 where there is none. */
export interface ColumnPlaces<Field extends string> extends ReadColumns {
  readonly placeOf: { readonly [field in Field]: number };
}

export function readColumns<Field extends string>(
  header: readonly string[],
  names: Names<Field>,
): Result<ColumnPlaces<Field>, readonly RowProblem[]> {
  const plain = header.map(plainName);
  const fields = Object.keys(names) as Field[];
  const problems: RowProblem[] = [];
  const places = fields.map((field): readonly [Field, number] => {
    const exact = indexesOf(plain, [field.toLowerCase()]);
    const found = exact.length > 0 ? exact : indexesOf(plain, names[field]);
    if (found.length > 1) {
      const headers = found.map((index) => `"${header[index]}"`).join(" and ");
      problems.push({ field, detail: `${headers} both mean ${field}. Keep one of them, or name it ${field}.` });
    }
    return [field, found[0] ?? -1];
  });
  if (problems.length > 0) return err(problems);
  const used = new Set(places.map(([, index]) => index));
  return ok({
    placeOf: Object.fromEntries(places) as { readonly [field in Field]: number },
    columns: places.flatMap(([field, index]) => (index < 0 ? [] : [{ field, header: header[index] ?? "" }])),
    ignored: header.filter((name, index) => name !== "" && !used.has(index)),
  });
}

/** "Unit price", "unit_price" and "UnitPrice" are one name. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function indexesOf(plain: readonly string[], wanted: readonly string[]): number[] {
  return plain.flatMap((name, index) => (wanted.includes(name) ? [index] : []));
}
