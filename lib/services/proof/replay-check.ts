/** Positions, lots and closes replayed from their facts alone, and compared with what is stored. */
import type { Tx } from "#lib/db/client.ts";
import { type Fixed, fromFixed18 } from "#lib/domain/shared/fixed.ts";
import { FINDINGS_PER_CHECK, type Finding } from "./finding.ts";
import { type FixedClose, type FixedLot, openCostOf } from "./replay/fixed-lots.ts";
import { type Instrument, keyOf } from "./replay/read-fills.ts";
import {
  fixedOf,
  type ReplayInstrument,
  readCloses,
  readLots,
  readPositions,
  readReplayInstruments,
} from "./replay/read-replay.ts";
import { type ReplayedBook, replayBooks } from "./replay/replay-books.ts";
import { weighLots } from "./replay/weigh-lots.ts";

/** Small ones are read together: to ask for each by itself takes longer than to replay it. */
const FACTS_AT_ONCE = 20_000;

/** Of most instruments sums say that everything agrees; the rows of the others are compared one by one. */
export async function checkReplay(
  tx: Tx,
  accountIds: readonly string[] | null,
  signal?: AbortSignal,
): Promise<Finding[]> {
  const suspects = await weighLots(tx, accountIds, signal);
  const findings: Finding[] = [];
  for (const instruments of together(await readReplayInstruments(tx, accountIds, suspects))) {
    signal?.throwIfAborted();
    findings.push(...(await compareInstruments(tx, instruments)));
    if (findings.length >= FINDINGS_PER_CHECK) break;
  }
  return findings.slice(0, FINDINGS_PER_CHECK);
}

function* together(instruments: readonly ReplayInstrument[]): Generator<ReplayInstrument[]> {
  let [group, facts]: [ReplayInstrument[], number] = [[], 0];
  for (const instrument of instruments) {
    if (group.length > 0 && facts + instrument.facts > FACTS_AT_ONCE) {
      yield group;
      [group, facts] = [[], 0];
    }
    group.push(instrument);
    facts += instrument.facts;
  }
  if (group.length > 0) yield group;
}

async function compareInstruments(tx: Tx, instruments: readonly ReplayInstrument[]): Promise<Finding[]> {
  const compared = new Comparison(await replayBooks(tx, instruments));
  for (const { cells, ...at } of await readLots(tx, instruments)) compared.lot(at, cells);
  for (const { cells, ...at } of await readCloses(tx, instruments)) compared.close(at, cells);
  for (const { accountId, assetId, executions, ...amounts } of await readPositions(tx, instruments)) {
    const [quantity, cost] = [fixedOf(amounts.quantity), fixedOf(amounts.cost)];
    const figures = { quantity, cost, realised: fixedOf(amounts.realised), fees: fixedOf(amounts.fees), executions };
    compared.position({ accountId, assetId }, positionFigures(figures));
  }
  return compared.result();
}

/** What was stored is taken out of what should be there, each in its instrument; what remains is missing. */
class Comparison {
  readonly #lots = new Map<string, { readonly at: Instrument; readonly lot: FixedLot }>();
  readonly #closes = new Map<string, { readonly at: Instrument; readonly by: string; readonly closes: FixedClose[] }>();
  readonly #positions = new Map<string, { readonly at: Instrument; readonly figures: string }>();
  readonly #findings: Finding[] = [];

  constructor(books: readonly ReplayedBook[]) {
    for (const { accountId, assetId, book, executions } of books) {
      const at: Instrument = { accountId, assetId };
      const key = keyOf(at);
      for (const [openedBy, lot] of book.lots) this.#lots.set(`${key} ${openedBy}`, { at, lot });
      for (const [by, closes] of book.closes) this.#closes.set(`${key} ${by}`, { at, by, closes: [...closes] });
      const { held: quantity, realised, fees, trades } = book;
      const figures = { quantity, cost: openCostOf(book), realised, fees, executions: `${trades}` };
      this.#positions.set(key, { at, figures: positionFigures(figures) });
      for (const { id, realised, stored } of executions) {
        if (realised !== stored) this.#say(accountId, `execution ${id}`, realisedOf(realised), realisedOf(stored));
      }
    }
  }

