/** One pass over the facts of an account under every method, with the state saved now and then, so that a report need not begin at the beginning. */
import type { Book, BookOptions } from "../books/book.ts";
import { openBook } from "../books/book.ts";
import type { BookFact } from "../books/fact.ts";
import { resumeBook, type SavedBook, saveBook } from "../books/saved-book.ts";
import { openTimeline, recordFact, type Timeline } from "../books/timeline.ts";
import type { LocalDate } from "../shared/local-date.ts";

/** The books at the end of a day. */
export interface Checkpoint {
  readonly day: LocalDate;
  readonly facts: number;
  readonly saved: SavedBook;
  /** Executions of that day or before that were reported late and have their place after it. */
  readonly late: readonly string[];
}

export interface BookRun {
  readonly book: Book;
  /** From the day after the checkpoint that it began with. */
  readonly timeline: Timeline;
}

export interface FactsToRun {
  /** In their order; all of them, or those after the checkpoint. */
  readonly facts: readonly BookFact[];
  readonly options: BookOptions;
  readonly from?: Checkpoint | null;
  /** At least so many facts between two checkpoints. */
  readonly spacing?: number;
}

const SPACING = 750;
/** Whoever drives the pass may let others run between two of these. */
const FACTS_A_STEP = 100;

/**
 * Checkpoints stand at ends of days, and further apart the more lots are open: all of them together stay in proportion to the facts,
 * and so does what a report has to go on with after one. They are handed over as they are made, the last with every fact; a step without one is
 * only a pause.
 */
export function* runBooks({
  facts,
  options,
  from = null,
  spacing = SPACING,
}: FactsToRun): Generator<Checkpoint | null, BookRun> {
  const book = from === null ? openBook(options) : resumeBook(from.saved, options);
  const timeline = openTimeline(book);
  const late = facts.filter((fact) => fact.late === true);
  const saved = (day: LocalDate): Checkpoint => {
    const after = late.filter((fact) => fact.day > day).map(({ id }) => id);
    return { day, facts: book.facts, saved: saveBook(book), late: after };
  };
  let since = 0;
  for (const [at, fact] of facts.entries()) {
    recordFact(timeline, book, fact);
    since += 1;
    const next = facts[at + 1];
    if (next === undefined) yield saved(fact.day);
    else if (next.day !== fact.day && since >= spacing && since >= openLots(book) / 2) {
      yield saved(fact.day);
      since = 0;
    }
    if (at % FACTS_A_STEP === FACTS_A_STEP - 1) yield null;
  }
  return { book, timeline };
}

/** Of the method that has most. */
function openLots(book: Book): number {
  const counts = book.options.methods.map(() => 0);
  for (const { books } of book.holdings.values())
    for (const [at, { lots }] of books.entries()) counts[at] = (counts[at] ?? 0) + lots.length;
  return Math.max(0, ...counts);
}
