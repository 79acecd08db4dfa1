/** Positions, lots and closes rebuilt from executions alone, and compared with what is stored. */
import type { Tx } from "#lib/db/client.ts";
import type { Side } from "#lib/domain/orders/order.ts";
import { type ExecutionToReplay, type Replayed, replay } from "#lib/domain/positions/position.ts";
import { type Decimal, dec, sum, toPlain } from "#lib/domain/shared/decimal.ts";
import { asId, type ExecutionId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import { FINDINGS_PER_CHECK, type Finding } from "./finding.ts";

/** Compared as text: `name of the thing` to its figures. */
type Figures = Map<string, string>;

export async function checkReplay(tx: Tx, accountId: string | null): Promise<Finding[]> {
  const accounts = await tx.$queryRaw<{ id: string }[]>`
    select id from account where kind <> 'house' and (${accountId}::uuid is null or id = ${accountId}::uuid) order by id`;
  const findings: Finding[] = [];
  for (const { id } of accounts) {
    if (findings.length >= FINDINGS_PER_CHECK) break;
    const [executions, stored] = [await readExecutions(tx, id), await readStored(tx, id)];
    findings.push(...compare(id, expected(executions), stored));
  }
  return findings.slice(0, FINDINGS_PER_CHECK);
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
async function readExecutions(tx: Tx, accountId: string): Promise<Map<string, ExecutionToReplay[]>> {
  const rows = await tx.$queryRaw<ExecutionRow[]>`
    select id, asset_id as "assetId", side, quantity::text, price::text, fee::text, effective_at as at,
      reverses_id as reverses
    from execution where account_id = ${accountId}::uuid and kind <> 'import' order by account_seq`;
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

function expected(byInstrument: Map<string, ExecutionToReplay[]>): Figures {
  const figures: Figures = new Map();
  for (const [assetId, executions] of byInstrument) {
    const replayed = replay(executions);
    addReplayed(figures, assetId, replayed, executions.length);
    const realised = new Map<string, Decimal[]>();
    for (const close of replayed.closes) {
      realised.set(close.executionId, [...(realised.get(close.executionId) ?? []), close.realised]);
    }
    for (const { id } of executions) figures.set(`execution ${id}`, `realised ${plain(sum(realised.get(id) ?? []))}`);
  }
  return figures;
}

function addReplayed(figures: Figures, assetId: string, { lots, closes, position }: Replayed, count: number): void {
  const openedBy = new Map(lots.map((lot) => [lot.id, lot.openedExecutionId]));
  for (const lot of lots) {
    figures.set(`lot of execution ${lot.openedExecutionId}`, lotFigures(lot));
  }
  for (const close of closes) {
    figures.set(`close of lot ${openedBy.get(close.lotId)} by ${close.executionId}`, closeFigures(close));
  }
  if (position !== null)
    figures.set(`position in ${assetId}`, positionFigures({ ...position, executions: `${count}` }));
}

async function readStored(tx: Tx, accountId: string): Promise<Figures> {
  const figures: Figures = new Map();
  const positions = await tx.$queryRaw<Plain<"quantity" | "cost" | "realised" | "fees" | "executions" | "assetId">[]>`
    select asset_id as "assetId", quantity::text, cost::text, realised::text, fees::text, executions::text
    from position where account_id = ${accountId}::uuid`;
  for (const row of positions) figures.set(`position in ${row.assetId}`, positionFigures(row));
  const lots = await tx.$queryRaw<Plain<"quantity" | "openQuantity" | "cost" | "openCost" | "openedBy">[]>`
    select opened_execution_id as "openedBy", quantity::text, open_quantity::text as "openQuantity", cost::text,
      open_cost::text as "openCost" from lot where account_id = ${accountId}::uuid`;
  for (const row of lots) figures.set(`lot of execution ${row.openedBy}`, lotFigures(row));
  const closes = await tx.$queryRaw<Plain<"quantity" | "cost" | "proceeds" | "realised" | "openedBy" | "by">[]>`
    select l.opened_execution_id as "openedBy", c.execution_id as by, c.quantity::text, c.cost::text, c.proceeds::text, c.realised::text
    from lot_close c join lot l on l.id = c.lot_id where c.account_id = ${accountId}::uuid`;
  for (const row of closes) figures.set(`close of lot ${row.openedBy} by ${row.by}`, closeFigures(row));
  const executions = await tx.$queryRaw<Plain<"id" | "realised">[]>`
    select id, realised::text from execution where account_id = ${accountId}::uuid and kind <> 'import'`;
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
    if (found !== figures) say(`${name}: the executions give ${figures}; stored is ${found ?? "nothing"}`);
  }
  for (const [name, figures] of stored) {
    if (!wanted.has(name)) say(`${name}: stored is ${figures}; the executions give nothing`);
  }
  return findings;
}