  lot(at: Instrument, [openedBy = "", ...cells]: readonly string[]): void {
    const name = lotName(at, openedBy);
    const [quantity = 0n, open = 0n, cost = 0n, openCost = 0n] = cells.map(fixedOf);
    const key = `${keyOf(at)} ${openedBy}`;
    const wanted = this.#lots.get(key);
    this.#lots.delete(key);
    if (wanted === undefined)
      return void this.#say(at.accountId, name, null, lotFigures({ quantity, open, cost, openCost }));
    const { lot } = wanted;
    if (lot.open === open && lot.quantity === quantity && lot.cost === cost && lot.openCost === openCost) return;
    this.#say(at.accountId, name, lotFigures(lot), lotFigures({ quantity, open, cost, openCost }));
  }

  close(at: Instrument, [openedBy = "", by = "", ...cells]: readonly string[]): void {
    const { accountId } = at;
    const name = closeName(at, openedBy, by);
    const [quantity = 0n, cost = 0n, proceeds = 0n, realised = 0n] = cells.map(fixedOf);
    const stored = { quantity, cost, proceeds, realised };
    const list = this.#closes.get(`${keyOf(at)} ${by}`)?.closes ?? [];
    const index = list.findIndex((each) => each.openedBy === openedBy);
    const wanted = list[index];
    if (wanted === undefined) return void this.#say(accountId, name, null, closeFigures(stored));
    list.splice(index, 1);
    const same = wanted.quantity === quantity && wanted.cost === cost && wanted.proceeds === proceeds;
    if (!same || wanted.realised !== realised) this.#say(accountId, name, closeFigures(wanted), closeFigures(stored));
  }

  position(at: Instrument, stored: string): void {
    const key = keyOf(at);
    const wanted = this.#positions.get(key)?.figures ?? null;
    this.#positions.delete(key);
    if (wanted !== stored) this.#say(at.accountId, `position in ${at.assetId}`, wanted, stored);
  }

  result(): Finding[] {
    for (const { at, lot } of this.#lots.values())
      this.#say(at.accountId, lotName(at, lot.openedBy), lotFigures(lot), null);
    for (const { at, by, closes } of this.#closes.values()) {
      for (const close of closes) this.#say(at.accountId, closeName(at, close.openedBy, by), closeFigures(close), null);
    }
    for (const { at, figures } of this.#positions.values())
      this.#say(at.accountId, `position in ${at.assetId}`, figures, null);
    return this.#findings;
  }

  #say(accountId: string, name: string, wanted: string | null, stored: string | null): void {
    // Of a hundred thousand that are wrong together the first say enough.
    if (this.#findings.length >= FINDINGS_PER_CHECK) return;
    const message =
      wanted === null
        ? `${name}: stored is ${stored}; the facts give nothing`
        : `${name}: the facts give ${wanted}; stored is ${stored ?? "nothing"}`;
    this.#findings.push({ check: "replay_equals_stored", message, accountId, journalId: null, orderId: null });
  }
}

function lotName({ assetId }: Instrument, openedBy: string): string {
  return `lot of ${assetId} opened by ${openedBy}`;
}

function closeName({ assetId }: Instrument, openedBy: string, by: string): string {
  return `close by ${by} of the lot of ${assetId} opened by ${openedBy}`;
}

type Fixeds<Names extends string> = { readonly [name in Names]: Fixed };

function realisedOf(realised: Fixed): string {
  return `realised ${fromFixed18(realised)}`;
}

function lotFigures({ quantity, open, cost, openCost }: Fixeds<"quantity" | "open" | "cost" | "openCost">): string {
  return `${fromFixed18(open)} of ${fromFixed18(quantity)} open at ${fromFixed18(openCost)} of ${fromFixed18(cost)}`;
}

function closeFigures(close: Fixeds<"quantity" | "cost" | "proceeds" | "realised">): string {
  const [quantity, cost] = [fromFixed18(close.quantity), fromFixed18(close.cost)];
  return `${quantity} at cost ${cost}, proceeds ${fromFixed18(close.proceeds)}, realised ${fromFixed18(close.realised)}`;
}

function positionFigures(
  position: Fixeds<"quantity" | "cost" | "realised" | "fees"> & { readonly executions: string },
): string {
  const [quantity, cost] = [fromFixed18(position.quantity), fromFixed18(position.cost)];
  const [realised, fees] = [fromFixed18(position.realised), fromFixed18(position.fees)];
  return `${quantity} at ${cost}, realised ${realised}, fees ${fees}, executions ${position.executions}`;
}
