/** The one order of facts, for lots, reports and proof: by day, splits first, then instant, number in the file, row, and booking. */
import type { BookFact } from "./fact.ts";

export function compareFacts(a: BookFact, b: BookFact): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  const [splitA, splitB] = [a.type === "split", b.type === "split"];
  if (splitA !== splitB) return splitA ? -1 : 1;
  const later = a.at - b.at || a.seq - b.seq || a.row - b.row || a.accountSeq - b.accountSeq;
  if (later !== 0) return later;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * Facts in their order, however they were read. An order's execution that is reported late takes its place after those of
 * its instrument that were booked before it, for what they did to the lots is done; per instrument, so that one
 * instrument read alone goes the same way as the whole account.
 */
export function inOrder(facts: Iterable<BookFact>): BookFact[] {
  const list = [...facts];
  const executions = list.filter(({ kind }) => kind === "execution").sort((a, b) => a.accountSeq - b.accountSeq);
  const newest = new Map<string | null, BookFact>();
  const moved = new Map<BookFact, BookFact>();
  for (const execution of executions) {
    const before = newest.get(execution.instrumentId);
    const placed = before !== undefined && before.at > execution.at ? placeAfter(execution, before) : execution;
    if (placed !== execution) moved.set(execution, placed);
    newest.set(execution.instrumentId, placed);
  }
  const placed = moved.size === 0 ? list : list.map((fact) => moved.get(fact) ?? fact);
  return placed.sort(compareFacts);
}

function placeAfter(late: BookFact, before: BookFact): BookFact {
  return { ...late, at: before.at, day: before.day > late.day ? before.day : late.day, late: true };
}

/** Two lists that are in order, as one: new facts behind a saved state, or activities beside executions. */
export function mergeFacts(a: readonly BookFact[], b: readonly BookFact[]): BookFact[] {
  const merged: BookFact[] = [];
  let [i, j] = [0, 0];
  for (let x = a[i], y = b[j]; x !== undefined || y !== undefined; x = a[i], y = b[j]) {
    if (y === undefined || (x !== undefined && compareFacts(x, y) <= 0)) {
      if (x !== undefined) merged.push(x);
      i += 1;
    } else {
      merged.push(y);
      j += 1;
    }
  }
  return merged;
}
