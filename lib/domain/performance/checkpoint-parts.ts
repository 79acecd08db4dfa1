/** A checkpoint in parts: what no method changes, and the lots under each; a report needs the first and one of the others. */
import { LOT_METHODS, type LotMethod } from "../books/lot-method.ts";
import type { SavedBook } from "../books/saved-book.ts";
import { invariant } from "../shared/invariant.ts";
import type { LocalDate } from "../shared/local-date.ts";
import type { Checkpoint } from "./run-books.ts";

export interface CheckpointPart {
  readonly method: "all" | LotMethod;
  readonly text: string;
}

type SavedHolding = SavedBook["holdings"][number];
interface Common extends Omit<Checkpoint, "saved"> {
  readonly saved: Omit<SavedBook, "holdings" | "methods"> & {
    readonly holdings: readonly Omit<SavedHolding, "books">[];
  };
}

export function partsOf({ saved, ...rest }: Checkpoint): CheckpointPart[] {
  const { methods, holdings, ...others } = saved;
  const common: Common = { ...rest, saved: { ...others, holdings: holdings.map(({ books: _, ...same }) => same) } };
  return [
    { method: "all", text: JSON.stringify(common) },
    ...methods.map((method, at) => ({ method, text: JSON.stringify(holdings.map(({ books }) => books[at])) })),
  ];
}

/** With the methods whose parts are given. */
export function checkpointOf(parts: readonly CheckpointPart[]): Checkpoint {
  const text = parts.find(({ method }) => method === "all")?.text;
  invariant(text !== undefined, "a checkpoint has what no method changes");
  const { saved, ...rest } = JSON.parse(text) as Common;
  const methods = LOT_METHODS.filter((method) => parts.some((part) => part.method === method));
  const lots = methods.map((method) => {
    const part = parts.find((each) => each.method === method);
    return JSON.parse(part?.text ?? "[]") as SavedHolding["books"];
  });
  const holdings = saved.holdings.map((holding, at) => ({
    ...holding,
    books: lots.flatMap((each) => each[at] ?? []),
  }));
  return { ...rest, day: rest.day as LocalDate, saved: { ...saved, methods, holdings } };
}
