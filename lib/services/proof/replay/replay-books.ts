/** The books that the facts of some instruments give: fills one after the other as they were booked, or all facts in their order. */
import { readFacts } from "#lib/db/book-facts.sql.ts";
import type { Tx } from "#lib/db/client.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import { replay } from "#lib/domain/positions/position.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { type Fixed, fromFixed18, toFixed18 } from "#lib/domain/shared/fixed.ts";
import { asId, type ExecutionId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import { bookFact, bookFill, emptyFixedBook, type FixedBook } from "./fixed-lots.ts";
import { type Instrument, keyOf } from "./read-fills.ts";
import { fixedOf, type ReplayInstrument, type ReplayRow, readExecutions, readPicks } from "./read-replay.ts";

export interface ReplayedBook {
  readonly accountId: string;
  readonly assetId: string;
  readonly book: FixedBook;
  /** By execution, what the facts say it made and what is stored of it. */
  readonly executions: readonly { readonly id: string; readonly realised: Fixed; readonly stored: Fixed }[];
}

export async function replayBooks(tx: Tx, instruments: readonly ReplayInstrument[]): Promise<ReplayedBook[]> {
  const methods = new Map(instruments.map((each) => [keyOf(each), each.method]));
  const books: ReplayedBook[] = [];
  const filled = instruments.filter(({ rebuilt }) => !rebuilt);
  for (const rows of byInstrument(await readExecutions(tx, filled))) {
    const [first] = rows;
    const method = first && methods.get(keyOf(first));
    if (first !== undefined && method !== undefined) books.push(replayFills(rows, first, method));
  }
  const byAccount = Map.groupBy(
    instruments.filter(({ rebuilt }) => rebuilt),
    ({ accountId }) => accountId,
  );
  for (const [accountId, rebuilt] of byAccount) books.push(...(await replayRebuilt(tx, accountId, rebuilt)));
  return books;
}

/** One list at a time: they come in the order of account and instrument. */
function* byInstrument(rows: Iterable<ReplayRow>): Generator<ReplayRow[]> {
  let list: ReplayRow[] = [];
  for (const row of rows) {
    const [last] = list;
    if (last !== undefined && (last.assetId !== row.assetId || last.accountId !== row.accountId)) {
      yield list;
      list = [];
    }
    list.push(row);
  }
  yield list;
}

function replayFills(rows: readonly ReplayRow[], { accountId, assetId }: Instrument, method: LotMethod): ReplayedBook {
  if (rows.some(({ cells }) => cells[6] !== undefined)) return replayWithBusts(rows, { accountId, assetId }, method);
  const book = emptyFixedBook(method);
  const executions = rows.map(({ cells }) => {
    const [factId = "", side, quantity, price, fee, stored] = cells;
    const amounts = { quantity: fixedOf(quantity), price: fixedOf(price), value: null };
    const realised = bookFill(book, { factId, incoming: side === "b", ...amounts, moved: false, picks: [] });
    book.fees += fixedOf(fee);
    return { id: factId, realised, stored: fixedOf(stored) };
  });
  return { accountId, assetId, book, executions };
}

/** Taking back is rare and has rules of its own: those are left to the domain. */
function replayWithBusts(
  rows: readonly ReplayRow[],
  { accountId, assetId }: Instrument,
  method: LotMethod,
): ReplayedBook {
  const amount = (cell: string | undefined) => dec(fromFixed18(fixedOf(cell)));
  const fills = rows.map(({ cells: [id = "", side, quantity, price, fee, , reverses] }) => ({
    ...{ id: asId<ExecutionId>(id), instrumentId: asId<InstrumentId>(assetId) },
    side: side === "b" ? ("buy" as const) : ("sell" as const),
    ...{ quantity: amount(quantity), price: amount(price), fee: amount(fee), at: new Date(0) },
    reverses: reverses === undefined ? null : asId<ExecutionId>(reverses),
  }));
  const { lots, closes, position } = replay(fills, method);
  const book = emptyFixedBook(method);
  for (const [seq, lot] of lots.entries()) {
    const open = fixed(lot.openQuantity);
    const mine = { openedBy: lot.openedBy, seq, quantity: fixed(lot.quantity), open, cost: fixed(lot.cost) };
    book.lots.set(lot.openedBy, { ...mine, openCost: fixed(lot.openCost) });
  }
  const opened = new Map(lots.map(({ id, openedBy }) => [id, openedBy]));
  const made = new Map<string, Fixed>();
  for (const { lotId, closedBy, quantity, cost, proceeds, realised } of closes) {
    const list = book.closes.get(closedBy) ?? [];
    book.closes.set(closedBy, list);
    const figures = {
      quantity: fixed(quantity),
      cost: fixed(cost),
      proceeds: fixed(proceeds),
      realised: fixed(realised),
    };
    list.push({ openedBy: opened.get(lotId) ?? "", ...figures });
    made.set(closedBy, (made.get(closedBy) ?? 0n) + figures.realised);
  }
  book.open = [...book.lots.values()].filter((lot) => lot.open !== 0n);
  book.trades = rows.length;
  if (position !== null) {
    book.held = fixed(position.quantity);
    book.realised = fixed(position.realised);
    book.fees = fixed(position.fees);
  }
  const executions = rows.map(({ cells: [id = "", , , , , stored] }) => ({
    ...{ id, realised: made.get(id) ?? 0n, stored: fixedOf(stored) },
  }));
  return { accountId, assetId, book, executions };
}

function fixed(value: Decimal): Fixed {
  return toFixed18(value.toDecimalPlaces(18));
}

/** What a fill made when it was booked is another matter once its instrument has been rebuilt. */
async function replayRebuilt(
  tx: Tx,
  accountId: string,
  instruments: readonly ReplayInstrument[],
): Promise<ReplayedBook[]> {
  const facts = await readFacts(tx, { accountId, instrumentIds: instruments.map(({ assetId }) => assetId) });
  const isSpecific = instruments.some(({ method }) => method === "specific");
  const picks = isSpecific ? await readPicks(tx, accountId) : new Map();
  const books = new Map(instruments.map(({ assetId, method }) => [assetId, emptyFixedBook(method)]));
  for (const fact of facts) {
    const book = fact.instrumentId === null ? undefined : books.get(fact.instrumentId);
    if (book !== undefined) bookFact(book, fact, picks.get(fact.id) ?? []);
  }
  return [...books].map(([assetId, book]) => ({ accountId, assetId, book, executions: [] }));
}
