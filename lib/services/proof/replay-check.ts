/** Positions, lots and closes replayed from their facts alone, and compared with what is stored. */
import { readFacts } from "#lib/db/book-facts.sql.ts";
import type { Tx } from "#lib/db/client.ts";
import type { BookFact } from "#lib/domain/books/fact.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { Side } from "#lib/domain/orders/order.ts";
import type { Lot, LotClose } from "#lib/domain/positions/lots.ts";
import { type ExecutionToReplay, replay } from "#lib/domain/positions/position.ts";
import { replayFacts } from "#lib/domain/positions/replay-facts.ts";
import { type Decimal, dec, sum, toPlain } from "#lib/domain/shared/decimal.ts";
import { asId, type ExecutionId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import { picksOf } from "../lots/replay-instruments.ts";
import { FINDINGS_PER_CHECK, type Finding } from "./finding.ts";

/** Compared as text: `name of the thing` to its figures. */
type Figures = Map<string, string>;

interface Account {
  readonly id: string;
  readonly method: LotMethod;
  /** Instruments whose lots follow from all their facts, and not from fills one after the other. */
  readonly rebuilt: readonly string[];
}

export async function checkReplay(tx: Tx, accountId: string | null): Promise<Finding[]> {
  const accounts = await tx.$queryRaw<Account[]>`
    select a.id, a.lot_method as method,
      array(select p.asset_id::text from position p where p.account_id = a.id and p.rebuilt order by 1) as rebuilt
    from account a where a.kind <> 'house' and (${accountId}::uuid is null or a.id = ${accountId}::uuid) order by a.id`;
  const findings: Finding[] = [];
  for (const account of accounts) {
    if (findings.length >= FINDINGS_PER_CHECK) break;
    const wanted: Figures = new Map();
    await addFills(wanted, tx, account);
    await addFacts(wanted, tx, account);
    findings.push(...compare(account.id, wanted, await readStored(tx, account)));
  }
  return findings.slice(0, FINDINGS_PER_CHECK);
}

/** What nothing but its own fills has made: one after the other as they were booked. */
async function addFills(figures: Figures, tx: Tx, account: Account): Promise<void> {
  for (const [assetId, executions] of await readExecutions(tx, account)) {
    const { lots, closes, position } = replay(executions, account.method);
    addLots(figures, lots, closes);
    if (position !== null) {
      figures.set(`position in ${assetId}`, positionFigures({ ...position, executions: `${executions.length}` }));
    }
    const realised = new Map<string, Decimal[]>();
    for (const close of closes) {
      const list = realised.get(close.closedBy) ?? [];
      realised.set(close.closedBy, list);
      list.push(close.realised);
    }
    for (const { id } of executions) figures.set(`execution ${id}`, `realised ${plain(sum(realised.get(id) ?? []))}`);
  }
}

async function addFacts(figures: Figures, tx: Tx, { id: accountId, method, rebuilt }: Account): Promise<void> {
  if (rebuilt.length === 0) return;
  const facts = await readFacts(tx, { accountId, instrumentIds: rebuilt });
  const byInstrument = new Map<string, BookFact[]>(rebuilt.map((assetId) => [assetId, []]));
  for (const fact of facts) if (fact.instrumentId !== null) byInstrument.get(fact.instrumentId)?.push(fact);
  const picks = method === "specific" ? await readPicks(tx, accountId) : new Map();
  for (const [assetId, own] of byInstrument) {
    const instrumentId = asId<InstrumentId>(assetId);
    const replayed = replayFacts(own, { instrumentId, method, picks });
    addLots(figures, replayed.lots, replayed.closes);
    figures.set(`position in ${assetId}`, positionFigures({ ...replayed, executions: `${replayed.trades}` }));
  }
}

async function readPicks(tx: Tx, accountId: string) {
  const rows = await tx.$queryRaw<{ closingId: string; openingId: string; quantity: string }[]>`
    select closing_id as "closingId", opening_id as "openingId", quantity::text from lot_assignment
    where account_id = ${accountId}::uuid order by closing_id, opening_id`;
  return picksOf(rows);
}

interface ExecutionRow {
  readonly id: string;
  readonly assetId: string;
  readonly side: Side;
  readonly quantity: string;
  readonly price: string;
  readonly fee: string;
  readonly at: Date;
  readonly reverses: string | null;
}

/** Per instrument, in the order in which they were booked. */
async function readExecutions(tx: Tx, { id, rebuilt }: Account): Promise<Map<string, ExecutionToReplay[]>> {
  const rows = await tx.$queryRaw<ExecutionRow[]>`
    select id, asset_id as "assetId", side, quantity::text, price::text, fee::text, effective_at as at,
      reverses_id as reverses
    from execution where account_id = ${id}::uuid and kind <> 'import' and not asset_id = any(${[...rebuilt]}::uuid[])
    order by account_seq`;
  const byInstrument = new Map<string, ExecutionToReplay[]>();
  for (const row of rows) {
    const list = byInstrument.get(row.assetId) ?? [];
    byInstrument.set(row.assetId, list);
    list.push({
      id: asId<ExecutionId>(row.id),
      instrumentId: asId<InstrumentId>(row.assetId),
      side: row.side,
      quantity: dec(row.quantity),
      price: dec(row.price),
      fee: dec(row.fee),
      at: row.at,
      reverses: row.reverses === null ? null : asId<ExecutionId>(row.reverses),
    });
  }
  return byInstrument;
}

function addLots(figures: Figures, lots: readonly Lot[], closes: readonly LotClose[]): void {
  const openedBy = new Map(lots.map((lot) => [lot.id, lot.openedBy]));
  for (const lot of lots) figures.set(`lot of ${lot.openedBy}`, lotFigures(lot));
  for (const close of closes) {
    figures.set(`close of lot ${openedBy.get(close.lotId)} by ${close.closedBy}`, closeFigures(close));
  }
}

async function readStored(tx: Tx, { id: accountId, rebuilt }: Account): Promise<Figures> {
  const figures: Figures = new Map();
  const positions = await tx.$queryRaw<Plain<"quantity" | "cost" | "realised" | "fees" | "executions" | "assetId">[]>`
    select asset_id as "assetId", quantity::text, cost::text, realised::text, fees::text, executions::text
    from position where account_id = ${accountId}::uuid`;
  for (const row of positions) figures.set(`position in ${row.assetId}`, positionFigures(row));
  const lots = await tx.$queryRaw<Plain<"quantity" | "openQuantity" | "cost" | "openCost" | "openedBy">[]>`
    select coalesce(opened_execution_id, opened_activity_id) as "openedBy", quantity::text, open_quantity::text as "openQuantity", cost::text,
      open_cost::text as "openCost" from lot where account_id = ${accountId}::uuid`;
  for (const row of lots) figures.set(`lot of ${row.openedBy}`, lotFigures(row));
  const closes = await tx.$queryRaw<Plain<"quantity" | "cost" | "proceeds" | "realised" | "openedBy" | "by">[]>`
    select coalesce(l.opened_execution_id, l.opened_activity_id) as "openedBy", coalesce(c.execution_id, c.activity_id) as by,
      c.quantity::text, c.cost::text, c.proceeds::text, c.realised::text
    from lot_close c join lot l on l.id = c.lot_id where c.account_id = ${accountId}::uuid`;
  for (const row of closes) figures.set(`close of lot ${row.openedBy} by ${row.by}`, closeFigures(row));
  // What a fill made when it was booked is another matter once its instrument has been rebuilt.
  const executions = await tx.$queryRaw<Plain<"id" | "realised">[]>`
    select id, realised::text from execution where account_id = ${accountId}::uuid and kind <> 'import'
      and not asset_id = any(${[...rebuilt]}::uuid[])`;
  for (const row of executions) figures.set(`execution ${row.id}`, `realised ${plain(row.realised)}`);
  return figures;
}

type Plain<Names extends string> = { readonly [name in Names]: string };
type Amounts<Names extends string> = { readonly [name in Names]: string | Decimal };

function plain(value: string | Decimal): string {
  return toPlain(dec(value));
}

function lotFigures(lot: Amounts<"quantity" | "openQuantity" | "cost" | "openCost">): string {
  return `${plain(lot.openQuantity)} of ${plain(lot.quantity)} open at ${plain(lot.openCost)} of ${plain(lot.cost)}`;
}

function closeFigures(close: Amounts<"quantity" | "cost" | "proceeds" | "realised">): string {
  return `${plain(close.quantity)} at cost ${plain(close.cost)}, proceeds ${plain(close.proceeds)}, realised ${plain(close.realised)}`;
}

function positionFigures(
  position: Amounts<"quantity" | "cost" | "realised" | "fees"> & { executions: string },
): string {
  const { quantity, cost, realised, fees, executions } = position;
  return `${plain(quantity)} at ${plain(cost)}, realised ${plain(realised)}, fees ${plain(fees)}, executions ${executions}`;
}

function compare(accountId: string, wanted: Figures, stored: Figures): Finding[] {
  const findings: Finding[] = [];
  const say = (message: string) =>
    findings.push({ check: "replay_equals_stored", message, accountId, journalId: null, orderId: null });
  for (const [name, figures] of wanted) {
    const found = stored.get(name);
    if (found !== figures) say(`${name}: the facts give ${figures}; stored is ${found ?? "nothing"}`);
  }
  for (const [name, figures] of stored) {
    if (!wanted.has(name)) say(`${name}: stored is ${figures}; the facts give nothing`);
  }
  return findings;
}
