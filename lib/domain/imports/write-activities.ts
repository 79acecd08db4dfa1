/** Writes facts as the rows of a file that imports again to the same books, part by part. */
import type { BookFact } from "../books/fact.ts";
import { fromFixed18 } from "../shared/fixed.ts";
import { startOfDay } from "../shared/local-date.ts";
import type { ActivityField } from "./import-row.ts";
import type { ImportFormat } from "./read-rows.ts";

export interface FactToWrite extends BookFact {
  readonly symbol: string | null;
  readonly currency: string;
  /** As it came; ours where it came without one. */
  readonly externalId: string | null;
}

const COLUMNS = [
  ...(["date", "type", "symbol", "quantity", "unitPrice", "grossAmount", "fee", "amount"] as const),
  ...(["ratio", "currency", "fxToBase", "externalId", "seq"] as const),
] satisfies readonly ActivityField[];

type Row = { readonly [column in (typeof COLUMNS)[number]]: string };

/** A file is its head, then what each part of its rows gives, then its tail: so that a long one need never be whole in memory. */
export function fileHead(format: ImportFormat): string {
  return format === "csv" ? `${COLUMNS.join(",")}\n` : "[";
}

/** `first`: nothing was written before these. */
export function fileRows(
  facts: readonly FactToWrite[],
  { zone, format, first }: { readonly zone: string; readonly format: ImportFormat; readonly first: boolean },
): string {
  const rows = facts.map((fact) => rowOf(fact, zone));
  if (format === "csv")
    return rows.map((row) => `${COLUMNS.map((column) => csvCell(row[column])).join(",")}\n`).join("");
  return rows
    .map((row, index) => {
      const filled = COLUMNS.flatMap((column) => (row[column] === "" ? [] : [[column, row[column]]]));
      return `${first && index === 0 ? "" : ","}\n ${JSON.stringify(Object.fromEntries(filled))}`;
    })
    .join("");
}

export function fileTail(format: ImportFormat): string {
  return format === "csv" ? "" : "\n]\n";
}

function rowOf(fact: FactToWrite, zone: string): Row {
  const { type, day, at, symbol, currency, fxToBase, seq, kind, id, externalId, fee } = fact;
  const isDayOnly = startOfDay(day, zone).getTime() === at;
  return {
    ...{ symbol: symbol ?? "", type: type.toUpperCase(), currency, ...amountsOf(fact) },
    date: isDayOnly ? day : new Date(at).toISOString(),
    fee: fee === 0n ? "" : fromFixed18(fee),
    fxToBase: fxToBase === null ? "" : fromFixed18(fxToBase),
    externalId: externalId ?? `${kind}:${id}`,
    seq: seq === 0 ? "" : `${seq}`,
  };
}

const NONE = { quantity: "", unitPrice: "", grossAmount: "", amount: "", ratio: "" } as const;

function amountsOf({ type, quantity, price, gross, ratioNew, ratioOld, instrumentId }: FactToWrite) {
  if (type === "split") return { ...NONE, ratio: `${ratioNew}:${ratioOld}` };
  const isUnits =
    type === "buy" || type === "sell" || ((type === "transfer_in" || type === "transfer_out") && instrumentId !== null);
  if (!isUnits) return { ...NONE, amount: fromFixed18(gross) };
  const units = { ...NONE, quantity: fromFixed18(quantity) };
  // What left did so at the cost that the books had for it.
  if (type === "transfer_out" && gross === 0n) return units;
  return { ...units, unitPrice: fromFixed18(price), grossAmount: fromFixed18(gross) };
}

function csvCell(text: string): string {
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
